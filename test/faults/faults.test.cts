import fc from 'fast-check';
import { drive } from './drive.cts';
import { assertInvariants } from './invariants.cts';
import { OFTEN, reachedBy, SELDOM } from './reached.cts';
import { regressions } from './regressions.cts';
import type { Schedule } from './schedules/schedule.cts';
import { schedules } from './schedules/schedules.cts';

const scheduleCount = Number(process.env.FAULT_SCHEDULES ?? 2_000);
const HOUR_MS = 3_600_000;

/** In how many schedules each thing was reached. */
const counts = new Map<string, number>();

async function play(schedule: Schedule): Promise<void> {
	const driven = await drive(schedule);
	for (const name of reachedBy(schedule, driven)) counts.set(name, (counts.get(name) ?? 0) + 1);
	assertInvariants(schedule, driven);
}

/** What of these was reached in fewer schedules than it should. */
function missing(names: readonly string[], leastCount: number): string[] {
	return names.filter((name) => (counts.get(name) ?? 0) < leastCount);
}

describe('whatever the network, the service, n8n and its users do', () => {
	for (const { what, schedule } of regressions) {
		it(`holds where it once did not: ${what}`, async () => await play(schedule));
	}

	it(
		`holds for ${scheduleCount} schedules, which come to all that it is about`,
		async () => {
			counts.clear();
			const seed =
				process.env.FAULT_SEED === undefined ? undefined : Number(process.env.FAULT_SEED);
			await fc.assert(fc.asyncProperty(schedules, play), { numRuns: scheduleCount, seed });
			expect(missing(OFTEN, Math.floor(scheduleCount / 25))).toEqual([]);
			expect(missing(SELDOM, Math.floor(scheduleCount / 2_000))).toEqual([]);
		},
		HOUR_MS,
	);
});
