import type { Driven } from './drive.cts';
import { assert } from './invariants/assert.cts';
import * as ending from './invariants/ending.cts';
import { assertItems } from './invariants/items.cts';
import { assertMaxImages, assertPaidOnce } from './invariants/money.cts';
import { assertGivesUp } from './invariants/unclear.cts';
import * as words from './invariants/words.cts';
import type { Schedule } from './schedules/schedule.cts';

/** What must hold for every schedule; throws where something does not. */
export function assertInvariants(schedule: Schedule, driven: Driven): void {
	const crashes = driven.nodes.flatMap(({ transport }) => transport.crashes);
	assert(crashes.length === 0, 'the simulator crashed', crashes);
	assertPaidOnce(schedule, driven);
	assertMaxImages(schedule, driven);
	ending.assertNoRequestAfterTheEnd(driven);
	assertGivesUp(driven);
	words.assertEveryTaskIsNamed(driven);
	words.assertErrorsNameAll(driven);
	words.assertItemsNameAll(schedule, driven);
	words.assertUnclearIsTrue(driven);
	words.assertNothingSecret(driven);
	for (const tried of driven.tries) {
		ending.assertNotTriedForLong(tried);
		ending.assertQuietAfterFailure(schedule, tried, driven);
		for (const run of tried.runs) {
			assertItems(tried, run);
			words.assertLengths(run);
			ending.assertStopped(run);
			ending.assertEnds(schedule, tried, run);
			ending.assertContinues(schedule, run);
		}
	}
}
