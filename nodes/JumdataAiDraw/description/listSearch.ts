import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { type Resolution, RESOLUTIONS, type Style, STYLES } from '../jumdata/values';

/** The styles whose English or Chinese name contains `filter`. */
export async function searchStyles(filter = ''): Promise<INodeListSearchResult> {
	return { results: matching(STYLES.map(listedStyle), filter) };
}

/** The resolutions whose name or size contains `filter`. */
export async function searchResolutions(filter = ''): Promise<INodeListSearchResult> {
	return { results: matching(RESOLUTIONS.map(listedResolution), filter) };
}

/** A style as the list shows it, in both languages. */
export function listedStyle({ value, name }: Style): INodeListSearchItems {
	return { value, name: value === name.toLowerCase() ? name : `${name} ${value}` };
}

/** A resolution as the list shows it. */
export function listedResolution({ value, name }: Resolution): INodeListSearchItems {
	return { value, name: `${name} ${value.replace('*', ' × ')}` };
}

function matching(items: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return items.filter(({ name, value }) =>
		[name, String(value)].some((it) => it.toLowerCase().includes(wanted)),
	);
}
