import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { importExample } from '../examples.cts';
import { noteThenDraw } from '../journeys/workflows.cts';
import type { Stage } from '../stage.cts';
import type { Check } from './check.cts';

/** What a workflow keeps from execution to execution, in executions that no person started by hand. */
export function staticDataChecks({ client, credentials }: Stage): Check[] {
	return [
		{
			name: 'what a Code node keeps in static data stays, and nothing of ours comes to it',
			run: async () => {
				const path = randomUUID();
				const id = await importExample(client, noteThenDraw(path), credentials);
				await client.activate(id);
				for (let i = 0; i < 2; i++) await client.callWebhook(path, { note: true });
				const executions = (await client.executions(id)).map((each) => each.id).reverse();
				assert.equal(executions.length, 2);
				assert.deepEqual(await client.staticData(id), { global: { executions } });
			},
		},
	];
}
