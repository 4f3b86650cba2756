import { RefusalMeaning } from '../../../../nodes/JumdataAiDraw/pacing/refusalMeaning';

describe('RefusalMeaning', () => {
	it.each(['tooFast', 'tooMany'] as const)('believes the service that says %s', (said) => {
		expect(new RefusalMeaning().of(said)).toBe(said);
	});

	it.each([
		['tooFast', 'tooMany'],
		['tooMany', 'tooFast'],
	] as const)(
		'tries the other reading where %s does not help several times in a row',
		(said, other) => {
			const meaning = new RefusalMeaning();
			const read = Array.from({ length: 3 }, () => meaning.of(said));
			expect(read).toEqual([said, said, other]);
			meaning.granted();
			expect(meaning.of(said)).toBe(other);
		},
	);

	it('goes back to what the service says where the other reading does not help either', () => {
		const meaning = new RefusalMeaning();
		const read = Array.from({ length: 12 }, () => meaning.of('tooFast'));
		expect(read.slice(3)).toContain('tooFast');
	});

	it('is not shaken by refusals with others between them', () => {
		const meaning = new RefusalMeaning();
		for (let time = 0; time < 20; time++) {
			expect(meaning.of('tooMany')).toBe('tooMany');
			if (time % 2 === 1) meaning.granted();
			else expect(meaning.of('tooFast')).toBe('tooFast');
		}
	});

	it('takes for too fast what refuses a request that takes no place', () => {
		const meaning = new RefusalMeaning();
		meaning.isTooFast('tooMany');
		expect(meaning.of('tooMany')).toBe('tooFast');
	});
});
