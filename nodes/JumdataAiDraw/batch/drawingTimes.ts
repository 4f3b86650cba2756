import type { IExecuteFunctions } from 'n8n-workflow';
import { isSensible } from '../flow/drawingQueue';
import { type DrawingTimes, earliestMs, latestMs } from '../flow/readings';

const KEY = 'drawingTimes';
/** A memory grows at most to so many times what it was, in one run. */
const GROWTH = 2;

/** How long drawing took in earlier runs of this node, as its workflow remembers it; nothing where that makes no sense. */
export function rememberedTimes(context: IExecuteFunctions): DrawingTimes | undefined {
	try {
		const { meanMs, spread } = memoryOf(context)[KEY] as DrawingTimes;
		const isRead = typeof meanMs === 'number' && typeof spread === 'number';
		return isRead && isSensible({ meanMs, spread }) ? { meanMs, spread } : undefined;
	} catch {
		return undefined;
	}
}

/** Remembers for later runs how long drawing took in this one, where that is news and can be written down. */
export function rememberTimes(context: IExecuteFunctions, learned: DrawingTimes): void {
	const news = newsOf(learned, rememberedTimes(context));
	if (!news) return;
	try {
		memoryOf(context)[KEY] = news;
	} catch {
		context.logger.debug('Jumdata AI Draw could not remember how long drawing took');
	}
}

/**
 * What is worth writing down. Seldom, since n8n saves the static data of the whole workflow at once, as it
 * was when the execution began: what a trigger has noted there meanwhile is undone. And a shorter time
 * is believed at once, a longer one only by and by: it may have been a queue that others filled, and
 * to look too late costs a person's time, while a look too early is free.
 */
function newsOf(learned: DrawingTimes, known?: DrawingTimes): DrawingTimes | undefined {
	if (!known || learned.meanMs < earliestMs(known)) return learned;
	if (learned.meanMs <= latestMs(known)) return undefined;
	return { ...learned, meanMs: Math.min(learned.meanMs, GROWTH * known.meanMs) };
}

function memoryOf(context: IExecuteFunctions): Record<string, unknown> {
	return context.getWorkflowStaticData('node');
}
