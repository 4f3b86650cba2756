import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testJumdataApi } from '../../../../nodes/JumdataAiDraw/n8n/credentialTest';

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

describe('the credential test', () => {
	it('ends after thirty seconds by the clock, whatever n8n still waits for', async () => {
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

	it('leaves no timer behind', async () => {
		const answer = { statusCode: 200, headers: {}, body: '{"code":201,"msg":"taskId不存在"}' };
		expect((await tested(async () => answer)).status).toBe('OK');
		await jest.advanceTimersByTimeAsync(500);
		expect(jest.getTimerCount()).toBe(0);
	});
});
