import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { RESOLUTIONS, STYLES } from '../jumdata/values';

interface Choice {
	value: string;
	name: string;
}

/** The styles whose entry contains `filter`: its names in English and Chinese, and what it looks like. */
export async function searchStyles(filter = ''): Promise<INodeListSearchResult> {
	return { results: matching(STYLES.map(styleEntry), filter) };
}

/** The resolutions whose name or size contains `filter`. */
export async function searchResolutions(filter = ''): Promise<INodeListSearchResult> {
	return { results: matching(RESOLUTIONS.map(listedResolution), filter) };
}

/** A style by its names in both languages. */
export function listedStyle({ value, name }: Choice): INodeListSearchItems {
	return { value, name: value === name.toLowerCase() ? name : `${name} ${value}` };
}

/** n8n shows an entry's name alone, so what the style looks like is in it. */
function styleEntry(style: (typeof STYLES)[number]): INodeListSearchItems {
	const { value, name } = listedStyle(style);
	return { value, name: `${name} – ${style.look}` };
}

/** A resolution as the list shows it. */
export function listedResolution({ value, name }: Choice): INodeListSearchItems {
	return { value, name: `${name} ${value.replace('*', ' × ')}` };
}

function matching(items: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return items.filter(({ name, value }) =>
		[name, String(value)].some((it) => it.toLowerCase().includes(wanted)),
	);
}
