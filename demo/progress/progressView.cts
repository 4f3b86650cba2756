import type { WriteStream } from 'node:tty';
import { Format, Presets, SingleBar } from 'cli-progress';
import type { RunProgress } from './runProgress.cts';

/** Shows a run while it lasts. */
export interface ProgressView {
	/** To be called whenever the node has reported. */
	update(): void;
	/** Leaves the last state on the screen; afterwards nothing changes there any more. */
	end(): void;
}

/** A bar where a person watches, lines now and then where the output goes into a file. */
export function showProgress(progress: RunProgress, stream: WriteStream): ProgressView {
	return stream.isTTY ? progressBar(progress, stream) : progressLines(progress);
}

const LINE_CHARACTERS = 62;
const LONGEST_BAR = 40;
const SHORTEST_BAR = 8;

function progressBar(progress: RunProgress, stream: WriteStream): ProgressView {
	const room = (stream.columns || 80) - LINE_CHARACTERS;
	const bar = new SingleBar(
		{
			format: (options, { progress: share }) =>
				`${Format.BarFormat(share, options)} ${progress.line(Date.now())}`,
			stream,
			barsize: Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, room)),
			fps: 5,
			hideCursor: true,
			linewrap: true,
			// Ctrl-C is Stop: the bar goes on until the node has ended.
			gracefulExit: false,
		},
		Presets.shades_classic,
	);
	bar.start(progress.rows, 0);
	return {
		update: () => {
			if (bar.isActive) bar.update(progress.rowsDone);
		},
		end: () => bar.stop(),
	};
}

const LINE_EVERY_MS = 2000;

function progressLines(progress: RunProgress): ProgressView {
	let isNew = false;
	const print = () => console.log(progress.line(Date.now()));
	let timer: NodeJS.Timeout | undefined = setInterval(() => {
		if (isNew) print();
		isNew = false;
	}, LINE_EVERY_MS);
	return {
		update: () => {
			isNew = true;
		},
		end: () => {
			if (timer) print();
			clearInterval(timer);
			timer = undefined;
		},
	};
}
