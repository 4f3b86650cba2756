import { createHash, randomUUID } from 'crypto';
import { type IDataObject, type IExecuteFunctions, type INode, jsonStringify } from 'n8n-workflow';
import { isTool } from './isTool';
import { Ledger } from '../run/ledger';
import type { Lineages } from '../run/lineages';
import { withoutError } from './withoutError';

/** The saved fields that say what is drawn; a change of any other is no edit. */
const DRAWN_FIELDS = ['text', 'style', 'resolution', 'num'];

/** What this execution has paid for, from the node's context and from what this process remembers. */
export function openLedger(context: IExecuteFunctions, lineages: Lineages): Ledger {
	const stored = context.getContext('node');
	stored.lineage ??= randomUUID();
	return new Ledger(stored, lineages.of(String(stored.lineage)), {
		// Which turn of a loop this is; a retry has the same. Source: n8n 2.41 and 1.122.
		runIndex: Number(context.getWorkflowDataProxy(0).$runIndex),
		executionId: context.getExecutionId(),
		isTool: isTool(context.getNode()),
		savedFields: savedFieldsOf(context.getNode()),
		data: context.getInputData().map(({ json }) => hashOf(withoutError(json))),
	});
}

function savedFieldsOf({ parameters }: INode): string {
	const { options } = parameters;
	const longText = typeof options === 'string' ? options : (options as IDataObject)?.longText;
	return hashOf([...DRAWN_FIELDS.map((name) => parameters[name]), longText]);
}

function hashOf(value: unknown): string {
	const text = jsonStringify(value, { replaceCircularRefs: true });
	return createHash('sha256').update(text).digest('base64').slice(0, 22);
}
