import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testJumdataApi } from '../../../../nodes/JumdataAiDraw/n8n/testJumdataApi';
import { PAGE_CODES } from '../jumdata/replies.cts';

const credential = {
	id: '1',
	name: 'Jumdata',
	type: 'jumdataApi',
	data: { appId: 'id', appSecret: 'secret' },
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Tests the credential with this old request helper of n8n's. */
const tested = (request: () => Promise<unknown>) =>
	testJumdataApi.call({ helpers: { request } } as unknown as ICredentialTestFunctions, credential);

const answer = (body: string, statusCode = 200) => ({ statusCode, headers: {}, body });

it('the credential test ends after thirty seconds by the clock, whatever n8n still waits for', async () => {
	let isOver = false;
	const result = tested(async () => await new Promise(() => {})).finally(() => (isOver = true));
	await jest.advanceTimersByTimeAsync(29_000);
	expect(isOver).toBe(false);
	await jest.advanceTimersByTimeAsync(1_000);
	expect(await result).toEqual({
		status: 'Error',
		message: expect.stringContaining('no answer within 30 seconds'),
	});
});

it('the credential test leaves no timer behind', async () => {
	expect((await tested(async () => answer('{"code":201,"msg":"taskId不存在"}'))).status).toBe('OK');
	await jest.advanceTimersByTimeAsync(500);
	expect(jest.getTimerCount()).toBe(0);
});

it.each<[string, object, RegExp]>([
	['a reset', { code: 'ECONNRESET', syscall: 'read' }, /^No answer came back.* \(ECONNRESET\)\. /],
	['a refusal', { code: 'ECONNREFUSED' }, /^Jumdata could not be reached: .* refused\. .*Base URL/],
	['a certificate', { code: 'CERT_HAS_EXPIRED' }, /certificate is not valid \(CERT_HAS_EXPIRED\)/],
	['a time-out of n8n’s', { code: 'ECONNABORTED' }, /the connection broke \(ECONNABORTED\)/],
])('the credential test says what happened: %s is no silence', async (_, parts, words) => {
	const { status, message } = await tested(async () => {
		throw Object.assign(new Error('failed'), parts);
	});
	expect(status).toBe('Error');
	expect(message).toMatch(words);
	expect(message).not.toContain('seconds');
});

it.each(PAGE_CODES.concat(0, 12345))('the credential test judges code %i', async (code) => {
	const { status, message } = await tested(async () => answer(JSON.stringify({ code })));
	expect(status).toBe([200, 201].includes(code) ? 'OK' : 'Error');
	// The one word that a reader has to find in Jumdata's own message.
	expect(message.replace('(签名)', '')).toMatch(/^[A-Z][\x20-\x7e]+$/);
});
