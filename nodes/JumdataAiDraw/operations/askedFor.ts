import { type Prompt, STYLES } from '../jumdata/values';

/** What a row asked for, as it is put out: the style by Jumdata's value and by its English name. */
export function askedFor({ text, style, resolution, num }: Prompt) {
	const styleName = STYLES.find(({ value }) => value === style)?.name ?? style;
	return { text, style, styleName, resolution, num };
}
