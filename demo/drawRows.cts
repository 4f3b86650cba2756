import type { INodeExecutionData } from 'n8n-workflow';
import { openEngine, type Engine } from '../engine/openEngine.cts';
import type { Purchase } from '../nodes/JumdataAiDraw/run/purchase';
import { builtNode, NODE_TYPE } from './builtNode.cts';
import type { PromptRow } from './input/readPrompts.cts';
import { RunProgress } from './progress/runProgress.cts';
import { showProgress } from './progress/progressView.cts';
import { purchasesOf } from './purchases.cts';
import type { Service } from './service.cts';
import { demoWorkflow, NODE_NAME } from './workflow.cts';

/** What is to be drawn. */
export interface Order {
	rows: PromptRow[];
	/** Most images that may be paid; 0 for no limit. */
	maxImages: number;
}

/** What came of it. */
export interface Drawing {
	items: INodeExecutionData[];
	progress: RunProgress;
	/** What the node paid for, or may have. */
	purchases: Purchase[];
	/** Why the run as a whole failed, if it did. */
	error?: Error;
}

/** Opens n8n's engine with the built node, and with the credential for `service`. */
export async function openDemoEngine({ credential }: Service): Promise<Engine> {
	const { node, credentialType } = builtNode();
	return await openEngine({
		nodeTypes: { [NODE_TYPE]: node },
		credentialTypes: { [credentialType.name]: credentialType },
		credentials: { [credentialType.name]: credential },
		binaryDataMode: 'filesystem',
	});
}

/** Runs the workflow, shows what the node reports of itself, and stops it when `signal` fires. */
export async function drawRows(
	engine: Engine,
	{ rows, maxImages }: Order,
	signal: AbortSignal,
): Promise<Drawing> {
	signal.throwIfAborted();
	const progress = new RunProgress(rows.length, Date.now());
	const view = showProgress(progress, process.stdout);
	try {
		const execution = engine.start(demoWorkflow(rows, maxImages), {
			onMessageToUi: ({ messages }) => {
				for (const message of messages) if (progress.hear(message, Date.now())) view.update();
			},
		});
		const stop = () => {
			// Rows that end because of Stop are no progress to show.
			view.end();
			execution.stop();
		};
		signal.addEventListener('abort', stop, { once: true });
		const outcome = await execution.finished;
		const [items = []] = outcome.outputs(NODE_NAME);
		const purchases = purchasesOf(outcome, NODE_NAME);
		return {
			items,
			progress,
			purchases,
			...(outcome.status === 'error' && { error: outcome.error }),
		};
	} finally {
		view.end();
	}
}
