/** A number with its noun: `1 image`, `2 images`. */
export function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Zero-width characters, byte order marks and their kind, and controls except tabs and line ends. Not
 * all of them are useless in a text: some join letters or emoji.
 */
export const UNSEEN = /(?![\t-\r])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;

const SHOWN_LENGTH = 60;

/** A value as an error shows it: quoted if it is text, not too long, and with characters that nobody sees as `\u200b`. */
export function shown(value: unknown): string {
	const isQuoted = typeof value === 'string' || typeof value === 'object';
	const text = isQuoted ? quoted(value) : String(value);
	const characters = Array.from(text);
	const isLong = characters.length > SHOWN_LENGTH;
	const end = isQuoted ? text.at(-1) : '';
	const short = isLong ? `${characters.slice(0, SHOWN_LENGTH).join('')}…${end}` : text;
	return short.replace(UNSEEN, escaped);
}

function quoted(value: unknown): string {
	try {
		return JSON.stringify(value);
	} catch {
		return String(value);
	}
}

function escaped(character: string): string {
	const code = character.codePointAt(0)!.toString(16);
	return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
