import { FaultScript, type FaultRule } from './faults.cts';
import type { LedgerEntry } from './service/drawingDesk.cts';
import { faultReply, type Performed } from './service/faultReply.cts';
import { HonestService } from './service/honestService.cts';
import { imagePlaceOf } from './service/imageHost.cts';
import { messageOf } from './service/messages.cts';
import { taskNoOf } from './service/numbers.cts';
import { defaultOptions, type ServiceOptions } from './service/options.cts';
import { endpointOf, type Answer, type ApiReply, type ApiRequest } from './service/protocol.cts';
import { answerReply, textReply } from './service/replies.cts';
import { countRequests, noted, type Counters, type RequestEntry } from './service/requestLog.cts';

export { likeTheEngine } from './service/likeTheEngine.cts';
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
	private honest: HonestService;
	private taskNoCount = 0;

	constructor(
		private readonly initial: Partial<ServiceOptions>,
		private readonly clock: Clock,
	) {
		this.current = { ...defaultOptions, ...initial };
		this.honest = this.opened(this.current.firstTaskNumber);
	}

	/** Answers a request to the API. */
	receive(request: ApiRequest): ApiReply {
		const endpoint = endpointOf(request);
		const { taskId } = request.fields;
		const text = request.fields.text ?? this.honest.textOf(taskId);
		const entry = this.note({ endpoint, text, taskId });
		return this.meetFaults(entry, request.fields, () => this.perform(entry, request.fields));
	}

	/** Answers a request to the image server; the path and query are those of the request line, to the byte. */
	receiveImage(pathAndQuery: string): ApiReply {
		const taskId = imagePlaceOf(pathAndQuery)?.taskId;
		const entry = this.note({ endpoint: 'image', text: this.honest.textOf(taskId), taskId });
		return this.meetFaults(entry, taskId === undefined ? {} : { taskId }, () => ({
			reply: textReply(this.timeOfDayMs(), this.honest.image(pathAndQuery)),
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
		this.honest.advance();
		Object.assign(this.current, changes);
		this.honest.advance();
	}

	/** The options as they are now; the balance as it is after what was billed. */
	get options(): Readonly<ServiceOptions> {
		return this.current;
	}

	/** Every accepted submit, oldest first. */
	get ledger(): LedgerEntry[] {
		return this.honest.ledger;
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
		this.honest = this.opened(this.honest.nextTaskNumber);
	}

	private opened(firstTaskNumber: number): HonestService {
		return new HonestService(() => this.current, this.clock, firstTaskNumber);
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
		const fault = this.script.take(entry.endpoint, entry.text, entry.atMs);
		entry.fault = fault?.kind;
		let performed: Performed | undefined;
		const perform = () => (performed ??= work());
		const reply = fault
			? faultReply(fault, {
					fields,
					imageBaseUrl: this.current.imageBaseUrl,
					perform,
					under: (options, task) => this.under(options, task),
					nextTaskNo: () => this.nextTaskNo(),
					render: (answer) => this.render(answer),
					text: (body, contentType) => textReply(this.timeOfDayMs(), { body, contentType }),
				})
			: perform().reply;
		return noted(entry, reply);
	}

	private under<Result>(changes: Partial<ServiceOptions>, work: () => Result): Result {
		const names = Object.keys(changes) as Array<keyof ServiceOptions>;
		const kept = Object.fromEntries(names.map((name) => [name, this.current[name]]));
		this.configure(changes);
		const result = work();
		this.configure(kept);
		return result;
	}

	private perform(entry: RequestEntry, fields: Record<string, string>): Performed {
		const { endpoint } = entry;
		if (endpoint === 'unknown' && this.current.unknownAddress === 'http') {
			return { reply: textReply(this.timeOfDayMs(), { httpStatus: 404, body: 'Not Found' }) };
		}
		const taskNo = this.nextTaskNo();
		const outcome = this.honest.answer(endpoint, fields, taskNo);
		entry.accepted = outcome.charge === true;
		const { code, msg = messageOf(code), charge, data } = outcome;
		const answer = { code, msg, charge, taskNo, data };
		return { answer, reply: this.render(answer) };
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
