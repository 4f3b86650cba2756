import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IDataObject,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { signedRequest } from '../../../credentials/signedRequest';
import { type RawReply, readReply } from '../jumdata/answers';
import { failureOf } from '../jumdata/failureOf';
import { sentence, words } from '../words';
import { connectionProblem } from './connectionProblem';
import { wallClock } from './wallClock';

const TIMEOUT_MS = 30_000;
const NO_ANSWER = `no answer within ${TIMEOUT_MS / 1000} seconds`;
const MADE_UP_TASK_ID = '1000000000000000000';
const ACCEPTED_CODES = [200, 201];

/**
 * Tries the credential with a query for a made-up task id, which is free: the account is accepted
 * when Jumdata knows or does not know the task, and refused with the reason for every other answer.
 */
export async function testJumdataApi(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const reply = readReply(await ask(this.helpers, credential.data ?? {}), Date.now());
	if (reply.kind === 'answer' && ACCEPTED_CODES.includes(reply.code)) {
		return { status: 'OK', message: 'Jumdata accepts these keys' };
	}
	const { message, advice } = failureOf(reply);
	return { status: 'Error', message: words(sentence(message), advice) };
}

/** Only n8n's older request helper exists in a credential test, and no `authenticate`: the same function signs. */
async function ask(
	helpers: ICredentialTestFunctions['helpers'],
	credentials: ICredentialDataDecryptedObject,
): Promise<RawReply> {
	const container = credentials.bodyFormat === 'urlencoded' ? 'form' : 'formData';
	const options = {
		method: 'POST' as const,
		url: '/ai/draw/query',
		[container]: { taskId: MADE_UP_TASK_ID },
		// Later than this test's own, which names the reason; n8n's would start anew with each byte.
		timeout: 2 * TIMEOUT_MS,
		simple: false,
		followRedirect: false,
		resolveWithFullResponse: true,
		json: false,
	};
	const over = new AbortController();
	try {
		const { url, ...request } = signedRequest(credentials, options, Date.now());
		const asked = helpers.request({ ...request, uri: url }) as Promise<LegacyResponse>;
		const response = await Promise.race([asked, wallClock.sleep(TIMEOUT_MS, over.signal)]);
		if (!response) return { kind: 'lost', reason: NO_ANSWER };
		return {
			kind: 'response',
			httpStatus: response.statusCode,
			headers: response.headers,
			text: textOf(response.body),
		};
	} catch (error) {
		return connectionProblem(error);
	} finally {
		over.abort();
	}
}

interface LegacyResponse {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

/** n8n's older helper parses what looks like JSON, and gives nothing for an empty body. */
function textOf(body: unknown): string {
	if (typeof body === 'string') return body;
	return body === undefined ? '' : JSON.stringify(body);
}
