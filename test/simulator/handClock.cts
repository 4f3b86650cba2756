import {
	JumdataService,
	signatureOf,
	type ApiReply,
	type ApiRequest,
	type ServiceOptions,
} from '../../simulator/service.cts';

/** The parts of an answer's body that tests look at. */
export interface AnswerBody {
	code: number | string;
	msg: string;
	charge?: boolean;
	taskNo: string;
	data?: { taskId: string; status: number; img?: string; imgUrls?: unknown; createTime: string };
}

/** 2023-09-21 22:15:41 in China. */
export const startMs = Date.UTC(2023, 8, 21, 14, 15, 41);

/** The fields of a good submit, before it is signed. */
export const goodSubmit = { text: '一只猫', style: '水彩画', resolution: '1024*1024' };

/** A service whose time is moved by hand and whose chance is always the middle, and ways to ask it. */
export function handDrivenService(options: Partial<ServiceOptions> = {}) {
	const clock = { nowMs: startMs, chance: 0.5 };
	const service = new JumdataService(options, {
		now: () => clock.nowMs,
		random: () => clock.chance,
	});
	const signed = (fields: Record<string, string>): Record<string, string> => {
		const timestamp = String(clock.nowMs);
		const { appId, appSecret } = service.options;
		return { appId, timestamp, sign: signatureOf(appId, appSecret, timestamp), ...fields };
	};
	const send = (method: string, path: string, fields: Record<string, string> = {}): ApiReply => {
		const request: ApiRequest = { method, path, fields: signed(fields) };
		return service.receive(request);
	};
	const sendSubmit = (fields: Record<string, string> = {}) =>
		send('POST', '/ai/draw/submit', { ...goodSubmit, ...fields });
	const sendQuery = (taskId: string) => send('POST', '/ai/draw/query', { taskId });
	const taskId = (fields?: Record<string, string>) => bodyOf(sendSubmit(fields)).data?.taskId ?? '';
	const query = (id: string) => bodyOf(sendQuery(id));
	return {
		clock,
		service,
		send,
		sendSubmit,
		sendQuery,
		submit: (fields?: Record<string, string>) => bodyOf(sendSubmit(fields)),
		query,
		balance: () => bodyOf(send('GET', '/assistant/balance')),
		/** Submits and gives the task's id. */
		taskId,
		/** Submits, lets a minute pass, and gives what a query then says of the task. */
		finished: (fields?: Record<string, string>) => {
			const id = taskId(fields);
			clock.nowMs += 60_000;
			return { id, answer: query(id) };
		},
	};
}

/** The answer that a reply carries. */
export const bodyOf = ({ body }: ApiReply): AnswerBody => JSON.parse(body) as AnswerBody;
