import { chain, node } from '../journeys/workflows.cts';
import type { Credentials } from '../examples.cts';
import type { ExportedWorkflow } from '../server/n8nClient.cts';

/** The newest version of n8n's HTTP Request node in n8n 2.41. */
export const NEWEST = 4.5;

/** How n8n's HTTP Request node is used; `file` is what it finds in its input as the binary field `data`. */
export interface HttpRequest {
	typeVersion?: number;
	parameters: Record<string, unknown>;
	settings?: object;
	file?: { name: string; bytes: Buffer };
}

/** The name of the node under test. */
export const nodeName = 'Any API';

/** A workflow that makes this request with the credential. */
export function requestWorkflow(
	{ typeVersion = NEWEST, parameters, settings, file }: HttpRequest,
	{ jumdataApi }: Credentials,
): ExportedWorkflow {
	const request = {
		...node(nodeName, 'n8n-nodes-base.httpRequest', typeVersion, 660, {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'jumdataApi',
			options: {},
			...parameters,
		}),
		...settings,
		credentials: { jumdataApi },
	};
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
		...(file ? fileNodes(file.name, file.bytes) : []),
		request,
	];
	return { name: 'Any API', nodes, connections: chain(nodes.map(({ name }) => name)) };
}

const fileNodes = (fileName: string, bytes: Buffer) => [
	node('Bytes', 'n8n-nodes-base.set', 3.4, 220, {
		mode: 'raw',
		jsonOutput: JSON.stringify({ file: bytes.toString('base64') }),
		options: {},
	}),
	node('File', 'n8n-nodes-base.convertToFile', 1.1, 440, {
		operation: 'toBinary',
		sourceProperty: 'file',
		options: { fileName, mimeType: 'application/octet-stream' },
	}),
];

/** Fields as the form of the HTTP Request node has them. */
export const pairs = (fields: Record<string, string>) => ({
	parameters: Object.entries(fields).map(([name, value]) => ({ name, value })),
});

/** What the node is told to send as a body of these fields. */
export const bodyOf = (contentType: string, fields: Record<string, string>) => ({
	method: 'POST',
	sendBody: true,
	contentType,
	...(contentType === 'multipart-form-data' ? {} : { specifyBody: 'keypair' }),
	bodyParameters: pairs(fields),
});
