import type { RunOutcome } from '../../engine/outcome.cts';
import { nodeNames } from '../../engine/rowsThen.cts';
import { jsonsOf, manyRows, openStage, type Stage } from './support/stage.cts';

const NODE_KEY = `node:${nodeNames.node}`;
const byItself = { pollInterval: 0 };

let stage: Stage;

/** How long after its submit each task was first looked at. */
function firstLooksMs(): number[] {
	const { ledger, requests } = stage.simulator.service;
	return ledger.map(({ taskId, acceptedAtMs }) => {
		const look = requests.find((it) => it.endpoint === 'query' && it.taskId === taskId);
		return (look?.atMs ?? NaN) - acceptedAtMs;
	});
}

const timesOf = ({ staticData }: RunOutcome) =>
	(staticData?.[NODE_KEY] as { drawingTimes?: { meanMs: number; spread: number } })?.drawingTimes;

afterEach(async () => await stage.close());

describe('the memory of how long drawing takes, in n8n', () => {
	it('is stored with the workflow, and read by its next execution', async () => {
		stage = await openStage({ simulator: { drawMs: 1_500 } });
		const workflow = stage.workflow(manyRows(1), { options: byItself });
		const first = await stage.start(workflow).finished;
		expect(timesOf(first)?.meanMs).toBeGreaterThan(1_000);
		expect(timesOf(first)?.meanMs).toBeLessThan(2_500);
		await stage.start(workflow).finished;
		const [withoutMemory, withMemory] = firstLooksMs();
		expect(withoutMemory).toBeLessThan(500);
		expect(withMemory).toBeGreaterThan(700);
	});

	it('changes nothing that n8n would have to store where it learns nothing', async () => {
		stage = await openStage();
		const { staticData } = await stage.run(manyRows(1), { parameters: { operation: 'submit' } });
		expect(staticData).toBeUndefined();
	});

	it.each([
		['a number', 5],
		['null', null],
		['text', 'absurd'],
		['an absurd memory', { drawingTimes: { meanMs: -1, spread: 'wide' } }],
	])('does no harm where n8n has stored %s in its place', async (_, stored) => {
		stage = await openStage();
		const workflow = stage.workflow(manyRows(2));
		const staticData = { [NODE_KEY]: stored };
		const outcome = await stage.start({ ...workflow, staticData }).finished;
		expect(outcome.status).toBe('success');
		expect(jsonsOf(outcome).map(({ done }) => done)).toEqual([true, true]);
	});
});
