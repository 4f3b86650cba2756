import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { Failure, orFailure } from '../failure';
import { Form } from './form';
import { withoutError } from './withoutError';

/** The fields of the input rows that ride along in the items made of them. */
export class InputFields {
	/** Of each row, or why its option cannot be read. */
	private readonly rows: ReadonlyArray<IDataObject | Failure>;

	private readonly goWithFailures: boolean;

	constructor(context: IExecuteFunctions) {
		this.rows = context
			.getInputData()
			.map(({ json }, itemIndex) =>
				orFailure(() =>
					new Form(context, itemIndex).isOptionOn('includeInputFields') ? json : {},
				),
			);
		// On its error output n8n adds them itself, to an item that has nothing but its error.
		this.goWithFailures = context.getNode().onError !== 'continueErrorOutput';
	}

	/** Why the row cannot be used, if its option cannot be read. */
	failureAt(itemIndex: number): Failure | undefined {
		const row = this.rows[itemIndex];
		return row instanceof Failure ? row : undefined;
	}

	/** The json of an item, with the fields of its row before it, in so far as it has none of the same name. */
	before(itemIndex: number, json: IDataObject): IDataObject {
		const row = this.rows[itemIndex];
		if (row instanceof Failure || ('error' in json && !this.goWithFailures)) return json;
		const others = Object.entries(withoutError(row)).filter(([name]) => !(name in json));
		return { ...Object.fromEntries(others), ...json };
	}
}
