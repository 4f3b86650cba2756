import { DrawingDesk, type LedgerEntry } from './drawingDesk.cts';
import { Gate } from './gate.cts';
import { ImageHost, imagePlaceOf } from './imageHost.cts';
import type { ServiceOptions } from './options.cts';
import type { Outcome } from './outcome.cts';
import { productBalance } from './productBalance.cts';
import type { Endpoint } from './protocol.cts';
import type { Content } from './replies.cts';
import { ownFields } from './signature.cts';

type Fields = Record<string, string>;

/** The service where nothing goes wrong that its options do not say. */
export class HonestService {
	private readonly gate = new Gate();
	private readonly desk: DrawingDesk;
	private readonly host: ImageHost;

	/** The options are read at each use, so they may change; the balance is written. */
	constructor(
		private readonly options: () => ServiceOptions,
		private readonly clock: { now(): number; random(): number },
		firstTaskNumber: number,
	) {
		this.desk = new DrawingDesk(options, clock, firstTaskNumber);
		this.host = new ImageHost(options);
	}

	/** What the endpoint says to these fields. */
	answer(endpoint: Endpoint, fields: Fields, taskNo: string): Outcome {
		const options = this.options();
		const timeOfDayMs = this.clock.now() + options.clockOffsetMs;
		return (
			this.gate.refusal(endpoint, fields, options, timeOfDayMs) ??
			this.admitted(endpoint, fields, taskNo)
		);
	}

	/** What the image host gives for this path and query. */
	image(pathAndQuery: string): Content {
		const place = imagePlaceOf(pathAndQuery);
		return this.host.answer(pathAndQuery, place && this.desk.picture(place), this.clock.now());
	}

	/** The text of a task, be it done or not. */
	textOf(taskId: string | undefined): string | undefined {
		return this.desk.textOf(taskId);
	}

	/** Every accepted submit, oldest first. */
	get ledger(): LedgerEntry[] {
		return this.desk.ledger();
	}

	/** The number that the next task's id is made from. */
	get nextTaskNumber(): number {
		return this.desk.nextTaskNumber;
	}

	/** Lets everything happen that was due by now. */
	advance(): void {
		this.desk.advance();
	}

	private admitted(endpoint: Endpoint, fields: Fields, taskNo: string): Outcome {
		const nowMs = this.clock.now();
		switch (endpoint) {
			case 'submit':
				return this.desk.submit(fields, taskNo);
			case 'query':
				return this.desk.query(fields, (place, finishedAtMs) =>
					this.host.addressOf(place, { nowMs, finishedAtMs }),
				);
			case 'productBalance': {
				const use = { atMs: nowMs, usedImages: this.desk.images };
				return productBalance(fields.productCode, use, this.options());
			}
			case 'echo':
				return { code: 200, charge: false, data: ownFields(fields) };
			default:
				return { code: 200, data: this.options().balance };
		}
	}
}
