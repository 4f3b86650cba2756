import { RESOLUTIONS } from '../jumdata/values';
import { unusable } from './unusable';
import { bySpelling, lookupKey } from './spellings';

/** Jumdata's value of the resolution that a cell names. Throws a `Failure` that lists all resolutions. */
export function readResolution(cell: unknown): string {
	const resolution = RESOLUTION_OF.get(resolutionKey(cell));
	if (resolution) return resolution;
	const allowed = RESOLUTIONS.map(({ value, name }) => `${value} (${name})`).join(', ');
	throw unusable('resolution', cell, `Allowed: ${allowed}.`);
}

function resolutionKey(cell: unknown): string {
	return lookupKey(cell).replace(/(?<=\d)[x×](?=\d)/g, '*');
}

/** What else people call a resolution: its ratio, and Chinese names. */
const ALSO_CALLED: Record<string, readonly string[]> = {
	'1024*1024': ['1:1', '方图'],
	'1024*1536': ['2:3', '竖图', '长图'],
	'1536*1024': ['3:2', '横图'],
};

const RESOLUTION_OF = bySpelling(
	RESOLUTIONS.map(({ value, name }) => ({ value, names: [value, name, ...ALSO_CALLED[value]] })),
	resolutionKey,
);
