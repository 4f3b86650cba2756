import { backoffMs } from '../async/backoff';
import type { Clock } from '../async/clock';
import { Deadline } from '../async/deadline';
import { Patience } from '../async/patience';
import { Semaphore } from '../async/semaphore';
import { addressExpiryMs } from './addressExpiry';
import { type Arrived, fetchOnce, type Wanted } from './fetchOnce';
import { ImageProblem, type ImageProblemKind } from './imageProblem';
import type { OpenImage } from './openImage';

/** How long an image may be refused or missing: storage can lag behind a task that is just done. */
const LAG_MS = 10_000;

/** An image to fetch, however long its host takes. */
interface Download extends Wanted {
	/** How long trouble of its host is waited out. */
	troubleMs: number;
	/** The address of the image as it is now, where there is another one. */
	freshUrl(): Promise<string | undefined>;
	/** Keeps hold of a permit until what it gives back is called. */
	hold(release: () => void): () => void;
}

/** Fetches images, some at once. */
export class Downloads {
	private readonly semaphore: Semaphore;

	/** Whether anything arrives. */
	private readonly patience: Patience<ImageProblem>;

	private readonly ended: AbortSignal;

	/**
	 * `atOnce`: how many at once. When nothing of any image arrives for `longestMs`, all of them fail, and
	 * when `quit` fires, which is when no image is wanted any more.
	 */
	constructor(
		private readonly open: OpenImage,
		private readonly clock: Clock,
		{ atOnce, longestMs, quit }: { atOnce: number; longestMs: number; quit: AbortSignal },
	) {
		this.semaphore = new Semaphore(atOnce);
		this.patience = new Patience(clock, () => longestMs);
		this.ended = AbortSignal.any([quit, this.patience.over]);
	}

	/**
	 * Fetches an image into n8n's storage: trouble of its host is waited out, a refusal for some ten
	 * seconds, with a fresh address where there is one. Where it gives back a problem, the permit is held.
	 */
	async fetch(download: Download): Promise<Arrived | ImageProblem> {
		const { clock, ended } = this;
		const deadlines = deadlinesOf(download);
		let url = await this.lastingUrl(download);
		for (let attempt = 1; ; attempt++) {
			const letGo = download.hold(await this.semaphore.enter());
			const beganAtMs = clock.now();
			const result = await this.tryOnce({ ...download, url });
			if ('image' in result) {
				letGo();
				return result;
			}
			const deadline = deadlines[result.kind];
			deadline.begin(beganAtMs);
			if (ended.aborted || clock.now() >= deadline.ms) return result;
			letGo();
			const freshUrl = result.kind === 'refused' ? await download.freshUrl() : undefined;
			if (freshUrl !== undefined && freshUrl !== url) {
				url = freshUrl;
				deadlines.refused = new Deadline(LAG_MS);
				continue;
			}
			const waitMs = backoffMs(attempt, clock.random(), result.host.retryAfterMs);
			await clock.sleep(Math.min(waitMs, deadline.ms - clock.now()), ended);
		}
	}

	/** Nothing is to be fetched any more. */
	close(): void {
		this.patience.close();
	}

	/** Another address, if there is one, where this one says itself that it has ended. */
	private async lastingUrl({ url, freshUrl }: Download): Promise<string> {
		const endMs = addressExpiryMs(url) ?? Infinity;
		return endMs > this.clock.now() ? url : ((await freshUrl()) ?? url);
	}

	private async tryOnce(wanted: Wanted): Promise<Arrived | ImageProblem> {
		const { open, clock, patience, ended } = this;
		if (ended.aborted) return patience.reason ?? new ImageProblem('it was stopped', 'trouble');
		const beganAtMs = clock.now();
		const result = await fetchOnce(wanted, open, clock, ended);
		if (ended.aborted) return result;
		if ('image' in result || result.kind !== 'trouble') patience.worked();
		else patience.failed(result, beganAtMs, result.host.isAbsent);
		return result;
	}
}

/** When each kind of problem has been waited out; its time begins when it is met first. */
function deadlinesOf({ troubleMs }: Download): Record<ImageProblemKind, Deadline> {
	return {
		trouble: new Deadline(troubleMs),
		refused: new Deadline(LAG_MS),
		notYet: new Deadline(LAG_MS),
		unfit: new Deadline(0),
		here: new Deadline(0),
	};
}
