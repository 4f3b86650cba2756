import { Failure } from '../../../nodes/JumdataAiDraw/failure';

describe('Failure', () => {
	it('concerns its row unless it says otherwise', () => {
		expect(new Failure('broken', '').kind).toBe('row');
		expect(new Failure('broken', '', {}, 'run').kind).toBe('run');
	});

	it('gets further facts and stays what it is', () => {
		const failure = new Failure('broken', 'repair it', { code: 1, taskId: 'a' }, 'run');
		const more = failure.with({ taskId: 'b', charged: true });
		expect(more).toMatchObject({ message: 'broken', advice: 'repair it', kind: 'run' });
		expect(more.facts).toEqual({ code: 1, taskId: 'b', charged: true });
		expect(failure.facts).toEqual({ code: 1, taskId: 'a' });
	});

	it('loses a fact that is taken away', () => {
		const failure = new Failure('broken', '', { code: 1, charged: false });
		const less = failure.with({ charged: undefined, taskId: 'a' });
		expect(Object.entries(less.facts)).toEqual([
			['code', 1],
			['taskId', 'a'],
		]);
		expect(failure.facts).toEqual({ code: 1, charged: false });
	});

	it('is made from whatever is thrown', () => {
		const failure = new Failure('broken', '');
		expect(Failure.from(failure)).toBe(failure);
		expect(Failure.from(new Error('a plain error'))).toMatchObject({
			message: 'a plain error',
			advice: '',
			facts: {},
			kind: 'row',
		});
		expect(Failure.from('a text').message).toBe('a text');
		expect(Failure.from(undefined).message).toBe('undefined');
	});
});
