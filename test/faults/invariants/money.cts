import type { Driven, Tried } from '../drive.cts';
import { askedText } from '../expressions.cts';
import { knownFrom, knownTo } from '../n8n.cts';
import type { Schedule } from '../schedules/schedule.cts';
import { assert, rowOf } from './assert.cts';

/** What a failed row says whose task may still succeed, or may have been paid. */
const MAY_STILL_COME =
	/is still drawing|[Tt]ask \S+ could not be checked|could not be fetched|may have been billed/;

/** The first promise: a row is paid once, however often n8n runs the node. */
export function assertPaidOnce(schedule: Schedule, driven: Driven): void {
	if (schedule.operation === 'query' || schedule.operation === 'getBalance') {
		const bought = driven.tries.flatMap((tried) => tried.bought);
		assert(bought.length === 0, 'what buys nothing bought something', bought);
	} else if (schedule.expressions === 'same') {
		assertPaidByRequest(schedule, driven);
	} else if (!schedule.asTool) {
		assertPaidByRow(driven);
	}
}

/** What is asked for is all new at each try, so each text tells the row and the try that it was bought in. */
function assertPaidByRow({ tries, expressions }: Driven): void {
	const texts = new Map<string, string[]>();
	for (const tried of tries) {
		for (const { text } of tried.bought) {
			const itemIndex = expressions.askers.get(text);
			const row = [tried.runIndex, itemIndex, tried.how.form].join(' ');
			const here = `${tried.how.worker} ${row}`;
			const earlier = texts.get(here) ?? [];
			assert(earlier.length === 0, `row ${row} was paid again`, {
				text,
				earlier,
				log: tried.node.log,
			});
			texts.set(here, [...earlier, text]);
			const stored = (texts.get(`${1 - tried.how.worker} ${row}`) ?? []).filter((it) =>
				knownFrom(tried.parent).includes(JSON.stringify(it)),
			);
			assert(stored.length === 0, `row ${row} was paid again elsewhere`, { text, stored });
		}
	}
}

/** Several rows may ask for the same: as often as they do, it may be bought, less what earlier runs left for them. */
function assertPaidByRequest(schedule: Schedule, { tries }: Driven): void {
	for (const key of new Set(tries.flatMap((tried) => tried.rows.map((row) => keyOf(row, tried))))) {
		for (const tried of tries) {
			if (boughtIn(tried, key).length === 0) continue;
			const earlier = [...knownTo(tried, tries)].filter((it) => it.runIndex === tried.runIndex);
			const first = tries.find((it) => earlier.includes(it)) ?? tried;
			const wanted = Math.max(...[...earlier, tried].map((it) => wantedIn(it, key)));
			const left = leftBefore(schedule, tries, tries.indexOf(first), key);
			const bought = [...earlier, tried].flatMap((it) => boughtIn(it, key)).length;
			const allowed = Math.max(0, wanted - left);
			assert(
				bought <= allowed,
				`"${key}" was bought ${bought} times, not ${allowed}`,
				tried.node.log,
			);
		}
	}
}

/** How many purchases of the call or turn before were left to the next one, in the same execution. */
function leftBefore({ asTool }: Schedule, tries: Tried[], index: number, key: string): number {
	const before = tries[index - 1];
	if (!before || !['loop', 'wiredBack', 'agent'].includes(tries[index].how.again)) return 0;
	if (before.runs.length > 1) return 0;
	const [{ items, error }] = before.runs;
	if (error) return boughtIn(before, key).length;
	const left = items.filter(({ json }) => {
		const isLate = json.done === false && asTool;
		return isLate || MAY_STILL_COME.test(String((json.error as { message?: string })?.message));
	});
	const rows = new Set(left.map(rowOf));
	return [...rows].filter((row) => keyOf(before.rows[row], before) === key).length;
}

function wantedIn(tried: Tried, key: string): number {
	return tried.rows.filter((row) => keyOf(row, tried) === key).length;
}

function boughtIn({ bought }: Tried, key: string) {
	return bought.filter(({ text, num }) => `${text} × ${num}` === key);
}

function keyOf(row: Tried['rows'][number], { how }: Tried): string {
	return `${askedText(String(row.text), how.form)} × ${String(row.num)}`;
}

/** Whatever was lost on the way, the option holds for all that a process knows of an execution and its retries. */
export function assertMaxImages(
	{ options: { maxImages } }: Schedule,
	{ tries, nodes }: Driven,
): void {
	if (maxImages === 0) return;
	for (const worker of [0, 1]) {
		const bought = tries.filter(({ how }) => how.worker === worker).flatMap((it) => it.bought);
		const images = bought.reduce((sum, { num }) => sum + num, 0);
		assert(images <= maxImages, `${images} images of ${maxImages}`, nodes[worker].log);
	}
}
