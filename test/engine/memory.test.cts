import { manyRows, openStage, type Stage } from './support/stage.cts';

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

afterEach(async () => await stage.close());

describe('the memory of how long drawing takes, in n8n', () => {
	it('times the first look of the next execution, of the same workflow alone', async () => {
		stage = await openStage({ simulator: { drawMs: 1_500 } });
		const workflow = stage.workflow(manyRows(1), { options: byItself });
		await stage.start(workflow).finished;
		await stage.start(workflow).finished;
		await stage.start(stage.workflow(manyRows(1), { options: byItself })).finished;
		const [withoutMemory, withMemory, ofAnother] = firstLooksMs();
		expect(withoutMemory).toBeLessThan(500);
		expect(withMemory).toBeGreaterThan(700);
		expect(ofAnother).toBeLessThan(500);
	});

	it('leaves the static data of the workflow alone, which others need', async () => {
		stage = await openStage();
		const workflow = stage.workflow(manyRows(1), { options: byItself });
		const { status, staticData } = await stage.start(workflow).finished;
		expect(status).toBe('success');
		expect(staticData).toBeUndefined();
	});
});
