import type { Deadline } from '../async/deadline';

/**
 * A row's turn: its time, and what it holds meanwhile (a permit of the run, a place at the service, a
 * permit for a download). Whatever it still holds when it fails is let go only after the run has heard of
 * the failure, so that nobody else begins in between.
 */
export class Turn {
	private readonly held = new Set<() => void>();

	private isOver = false;

	constructor(readonly deadline: Deadline) {}

	/** Keeps hold of something until `letGo`, or until what this gives back is called; of nothing once the turn is over. */
	hold(release: () => void): () => void {
		const releaseOnce = () => {
			if (this.held.delete(releaseOnce)) release();
		};
		this.held.add(releaseOnce);
		if (this.isOver) releaseOnce();
		return releaseOnce;
	}

	/** Lets go of everything that is still held, the last first. */
	letGo(): void {
		for (const release of [...this.held].reverse()) release();
	}

	/** Lets go of everything, and of what its work that is still under way gets later. */
	end(): void {
		this.isOver = true;
		this.letGo();
	}
}
