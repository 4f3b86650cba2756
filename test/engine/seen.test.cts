import { JumdataAiDraw } from '../../nodes/JumdataAiDraw/JumdataAiDraw.node';
import { stage, open, NODE, atOnce } from './support/openedStage.cts';
import { itemsOf, jsonsOf, manyRows, textRows, until } from './support/stage.cts';
import type { IDataObject } from 'n8n-workflow';

describe('what a person sees of a run', () => {
	test('a hint sums it up: images drawn and billed, rows failed, tasks still drawing', async () => {
		await open({ simulator: { slots: 3 } });
		stage.simulator.addFault({ on: 'submit', text: 'bad', fault: { kind: 'answer', code: 202 } });
		stage.simulator.addFault({
			on: 'query',
			text: 'late',
			times: null,
			fault: { kind: 'answer', code: 200, keepData: true, data: { status: 0 } },
		});
		const rows = [
			{ text: 'fox', num: 3 },
			{ text: 'bad' },
			{ text: 'late', num: 2 },
			{ text: 'owl' },
		];
		const outcome = await stage.run(rows, {
			options: {
				maxWaitTime: '={{ $json.text === "late" ? 1 : 60 }}',
				onTimeout: 'returnPending',
			},
			onError: 'continueRegularOutput',
		});
		const hint = outcome.hints.map(({ message }) => message).join(' ');
		expect(hint).toMatch(/4 images drawn/i);
		expect(hint).toMatch(/6 images paid/i);
		expect(hint).toMatch(/1 row failed/i);
		expect(hint).toMatch(/still drawing 1 task/i);
	});

	test('messages to the browser tell how far it is', async () => {
		await open();
		const messages: IDataObject[] = [];
		const workflow = stage.workflow(manyRows(30), { options: atOnce });
		await stage.start(workflow, {
			onMessageToUi: (message) => messages.push(...(message.messages as IDataObject[])),
		}).finished;
		expect(messages.length).toBeGreaterThan(1);
		expect(messages.at(-1)).toMatchObject({ rows: 30, rowsDone: 30, imagesDrawn: 30 });
	});

	test("n8n's log has a line for each purchase, at the moment when it is made", async () => {
		await open({ simulator: { slots: 0 } });
		const execution = stage.start(stage.workflow(manyRows(4)));
		const infos = () =>
			stage.engine.logs.flatMap(({ level, message }) => (level === 'info' ? [message] : []));
		const ids = () => stage.simulator.service.ledger.map(({ taskId }) => taskId);
		await until(() => ids().length === 4 && ids().every((id) => infos().join('\n').includes(id)));
		execution.stop();
		await execution.finished;
	});
});

describe('the node', () => {
	const { description } = new JumdataAiDraw();

	test('is offered as a tool, and says in words what it and each of its fields do', async () => {
		await open();
		expect(description.usableAsTool).toBe(true);
		expect(description.description).not.toBe('');
		const operation = description.properties.find(({ name }) => name === 'operation');
		for (const option of operation?.options ?? []) {
			expect(option).toMatchObject({
				action: expect.stringMatching(/\w+ \w+/),
				description: expect.stringMatching(/\w+ \w+/),
			});
		}
		const fields = ['text', 'style', 'resolution', 'num', 'taskId', 'waitForCompletion'];
		for (const name of [...fields, 'downloadImages']) {
			const field = description.properties.find((property) => property.name === name);
			expect(field?.description).toMatch(/\w+ \w+/);
		}
	});

	test('works with no options set, as a fresh one on the canvas', async () => {
		await open({ simulator: { drawMs: 0 } });
		const workflow = stage.workflow(textRows('fox'));
		workflow.nodes.find(({ name }) => name === NODE)!.parameters = { text: 'a fox' };
		const outcome = await stage.start(workflow).finished;
		expect(outcome.error).toBeUndefined();
		expect(jsonsOf(outcome)[0]).toMatchObject({
			text: 'a fox',
			style: '探索无限',
			resolution: '1024*1024',
			num: 1,
		});
		expect(itemsOf(outcome)[0].binary?.data.mimeType).toBe('image/png');
	});

	test('does nothing where there are no rows', async () => {
		await open();
		const outcome = await stage.run([]);
		expect(outcome.error).toBeUndefined();
		expect(stage.simulator.apiRequests).toEqual([]);
	});
});
