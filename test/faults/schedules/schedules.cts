import fc from 'fast-check';
import type { FaultRule } from '../../../simulator/faults.cts';
import type { ServiceOptions } from '../../../simulator/service.cts';
import { absentHost, faultRule, lastingTrouble } from './faults.cts';
import { type Again, type Cells, imagesOf, type Schedule, type Try } from './schedule.cts';

const stopAfterMs = fc.option(fc.oneof(fc.nat(2_000), fc.nat(40_000)), { nil: undefined, freq: 3 });
const nextTry = (agains: Again[]): fc.Arbitrary<Try> =>
	fc.record({
		again: fc.constantFrom(...agains),
		worker: fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const),
		ofFirst: fc.boolean(),
		form: fc.constantFrom(...(['first', 'first', 'first', 'reworded', 'changed'] as const)),
		maxWaitTime: fc.constantFrom(20, 20, 60, 300),
		stopAfterMs,
	});
const triesOf = (asTool: boolean): fc.Arbitrary<Try[]> => {
	const calls: Again[] = ['retryOnFail', 'stored', 'twins', 'twinsApart', 'agent', 'agent'];
	const turns: Again[] = [
		...(['retryOnFail', 'stored', 'stored', 'twins', 'twinsApart'] as const),
		...(['loop', 'wiredBack'] as const),
	];
	const others = fc.array(nextTry(asTool ? calls : turns), { minLength: 1, maxLength: 4 });
	return fc.tuple(nextTry(['retryOnFail']), others).map(([first, more]) => [first, ...more]);
};

const cells: fc.Arbitrary<Cells> = fc.record({
	text: fc.constantFrom(...'abcdefgh').map((letter) => `picture of ${letter}`),
	num: fc.integer({ min: 1, max: 3 }),
});
/** Some rows ask for the same text, and in some schedules all rows are equal. */
const rowsOfAnyKind: fc.Arbitrary<Cells[]> = fc.oneof(
	{ weight: 5, arbitrary: fc.array(cells, { minLength: 1, maxLength: 8 }) },
	{
		weight: 1,
		arbitrary: fc.tuple(cells, fc.integer({ min: 2, max: 4 })).map(([it, count]) => {
			return Array.from({ length: count }, () => ({ ...it }));
		}),
	},
);

const service = (images: number): fc.Arbitrary<Partial<ServiceOptions>> =>
	fc.record({
		slots: fc.integer({ min: 1, max: 3 }),
		drawMs: fc.constantFrom(100, 3_000, 20_000, 60_000),
		drawSpread: fc.constantFrom(0, 0.3),
		maxUnfinished: fc.constantFrom(1, 2, 10),
		requestsPerSecond: fc.constantFrom(1, 5, 100),
		taskIdForm: fc.constantFrom('string' as const, 'number' as const),
		totalQuota: fc.constantFrom(...Array<number>(6).fill(Infinity), 0, Math.ceil(images / 2)),
		quotaCode: fc.constantFrom(606, 500),
		failChance: fc.constantFrom(0, 0, 0, 0.3),
		blockChance: fc.constantFrom(0, 0, 0, 0.3),
		withheldAs: fc.constantFrom('empty' as const, 'null' as const, 'noKey' as const),
		balance: fc.constantFrom(1_000, 1_000, 3),
	});

/** What the form holds, apart from what is drawn. */
const optionsFor = (images: number): fc.Arbitrary<Schedule['options']> =>
	fc.record({
		maxConcurrency: fc.integer({ min: 1, max: 8 }),
		requestTimeout: fc.constantFrom(2, 10, 30),
		onTimeout: fc.constantFrom('error' as const, 'returnPending' as const),
		outputMode: fc.constantFrom('image' as const, 'task' as const),
		maxImages: fc.constantFrom(0, 0, 0, 0, images, images + 3),
		minBalance: fc.constantFrom(0, 0, 0, 0, 0, 0, 5),
	});

const faultsFor = (rows: Cells[]): fc.Arbitrary<FaultRule[]> => {
	const any = fc.array(faultRule(rows.map(({ text }) => text)), { minLength: 2, maxLength: 10 });
	const lasting = lastingTrouble.map((rule) => [rule]);
	return fc.oneof(
		{ weight: 20, arbitrary: any },
		{ weight: 2, arbitrary: lasting },
		{ weight: 1, arbitrary: absentHost },
	);
};

/** Any schedule. */
export const schedules: fc.Arbitrary<Schedule> = fc
	.tuple(rowsOfAnyKind, fc.constantFrom(false, false, false, true))
	.chain(([rows, asTool]) =>
		fc.record({
			rows: fc.constant(rows),
			operation: fc.oneof(
				{ weight: 6, arbitrary: fc.constant('generateAndWait' as const) },
				{ weight: 3, arbitrary: fc.constant('submit' as const) },
				{ weight: 2, arbitrary: fc.constant('query' as const) },
				{ weight: 1, arbitrary: fc.constant('getBalance' as const) },
			),
			asTool: fc.constant(asTool),
			// What an agent asks for is all that its call is known by.
			expressions: fc.constantFrom(
				...(asTool ? (['same'] as const) : (['same', 'fresh'] as const)),
			),
			continueOnFail: fc.constantFrom(false, false, false, true),
			downloadImages: fc.boolean(),
			options: optionsFor(imagesOf(rows)),
			service: service(imagesOf(rows)),
			latencyMs: fc.constantFrom(2, 100, 900),
			faults: faultsFor(rows),
			tries: triesOf(asTool),
			seed: fc.integer(),
		}),
	);
