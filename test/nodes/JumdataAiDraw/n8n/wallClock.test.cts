import { wallClock } from '../../../../nodes/JumdataAiDraw/n8n/wallClock';

const HOUR_MS = 3_600_000;
const realNow = Date.now;

/** From now on this machine's clock is off by so much. */
function setClockBy(offsetMs: number): void {
	Date.now = () => realNow() + offsetMs;
}

afterEach(() => {
	Date.now = realNow;
});

it('a sleep is no longer where the clock is set back by an hour meanwhile', async () => {
	const beganMs = realNow();
	const sleeping = wallClock.sleep(1_200);
	setTimeout(() => setClockBy(-HOUR_MS), 300);
	await sleeping;
	const tookMs = realNow() - beganMs;
	expect(tookMs).toBeGreaterThanOrEqual(1_100);
	expect(tookMs).toBeLessThan(5_000);
});

it('time goes on where the clock is set back, again and again; the date is what the clock says', () => {
	const beganMs = wallClock.now();
	for (const offsetMs of [-HOUR_MS, -2 * HOUR_MS]) {
		setClockBy(offsetMs);
		const passedMs = wallClock.now() - beganMs;
		expect(passedMs).toBeGreaterThanOrEqual(0);
		expect(passedMs).toBeLessThan(60_000);
		expect(wallClock.date() - realNow()).toBeLessThan(offsetMs + 60_000);
	}
});

it('a sleep ends at once when it is called off', async () => {
	const beganMs = realNow();
	await wallClock.sleep(HOUR_MS, AbortSignal.timeout(50));
	expect(realNow() - beganMs).toBeLessThan(5_000);
});
