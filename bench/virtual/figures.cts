import type { Figure } from '../figures.cts';
import { drawing, firstExecutions } from './drawing.cts';
import { codesSwapped, coldApart, coldTogether, fewAtOnce, quota, settled } from './limits.cts';
import { processes } from './sharing.cts';

/** The figures of virtual time, by the name that `--only` knows them by. */
export const MEASURES: Readonly<Record<string, (isQuick: boolean) => Promise<Figure[]>>> = {
	drawing,
	firstExecutions,
	settled,
	fewAtOnce,
	coldApart,
	coldTogether,
	codesSwapped,
	quota,
	processes,
};
