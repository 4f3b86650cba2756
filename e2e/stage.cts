import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator/server.cts';
import { startChatModel, type ChatModel } from './chatModel.cts';
import type { Credentials } from './examples.cts';
import { freePorts } from './server/freePorts.cts';
import { N8nClient } from './server/n8nClient.cts';
import { startN8n, type N8nServer } from './server/n8nServer.cts';

/** Where a stage keeps its things, and how its stand-in for Jumdata behaves. */
export interface StageOptions {
	folder: string;
	tarball: string;
	/** Where n8n writes; in the folder, if it is left out. */
	logFile?: string;
	simulator?: SimulatorOptions;
	/** The port of n8n; a free one, if it is left out. */
	port?: number;
	env?: NodeJS.ProcessEnv;
}

/** A running n8n with this package, an owner, credentials that work, and the services that they lead to. */
export interface Stage {
	n8n: N8nServer;
	client: N8nClient;
	simulator: Simulator;
	chatModel: ChatModel;
	credentials: Credentials;
	/** Kills n8n in mid-sentence, as a lack of memory does, and starts it again. */
	crash(): Promise<void>;
	/** Ends everything that was started. */
	close(): Promise<void>;
}

/** Starts everything; what was started ends again if the rest does not come up. */
export async function openStage(options: StageOptions): Promise<Stage> {
	const { folder, tarball, env } = options;
	mkdirSync(folder, { recursive: true });
	const simulator = await startSimulator({ firstTaskNumber: Date.now(), ...options.simulator });
	const chatModel = await startChatModel();
	const closeServices = async () => {
		await Promise.all([simulator.close(), chatModel.close()]);
	};
	try {
		const [freePort, brokerPort] = await freePorts(2);
		const n8nOptions = {
			folder,
			tarball,
			port: options.port ?? freePort,
			brokerPort,
			logFile: options.logFile ?? join(folder, 'n8n.log'),
			env,
		};
		const n8n = await startN8n(n8nOptions);
		const client = new N8nClient(n8n.url);
		await client.logIn();
		const credentials = await saveCredentials(client, simulator, chatModel);
		const stage = { n8n, client, simulator, chatModel, credentials };
		const crash = async () => {
			await stage.n8n.process.kill();
			stage.n8n = await startN8n(n8nOptions);
		};
		const close = async () => {
			await stage.n8n.process.stop();
			await closeServices();
		};
		return Object.assign(stage, { crash, close });
	} catch (error) {
		await closeServices();
		throw error;
	}
}

/** The keys of the simulator's account, as a person types them into the credential. */
export const accountOf = ({ apiUrl, service }: Simulator) => ({
	appId: service.options.appId,
	appSecret: service.options.appSecret,
	baseUrl: apiUrl,
	bodyFormat: 'multipart',
});

/** Saves the credentials that the examples need, with the addresses of the services that run now. */
export async function saveCredentials(
	client: N8nClient,
	simulator: Simulator,
	chatModel: ChatModel,
): Promise<Credentials> {
	const jumdata = { name: 'Jumdata (simulator)', data: accountOf(simulator) };
	const openAi = { name: 'Chat model (stand-in)', data: { apiKey: 'none', url: chatModel.url } };
	return {
		jumdataApi: {
			id: await client.saveCredential(jumdata.name, 'jumdataApi', jumdata.data),
			name: jumdata.name,
		},
		openAiApi: {
			id: await client.saveCredential(openAi.name, 'openAiApi', openAi.data),
			name: openAi.name,
		},
	};
}
