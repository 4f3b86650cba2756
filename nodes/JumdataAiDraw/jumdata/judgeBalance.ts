import { asObject, type Reply } from './answers';
import { type Concern, meaningOf } from './codes';
import { isPassing } from './httpStatus';

/** What a reply says of a balance. `again`: nothing, and asking again may help; `failed`: final. */
export type BalanceVerdict<Balance> =
	| { kind: 'told'; balance: Balance; taskNo: string }
	| { kind: 'again' }
	| { kind: 'failed'; concern: Concern };

/** Decides what a reply says of the account's balance. Asking is free, so it may be repeated. */
export function judgeBalance(reply: Reply): BalanceVerdict<number> {
	return judge(reply, readNumber);
}

/**
 * Decides what a reply says of a product's balance: the fields of the answer's `data` as they come,
 * since Jumdata's page does not name them all. One named `error` is left out, because n8n takes an
 * item with such a field for a failed one. Asking is free, so it may be repeated.
 */
export function judgeProductBalance(reply: Reply): BalanceVerdict<Record<string, unknown>> {
	return judge(reply, readFields);
}

function judge<Balance>(
	reply: Reply,
	read: (data: unknown) => Balance | undefined,
): BalanceVerdict<Balance> {
	if (reply.kind === 'unsent') return reply.passing ? AGAIN : failed('account');
	if (reply.kind === 'lost') return AGAIN;
	if (reply.kind === 'unreadable') return reply.httpStatus === 404 ? failed('account') : AGAIN;
	const { concern } = meaningOf(reply.code);
	if (concern === 'success') {
		const balance = read(reply.data);
		return balance === undefined
			? failed('row')
			: { kind: 'told', balance, taskNo: reply.taskNo ?? '' };
	}
	return isPassing(reply.httpStatus) || concern === 'passing' ? AGAIN : failed(concern);
}

const AGAIN = { kind: 'again' } as const;

function failed(concern: Concern) {
	return { kind: 'failed', concern } as const;
}

/** The vendor's page shows a number; text that is one is read too. Nothing else is taken for a balance. */
function readNumber(data: unknown): number | undefined {
	const isText = typeof data === 'string' && /^-?\d+(\.\d+)?$/.test(data.trim());
	return isText || Number.isFinite(data) ? Number(data) : undefined;
}

function readFields(data: unknown): Record<string, unknown> | undefined {
	const fields = asObject(data);
	if (!fields) return undefined;
	return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'error'));
}
