import fc from 'fast-check';
import { drive } from './drive.cts';
import { assertInvariants } from './invariants.cts';
import { regressions } from './regressions.cts';
import type { Schedule } from './schedules/schedule.cts';
import { schedules } from './schedules/schedules.cts';

const scheduleCount = Number(process.env.FAULT_SCHEDULES ?? 2_000);
const HOUR_MS = 3_600_000;

let playedCount = 0;
let retriedCount = 0;
let taskCount = 0;

async function play(schedule: Schedule): Promise<void> {
	const driven = await drive(schedule);
	playedCount++;
	if (driven.tries.some(({ how }, index) => index > 0 && how.again !== 'loop')) retriedCount++;
	taskCount += driven.tries.reduce((sum, { bought }) => sum + bought.length, 0);
	assertInvariants(schedule, driven);
}

describe('whatever the network, the service, n8n and its users do', () => {
	for (const { what, schedule } of regressions) {
		it(`holds where it once did not: ${what}`, async () => await play(schedule));
	}

	it(
		`holds for ${scheduleCount} schedules, at least half of them with a retry`,
		async () => {
			playedCount = 0;
			retriedCount = 0;
			const seed =
				process.env.FAULT_SEED === undefined ? undefined : Number(process.env.FAULT_SEED);
			await fc.assert(fc.asyncProperty(schedules, play), { numRuns: scheduleCount, seed });
			expect(playedCount).toBeGreaterThanOrEqual(scheduleCount);
			expect(taskCount / playedCount).toBeGreaterThanOrEqual(1);
			expect(retriedCount / playedCount).toBeGreaterThanOrEqual(0.5);
		},
		HOUR_MS,
	);
});
