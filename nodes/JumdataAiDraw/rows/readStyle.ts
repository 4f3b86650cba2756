import { STYLES } from '../jumdata/values';
import { unusable } from './unusable';
import { bySpelling, lookupKey } from './spellings';

/** Jumdata's value of the style that a cell names, in English, Chinese or both. Throws a `Failure` that lists all styles. */
export function readStyle(cell: unknown): string {
	const style = STYLE_OF.get(styleKey(cell));
	if (style) return style;
	const allowed = STYLES.map(({ value, name }) => `${name} (${value})`).join(', ');
	throw unusable('style', cell, `Allowed: ${allowed}.`);
}

/** Hyphens count as spaces: `low-poly`. */
function styleKey(cell: unknown): string {
	return lookupKey(cell).replace(/\p{Dash_Punctuation}/gu, '');
}

const STYLE_OF = bySpelling(
	STYLES.map(({ value, name }) => ({ value, names: [value, name] })),
	styleKey,
);
