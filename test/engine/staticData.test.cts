import { manyRows, openStage, type Stage } from './support/stage.cts';

let stage: Stage;

afterEach(async () => await stage.close());

it('the static data of the workflow, which others need, is left alone', async () => {
	stage = await openStage();
	const workflow = stage.workflow(manyRows(1), { options: { pollInterval: 0 } });
	const { status, staticData } = await stage.start(workflow).finished;
	expect(status).toBe('success');
	expect(staticData).toBeUndefined();
});
