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

/** `text` with a capital and a full stop. */
export function sentence(text: string): string {
	const capital = text.charAt(0).toUpperCase() + text.slice(1);
	return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

/** The parts that are not empty, with a space between each two. */
export function words(...parts: string[]): string {
	return parts.filter((part) => part !== '').join(' ');
}

/** The parts that are not empty, each on a line of its own. */
export function lines(...parts: string[]): string {
	return parts.filter((part) => part !== '').join('\n');
}

/**
 * As many entries as fit into `roomLength` characters, `separator` between them, and then what `more` says of
 * how many did not fit.
 */
export function listed(
	entries: readonly string[],
	separator: string,
	roomLength: number,
	more: (count: number) => string,
): string {
	let length = 0;
	let count = 0;
	for (const entry of entries) {
		length += entry.length + separator.length;
		if (length > roomLength) break;
		count++;
	}
	const fitting = entries.slice(0, count).join(separator);
	return count === entries.length
		? fitting
		: `${fitting}${separator}${more(entries.length - count)}`;
}
