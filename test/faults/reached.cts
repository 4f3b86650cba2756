import type { Driven, Tried } from './drive.cts';
import { CHARGES, CODES, NEVER_CONNECTED } from './schedules/faults.cts';
import type { Cells, Schedule } from './schedules/schedule.cts';

/** What every twenty-fifth schedule comes to, at least. */
export const OFTEN = [
	'a retry after something was paid',
	'expressions that give something new to a retry',
	'an edit before a retry',
	'a second retry of the same try',
	'two retries at once in one process',
	'two retries at once in two processes',
	'a retry in another process',
	"an agent's further call",
	'a quota that ends',
	'Stop in the middle',
	'a request that may have been billed',
	'Submit',
	'Query',
	'Get Balance',
	'an agent',
];

/** What every two-thousandth comes to, at least. */
export const SELDOM = [
	'a loop of equal rows',
	'an error output wired back',
	'a run that nothing was accepted of for too long',
	'a row that timed out',
	'three unclear requests in a row',
	'an image that fails',
	'an image that was withheld',
	'Max Images refused something',
	'Min Balance refused something',
	'a task id beside a refusal',
	...CODES.map((code) => `code ${code}`),
	...CHARGES.map((charge) => `charge ${JSON.stringify(charge)}`),
	...NEVER_CONNECTED.map((code) => `unsent: ${code}`),
];

/** What a schedule has come to, by name: what a promise about it would be empty without. */
export function reachedBy(schedule: Schedule, { tries, service }: Driven): Set<string> {
	const runs = tries.flatMap((tried) => tried.runs);
	const told = runs.map(({ items, error }) => `${JSON.stringify(items)} ${String(error)}`).join();
	const log = tries.flatMap((tried) => tried.log).join();
	const again = tries.slice(1);
	const isRetry = ({ how: { again: it } }: Tried) => it !== 'loop' && it !== 'wiredBack';
	const paid = tries.filter(({ bought }) => bought.length > 0);
	const reached: Record<string, boolean> = {
		'a retry after something was paid': again.some(isRetry) && paid[0] === tries[0],
		'expressions that give something new to a retry':
			schedule.expressions === 'fresh' && again.some(isRetry),
		'an edit before a retry': again.some(
			(it, index) => isRetry(it) && it.how.form !== tries[index].how.form,
		),
		'a second retry of the same try': again.some(
			(it, index) =>
				isRetry(it) && again.slice(0, index).some(({ parent }) => parent === it.parent),
		),
		'two retries at once in one process': tries.some((it) => it.runs.length > 1),
		'two retries at once in two processes': again.some((it) => it.how.again === 'twinsApart'),
		'a retry in another process': again.some((it) => it.how.worker !== it.parent?.how.worker),
		'a loop of equal rows': again.some((it) => !isRetry(it) && hasEqual(schedule.rows)),
		'an error output wired back': again.some((it) => it.how.again === 'wiredBack'),
		"an agent's further call": again.some((it) => it.how.again === 'agent'),
		'Stop in the middle': runs.some(({ stoppedAtMs }) => stoppedAtMs !== undefined),
		'a quota that ends': service.ledger.length >= service.options.totalQuota,
		'a run that nothing was accepted of for too long': told.includes('accepted no row'),
		'a row that timed out': /is still drawing task \d+ after/.test(told),
		'a request that may have been billed': log.includes('may have paid'),
		'three unclear requests in a row': told.includes('requests in a row'),
		'an image that fails': told.includes('could not be fetched'),
		'an image that was withheld': told.includes('withheld'),
		'Max Images refused something': /Max Images is|exceed Max Images/.test(told),
		'Min Balance refused something': told.includes('Min Balance'),
		Submit: schedule.operation === 'submit',
		Query: schedule.operation === 'query',
		'Get Balance': schedule.operation === 'getBalance',
		'an agent': schedule.asTool,
	};
	const names = Object.keys(reached).filter((name) => reached[name]);
	return new Set([...names, ...tries.flatMap(({ wire }) => wire.flatMap(answerOf))]);
}

function hasEqual(rows: readonly Cells[]): boolean {
	return new Set(rows.map(({ text, num }) => `${text} ${num}`)).size < rows.length;
}

/** What a submit was answered, in parts. */
function answerOf({ endpoint, kind, unsentCode, reply }: Tried['wire'][number]): string[] {
	if (endpoint !== 'submit' || kind !== 'answered' || !reply) return [];
	if (unsentCode !== undefined) return [`unsent: ${unsentCode}`];
	const { code, charge, data } = said(reply.body);
	return [
		`HTTP ${reply.httpStatus}`,
		`code ${String(code)}`,
		`charge ${JSON.stringify(charge)}`,
		...(data && code !== 200 ? ['a task id beside a refusal'] : []),
	];
}

function said(body: string): { code?: unknown; charge?: unknown; data?: unknown } {
	try {
		return (JSON.parse(body) ?? {}) as object;
	} catch {
		return {};
	}
}
