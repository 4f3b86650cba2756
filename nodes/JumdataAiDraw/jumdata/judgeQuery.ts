import { type Answer, asObject, type Reply } from './answers';
import { type Concern, meaningOf } from './codes';
import { isPassing } from './httpStatus';
import { readTask, type Task } from './task';

/**
 * What a query's reply says. `again`: nothing about the task, and asking again may help; `odd`: an
 * answer that nobody knows, final when it comes three times running; `failed`: final at once.
 */
export type QueryVerdict =
	| { kind: 'done'; task: Task }
	| { kind: 'drawing'; task: Task }
	| { kind: 'again' }
	| { kind: 'odd' }
	| { kind: 'failed'; concern: Concern };

const AGAIN: QueryVerdict = { kind: 'again' };

/**
 * Decides what a query's reply says. A query is never billed, so it may be repeated freely.
 * `isFresh`: this node submitted the task within the last minute, so that an unknown id may only not
 * have spread yet.
 */
export function judgeQuery(reply: Reply, isFresh: boolean): QueryVerdict {
	if (reply.kind === 'unsent') return reply.passing ? AGAIN : failed('account');
	if (reply.kind === 'lost') return AGAIN;
	if (reply.kind === 'unreadable') return judgeStatus(reply.httpStatus);
	if (reply.code !== 200) {
		return isPassing(reply.httpStatus) ? AGAIN : judgeCode(reply, isFresh);
	}
	const task = readTask(reply);
	if (!task) return asObject(reply.data)?.status === undefined ? AGAIN : { kind: 'odd' };
	return { kind: task.done ? 'done' : 'drawing', task };
}

function judgeStatus(httpStatus: number): QueryVerdict {
	return httpStatus === 404 ? failed('account') : AGAIN;
}

function judgeCode({ code, httpStatus }: Answer, isFresh: boolean): QueryVerdict {
	const { concern } = meaningOf(code);
	if (concern === 'passing' || (code === 201 && isFresh)) return AGAIN;
	if (concern !== 'unknown') return failed(concern);
	return httpStatus === 404 ? failed('account') : { kind: 'odd' };
}

function failed(concern: Concern): QueryVerdict {
	return { kind: 'failed', concern };
}
