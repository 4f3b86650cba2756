import { ExternalSecretsProxy } from 'n8n-core';
import {
	UnexpectedError,
	type ICredentialsHelper,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** What a node sent to the browser's console by `sendMessageToUI`. */
export interface MessageToUi {
	source: string;
	messages: unknown[];
}

/** What n8n's server hands to one execution. */
export interface ExecutionSurroundings {
	executionId: string;
	credentialsHelper: ICredentialsHelper;
	onMessageToUi?: (message: MessageToUi) => void;
}

const BASE_URL = 'http://localhost:5678';

const absent = (what: string) => async (): Promise<never> => {
	throw new UnexpectedError(`The harness has no ${what}`);
};

/** The data that n8n's server gives to the engine for one execution; sub-workflows and task runners are absent. */
export function additionalDataOf({
	executionId,
	credentialsHelper,
	onMessageToUi,
}: ExecutionSurroundings): IWorkflowExecuteAdditionalData {
	return {
		executionId,
		credentialsHelper,
		externalSecretsProxy: new ExternalSecretsProxy(),
		sendDataToUI: (_type, data) => onMessageToUi?.(data as unknown as MessageToUi),
		currentNodeExecutionIndex: 0,
		variables: {},
		instanceBaseUrl: `${BASE_URL}/`,
		restApiUrl: `${BASE_URL}/rest`,
		formBaseUrl: `${BASE_URL}/form`,
		formWaitingBaseUrl: `${BASE_URL}/form-waiting`,
		formTestBaseUrl: `${BASE_URL}/form-test`,
		webhookBaseUrl: `${BASE_URL}/webhook`,
		webhookWaitingBaseUrl: `${BASE_URL}/webhook-waiting`,
		webhookTestBaseUrl: `${BASE_URL}/webhook-test`,
		mcpBaseUrl: `${BASE_URL}/mcp`,
		mcpTestBaseUrl: `${BASE_URL}/mcp-test`,
		logAiEvent: () => {},
		executeWorkflow: absent('sub-workflows'),
		getRunExecutionData: absent('stored executions'),
		getRuntimeCredential: absent('runtime credentials'),
		startRunnerTask: absent('task runners'),
	};
}
