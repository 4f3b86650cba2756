import { UNSEEN } from '../words';

/** A cell's text, as it is; empty where the cell holds neither text nor a number. */
export function textOf(cell: unknown): string {
	return typeof cell === 'string' || Number.isFinite(cell) ? String(cell) : '';
}

/** A cell's text as people read it: full-width characters are their plain twins, and those that nobody sees are gone. */
export function plainTextOf(cell: unknown): string {
	return textOf(cell).replace(UNSEEN, '').replace(FULL_WIDTH, plainTwin).trim();
}

const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FROM_PLAIN = 0xff01 - 0x21;

function plainTwin(character: string): string {
	return String.fromCharCode(character.charCodeAt(0) - FROM_PLAIN);
}
