import { nodeNames } from '../../../engine/rowsThen.cts';
import type { Fault } from '../../../simulator/faults.cts';
import type { LedgerEntry } from '../../../simulator/service.cts';
import { sentRequests } from './sentRequests.cts';
import { pause, type Stage, taskIdsByText, openStage, type StageOptions } from './stage.cts';
import type { IDataObject } from 'n8n-workflow';

/** The stage of the test at work. */
export let stage: Stage;

/** Opens a stage; it is closed after the test. */
export const open = async (options?: StageOptions): Promise<void> => {
	stage = await openStage(options);
};

afterEach(async () => await stage.close());

/** The rows' node and the node under test in the stage's workflow. */
export const { rows: ROWS, node: NODE } = nodeNames;

export const entryOf = (text: string): LedgerEntry =>
	stage.simulator.service.ledger.find((entry) => entry.text === text)!;

export const atOnce = { maxConcurrency: 40 };

export const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);

export const continues = { onError: 'continueRegularOutput' } as const;

export const submitting = { parameters: { operation: 'submit' } };

export const withoutPictures = { parameters: { downloadImages: false } };

export const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

export const faultOn = (
	on: 'submit' | 'query' | 'image',
	text: string,
	fault: Fault,
	times: number | null = 1,
) => stage.simulator.addFault({ on, text, fault, times });

export const submitsOf = (text: string): number =>
	stage.simulator.service.requests.filter(
		(request) => request.endpoint === 'submit' && request.text === text,
	).length;

export const idOf = (text: string): string => taskIdsByText(stage.simulator)[text];

export const boughtIds = (): string[] => stage.simulator.service.ledger.map(({ taskId }) => taskId);

export const eachOnce = (rows: IDataObject[]): Record<string, number> =>
	Object.fromEntries(rows.map(({ text }) => [text, 1]));

export const fullText = (error: unknown): string => {
	const { message, description } = error as { message: string; description?: string };
	return `${message}\n${description ?? ''}`;
};

export const logged = (level?: string): string =>
	stage.engine.logs
		.filter((entry) => level === undefined || entry.level === level)
		.map(({ message, metadata }) => `${message} ${JSON.stringify(metadata)}`)
		.join('\n');

export async function expectSilence(): Promise<void> {
	const before = sentRequests();
	expect(before).toBeGreaterThan(0);
	await pause(110);
	expect(sentRequests()).toBe(before);
}
