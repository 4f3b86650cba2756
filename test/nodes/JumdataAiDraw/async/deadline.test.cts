import { Deadline } from '../../../../nodes/JumdataAiDraw/async/deadline';

describe('Deadline', () => {
	it('is never over before its time begins', () => {
		expect(new Deadline(600).ms).toBe(Infinity);
	});

	it('counts from its beginning, and begins once', () => {
		const deadline = new Deadline(600);
		deadline.begin(1_000);
		deadline.begin(5_000);
		expect(deadline.ms).toBe(1_600);
	});
});
