import { FaultScript, type FaultRule } from './faults.cts';
import { DrawingDesk, type LedgerEntry } from './service/drawingDesk.cts';
import { faultReply, type Performed } from './service/faultReply.cts';
import { Gate } from './service/gate.cts';
import { messageOf } from './service/messages.cts';
import { taskNoOf } from './service/numbers.cts';
import { defaultOptions, type ServiceOptions } from './service/options.cts';
import { endpointOf, type Answer, type ApiReply, type ApiRequest } from './service/protocol.cts';
import { answerReply, textReply } from './service/replies.cts';
import { countRequests, noted, type Counters, type RequestEntry } from './service/requestLog.cts';

export { defaultOptions, type ServiceOptions } from './service/options.cts';
export { signatureOf } from './service/signature.cts';
export type { ApiReply, ApiRequest, Endpoint, TransportFault } from './service/protocol.cts';
export type { Counters, RequestEntry } from './service/requestLog.cts';
export type { LedgerEntry } from './service/drawingDesk.cts';

/** Where a service takes its time and its chance from: milliseconds since 1970, and numbers in [0, 1). */
export interface Clock {
	now(): number;
	random(): number;
}

/**
 * The vendor's drawing service as an object: it answers at once, and what it answers depends only on its
 * options, its clock, and what it received before.
 */
export class JumdataService {
	private current: ServiceOptions;
	private readonly script = new FaultScript();
	private log: RequestEntry[] = [];
	private gate = new Gate();
	private desk: DrawingDesk;
	private taskNoCount = 0;

	constructor(
		private readonly initial: Partial<ServiceOptions>,
		private readonly clock: Clock,
	) {
		this.current = { ...defaultOptions, ...initial };
		this.desk = new DrawingDesk(() => this.current, clock, this.current.firstTaskNumber);
	}

	/** Answers a request to the API. */
	receive(request: ApiRequest): ApiReply {
		const endpoint = endpointOf(request);
		const { taskId } = request.fields;
		const text = request.fields.text ?? this.desk.textOf(taskId);
		const entry = this.note({ endpoint, text, taskId });
		return this.meetFaults(entry, request.fields, () => this.perform(entry, request.fields));
	}

	/** Answers a request to the image server: `path` is `/<taskId>/<number from 1>.png`. */
	receiveImage(path: string): ApiReply {
		const [, taskId, index] = /^\/(\d+)\/(\d+)\.png$/.exec(path) ?? [];
		const entry = this.note({ endpoint: 'image', text: this.desk.textOf(taskId), taskId });
		return this.meetFaults(entry, { taskId }, () => ({
			reply: this.imageReply(taskId, Number(index)),
		}));
	}

	/** Puts a fault on requests to come, after those already put. */
	addFault(rule: FaultRule): void {
		this.script.add(rule);
	}

	clearFaults(): void {
		this.script.clear();
	}

	/** The faults that have not struck as often as they should. */
	get faults(): readonly FaultRule[] {
		return this.script.rules;
	}

	/** Changes options from this moment on; drawings begun keep their time. */
	configure(changes: Partial<ServiceOptions>): void {
		this.desk.advance();
		Object.assign(this.current, changes);
		this.desk.advance();
	}

	/** The options as they are now; the balance as it is after what was billed. */
	get options(): Readonly<ServiceOptions> {
		return this.current;
	}

	/** Every accepted submit, oldest first. */
	get ledger(): LedgerEntry[] {
		return this.desk.ledger();
	}

	/** Every request, oldest first. */
	get requests(): readonly RequestEntry[] {
		return this.log;
	}

	get counters(): Counters {
		return countRequests(this.log);
	}

	/** Forgets everything but where images are; a task id is still never given twice. */
	reset(): void {
		const { imageBaseUrl } = this.current;
		this.current = { ...defaultOptions, ...this.initial, imageBaseUrl };
		this.script.clear();
		this.log = [];
		this.gate = new Gate();
		this.desk = new DrawingDesk(() => this.current, this.clock, this.desk.nextTaskNumber);
	}

	private note(seen: Pick<RequestEntry, 'endpoint' | 'text' | 'taskId'>): RequestEntry {
		const entry: RequestEntry = { atMs: this.clock.now(), ...seen, accepted: false };
		this.log.push(entry);
		return entry;
	}

	private meetFaults(
		entry: RequestEntry,
		fields: Record<string, string>,
		work: () => Performed,
	): ApiReply {
		const fault = this.script.take(entry.endpoint, entry.text);
		entry.fault = fault?.kind;
		let performed: Performed | undefined;
		const perform = () => (performed ??= work());
		const reply = fault
			? faultReply(fault, {
					fields,
					imageBaseUrl: this.current.imageBaseUrl,
					perform,
					nextTaskNo: () => this.nextTaskNo(),
					render: (answer) => this.render(answer),
					text: (body, contentType) => textReply(this.timeOfDayMs(), { body, contentType }),
				})
			: perform().reply;
		return noted(entry, reply);
	}

	private perform(entry: RequestEntry, fields: Record<string, string>): Performed {
		const { endpoint } = entry;
		if (endpoint === 'unknown' && this.current.unknownAddress === 'http') {
			return { reply: textReply(this.timeOfDayMs(), { httpStatus: 404, body: 'Not Found' }) };
		}
		const taskNo = this.nextTaskNo();
		const outcome =
			this.gate.refusal(endpoint, fields, this.current, this.timeOfDayMs()) ??
			this.desk.answer(endpoint, fields, taskNo);
		entry.accepted = outcome.charge === true;
		const { code, msg = messageOf(code), charge, data } = outcome;
		const answer = { code, msg, charge, taskNo, data };
		return { answer, reply: this.render(answer) };
	}

	private imageReply(taskId: string, index: number): ApiReply {
		const picture = this.desk.picture(taskId, index);
		return textReply(this.timeOfDayMs(), {
			httpStatus: picture ? 200 : 404,
			body: picture ? '' : 'Not Found',
			contentType: picture ? 'image/png' : 'text/plain',
			picture,
		});
	}

	private render(answer: Answer): ApiReply {
		return answerReply(this.timeOfDayMs(), answer, this.current.taskIdForm);
	}

	private nextTaskNo(): string {
		this.taskNoCount += 1;
		return taskNoOf(this.taskNoCount);
	}

	private timeOfDayMs(): number {
		return this.clock.now() + this.current.clockOffsetMs;
	}
}
