import type { IDataObject } from 'n8n-workflow';
import { STYLES } from '../../nodes/JumdataAiDraw/jumdata/values';
import type { Form, Schedule } from './schedules/schedule.cts';

/** What the form's expressions give, and who was given it. */
export class Expressions {
	/** Which row asked for a text; of one that several ask for, the last. */
	readonly askers = new Map<string, number>();

	private givenCount = 0;

	constructor(private readonly kind: Schedule['expressions']) {}

	/** The parameters of one try, and what the form has saved of them. */
	of(form: Form) {
		return {
			parameters: {
				text: (row: IDataObject, itemIndex: number) => this.text(row, itemIndex, form),
				style: () => this.style(),
			},
			saved: form === 'first' ? {} : { text: `={{ $json.text }} (${form})` },
		};
	}

	private text(row: IDataObject, itemIndex: number, form: Form): string {
		const text = askedText(String(row.text), form);
		const given = this.kind === 'same' ? text : `${text} no. ${++this.givenCount}`;
		this.askers.set(given, itemIndex);
		return given;
	}

	private style(): string {
		const { value } = STYLES[this.kind === 'same' ? 0 : this.givenCount % STYLES.length];
		return value;
	}
}

/** What a row asks for, where nothing is new at each try. */
export function askedText(text: string, form: Form): string {
	return form === 'changed' ? `${text} at night` : text;
}
