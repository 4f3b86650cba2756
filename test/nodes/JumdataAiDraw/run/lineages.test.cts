import { Lineages } from '../../../../nodes/JumdataAiDraw/run/lineages';
import type { Purchase } from '../../../../nodes/JumdataAiDraw/run/purchase';

/** The lineage of this name, with so many more purchases. */
function paying(lineages: Lineages, id: string, count: number) {
	const lineage = lineages.of(id);
	for (let sent = 0; sent < count; sent++) lineage.send({ id: `${id}/${sent}` } as Purchase);
	return lineage;
}

describe('what a process remembers for retries', () => {
	it('is of the executions that ran last, as far as there is room', () => {
		const lineages = new Lineages();
		const first = paying(lineages, 'first', 20_000);
		const second = paying(lineages, 'second', 20_000);
		expect(lineages.of('first')).toBe(first);
		paying(lineages, 'third', 20_000);
		lineages.of('fourth');
		expect(lineages.of('first')).toBe(first);
		expect(lineages.of('second')).not.toBe(second);
	});

	it('is all of the execution that runs, however much that is', () => {
		const lineages = new Lineages();
		const lineage = paying(lineages, 'long', 60_000);
		expect(lineages.of('long')).toBe(lineage);
	});
});
