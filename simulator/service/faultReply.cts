import type { AnswerFault, BodyFault, Fault, GarbageFault } from '../faults.cts';
import { messageOf } from './messages.cts';
import type { ServiceOptions } from './options.cts';
import type { Answer, ApiReply } from './protocol.cts';

/** What the service did with a request, had nothing gone wrong. */
export interface Performed {
	reply: ApiReply;
	answer?: Answer;
}

/** What a fault needs of the service; `perform` does the work at most once, however often it is called. */
export interface FaultContext {
	fields: Record<string, string>;
	imageBaseUrl: string;
	perform(): Performed;
	/** Does the work as if the service had these options. */
	under(options: Partial<ServiceOptions>, work: () => ApiReply): ApiReply;
	nextTaskNo(): string;
	render(answer: Answer): ApiReply;
	text(body: string, contentType?: string): ApiReply;
}

type Enactment<Kind> = (fault: Extract<Fault, { kind: Kind }>, context: FaultContext) => ApiReply;

const enactments: { [Kind in Fault['kind']]: Enactment<Kind> } = {
	answer: (fault, context) =>
		withStatus(context.render(alteredAnswer(fault, context)), fault.status),
	echo: ({ code = 400 }, context) =>
		context.render({
			code,
			msg: `${messageOf(code)}: ${JSON.stringify(context.fields)}`,
			charge: false,
			taskNo: context.nextTaskNo(),
		}),
	body: (fault, context) => {
		const contentType = fault.contentType ?? 'application/json';
		return withStatus(context.text(filledIn(fault, context), contentType), fault.status);
	},
	options: ({ options }, context) => context.under(options, () => context.perform().reply),
	garbage: (fault, context) => context.text(garbage[fault.shape], fault.contentType),
	http: ({ status, body = '', headers }, context) => {
		const reply = context.text(body);
		return { ...reply, httpStatus: status, headers: { ...reply.headers, ...headers } };
	},
	refuse: ({ errorCode = 'ECONNREFUSED' }, context) => ({
		...context.text(''),
		transport: { kind: 'refuse', errorCode },
	}),
	loseBefore: (_, context) => ({ ...context.text(''), transport: { kind: 'reset' } }),
	loseAfter: (_, context) => ({ ...context.perform().reply, transport: { kind: 'reset' } }),
	truncate: ({ sentBytes }, context) => ({
		...context.perform().reply,
		transport: { kind: 'truncate', sentBytes },
	}),
	trickle: ({ everyMs, forever = false }, context) => ({
		...context.perform().reply,
		transport: { kind: 'trickle', everyMs, forever },
	}),
	endless: (_, context) => ({ ...context.text('{"code":200,'), transport: { kind: 'endless' } }),
	huge: ({ bytes }, context) => ({
		...context.perform().reply,
		transport: { kind: 'pad', totalBytes: bytes },
	}),
	delay: ({ delayMs, acceptAfterDelay = false, then }, context) => {
		const work = () => (then ? faultReply(then, context) : context.perform().reply);
		const doneAtOnce = acceptAfterDelay ? undefined : work();
		const answer = () => doneAtOnce ?? work();
		return { ...context.text(''), transport: { kind: 'delay', delayMs, answer } };
	},
};

/** The reply of a request that meets this fault; with `accept` the work is done for real beforehand. */
export function faultReply(fault: Fault, context: FaultContext): ApiReply {
	if ('accept' in fault && fault.accept) context.perform();
	const enact = enactments[fault.kind] as Enactment<Fault['kind']>;
	return enact(fault, context);
}

const withStatus = (reply: ApiReply, httpStatus = reply.httpStatus): ApiReply => ({
	...reply,
	httpStatus,
});

/** Tells whether the word names a fault. */
export const isFaultKind = (kind: unknown): boolean =>
	typeof kind === 'string' && Object.hasOwn(enactments, kind);

const garbage: Record<GarbageFault['shape'], string> = {
	html: '<html><body><h1>502 Bad Gateway</h1></body></html>',
	cutJson: '{"code":200,"msg":"成功","cha',
	empty: '',
};

function alteredAnswer(fault: AnswerFault, context: FaultContext): Answer {
	const real = fault.accept || fault.keepData ? context.perform().answer : undefined;
	const kept = fault.keepData ? real?.data : undefined;
	const merged = isObject(kept) && isObject(fault.data) ? { ...kept, ...fault.data } : fault.data;
	const answer: Answer = {
		code: fault.code,
		msg: fault.msg ?? messageOf(fault.code),
		charge: fault.charge === undefined ? (real?.charge ?? false) : fault.charge,
		taskNo: real?.taskNo ?? context.nextTaskNo(),
		data: 'data' in fault ? merged : kept,
	};
	const left = Object.entries(answer).filter(([name]) => !fault.omit?.includes(name));
	return Object.fromEntries(left) as unknown as Answer;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function filledIn({ body, accept }: BodyFault, context: FaultContext): string {
	const real = accept ? context.perform().answer : undefined;
	const values: Record<string, string> = {
		taskId: context.fields.taskId ?? (real?.data as { taskId?: string } | undefined)?.taskId ?? '',
		taskNo: real?.taskNo ?? context.nextTaskNo(),
		imageBaseUrl: context.imageBaseUrl,
	};
	return body.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
