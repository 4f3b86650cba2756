import assert from 'node:assert/strict';
import {
	bodyOf,
	type HttpRequest,
	nodeName,
	pairs,
	requestWorkflow,
} from '../anyApi/httpRequest.cts';
import { asCame, asMeant, signaturesIn } from '../anyApi/received.cts';
import { file, own, ways, withFile } from '../anyApi/ways.cts';
import type { HttpRequest as Received } from '../../simulator/server.cts';
import type { Execution } from '../server/n8nClient.cts';
import { accountOf, type Stage } from '../stage.cts';
import type { Check } from './check.cts';

/** n8n's own HTTP Request node with the credential; the simulator stands for any API of the vendor's. */
export async function anyApiChecks(stage: Stage): Promise<Check[]> {
	const { client, simulator, credentials, n8n } = stage;
	const editor = await client.watch();
	const url = `${simulator.apiUrl}/echo`;
	const signatures = () =>
		simulator.apiRequests.flatMap((request) => signaturesIn(asCame(request)));

	const run = async (request: HttpRequest, jumdataApi = credentials.jumdataApi) => {
		const parameters = { url, ...request.parameters };
		const workflow = requestWorkflow({ ...request, parameters }, { jumdataApi });
		const before = simulator.apiRequests.length;
		const id = await client.createWorkflow(workflow);
		const execution = await client.finishedExecution(await client.run(id, 'Start', {}));
		const places = { stored: execution.stored, editor: editor.text, log: n8n.process.log };
		for (const [place, text] of Object.entries(places))
			for (const each of signatures()) assert.ok(!text.includes(each.slice(0, 16)), place);
		return { execution, received: simulator.apiRequests.slice(before) };
	};
	const echoed = ({ execution }: { execution: Execution }) => {
		assert.equal(execution.status, 'success', JSON.stringify(execution.error));
		return execution.items(nodeName).map(({ json: answer }) => {
			assert.equal(answer.code, 200, JSON.stringify(answer));
			return answer.data as Record<string, string>;
		});
	};
	const signedOnce = (received: Received[], count: number) => {
		assert.equal(received.length, count);
		for (const request of received) assert.equal(signaturesIn(asCame(request)).length, 1);
	};
	const paged = (type: 'qs' | 'body', parameters: HttpRequest['parameters']): Check['run'] => {
		const pagination = {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: { parameters: [{ type, name: 'page', value: '={{ $pageCount + 1 }}' }] },
			paginationCompleteWhen: 'other',
			completeExpression: '={{ Number($response.body.data.page) === 3 }}',
			limitPagesFetched: true,
			maxRequests: 9,
		};
		return async () => {
			const options = { pagination: { pagination } };
			const result = await run({ parameters: { ...parameters, options } });
			assert.deepEqual(
				echoed(result).map(({ page, isbn }) => [page, isbn]),
				['1', '2', '3'].map((page) => [page, own.isbn]),
			);
			signedOnce(result.received, 3);
		};
	};
	const restrictedTo = async (limits: object) => {
		const name = 'Jumdata (restricted)';
		const data = { ...accountOf(simulator), ...limits };
		return { id: await client.saveCredential(name, 'jumdataApi', data), name };
	};

	return [
		...ways.map(([name, request]) => ({
			name: `${name}: signed once, and else the same to the byte as without the credential`,
			run: async () => {
				const signed = await run(request);
				echoed(signed);
				signedOnce(signed.received, 1);
				const plain = await run({
					...request,
					parameters: { ...request.parameters, authentication: 'none' },
				});
				assert.equal(asMeant(signed.received[0]), asMeant(plain.received[0]));
				assert.deepEqual(signaturesIn(asCame(plain.received[0])), []);
			},
		})),
		{
			name: 'fields and files arrive as they are',
			run: async () => {
				const { received } = await run({ parameters: withFile, file });
				assert.ok(received[0].body.includes(file.bytes));
				assert.ok(received[0].body.includes(`\r\n\r\n${own.word}\r\n`));
				const [{ word }] = echoed(await run({ parameters: bodyOf('json', own) }));
				assert.equal(word, own.word);
			},
		},
		{
			name: 'pages of GET: each is signed anew, once',
			run: paged('qs', { sendQuery: true, queryParameters: pairs(own) }),
		},
		{
			name: 'pages of JSON: each is signed anew, once',
			run: paged('body', bodyOf('json', own)),
		},
		{
			name: 'pages of an urlencoded form: each is signed anew, once',
			run: paged('body', bodyOf('form-urlencoded', own)),
		},
		{
			name: 'a next page whose address repeats an old signature is signed once',
			run: async () => {
				const old = new URLSearchParams({ appId: 'old', timestamp: '1', sign: 'f'.repeat(64) });
				const pagination = {
					paginationMode: 'responseContainsNextURL',
					nextURL: `={{ $pageCount ? "${url}?page=a%20b&${old}" : "${url}" }}`,
					paginationCompleteWhen: 'other',
					completeExpression: '={{ $pageCount === 2 }}',
				};
				const result = await run({ parameters: { options: { pagination: { pagination } } } });
				assert.deepEqual(echoed(result), [{}, { page: 'a b' }]);
				signedOnce(result.received, 2);
				assert.match(result.received[1].path, /^\/echo\?page=a%20b&appId=/);
			},
		},
		{
			name: 'the full response shows no signature',
			run: async () => {
				const options = { response: { response: { fullResponse: true, neverError: true } } };
				const { execution } = await run({ parameters: { ...bodyOf('json', own), options } });
				const [{ json }] = execution.items(nodeName);
				assert.deepEqual(Object.keys(json), ['body', 'headers', 'statusCode', 'statusMessage']);
				assert.ok(editor.text.includes(own.isbn), 'the editor was shown the request');
			},
		},
		...[401, 500].flatMap((status) =>
			['stopWorkflow', 'continueRegularOutput'].map((onError) => ({
				name: `HTTP ${status} shows no signature with On Error ${onError}`,
				run: async () => {
					for (const [, request] of ways) {
						simulator.addFault({ on: 'echo', fault: { kind: 'http', status, body: 'no' } });
						const { execution, received } = await run({ ...request, settings: { onError } });
						signedOnce(received, 1);
						assert.match(execution.stored, new RegExp(`\\b${status}\\b`));
					}
				},
			})),
		),
		{
			name: 'the credential dialog offers Allowed HTTP Request Domains, and what is not allowed is not sent',
			run: async () => {
				const types = await fetch(`${n8n.url}/types/credentials.json`, {
					headers: { cookie: client.cookie },
				});
				const known = (await types.json()) as Array<{ name: string; properties: object[] }>;
				const offered = known.find(({ name }) => name === 'jumdataApi')?.properties ?? [];
				assert.match(JSON.stringify(offered), /allowedHttpRequestDomains/);
				for (const [limits, message] of [
					[
						{ allowedHttpRequestDomains: 'domains', allowedDomains: 'api-hw.jumdata.com' },
						/Domain not allowed/,
					],
					[{ allowedHttpRequestDomains: 'none' }, /prevent use/],
				] as const) {
					const refused = await run({ parameters: {} }, await restrictedTo(limits));
					assert.match(String(refused.execution.error?.message), message);
					assert.equal(refused.received.length, 0);
				}
				const allowed = { allowedHttpRequestDomains: 'domains', allowedDomains: '127.0.0.1' };
				echoed(await run({ parameters: {} }, await restrictedTo(allowed)));
			},
		},
	];
}
