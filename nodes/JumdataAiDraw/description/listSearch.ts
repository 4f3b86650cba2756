import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { RESOLUTIONS, STYLES } from '../api/values';

/** The styles whose English or Chinese name contains `filter`. */
export async function searchStyles(filter = ''): Promise<INodeListSearchResult> {
	const results = STYLES.map((style) => ({ value: style.value, name: styleInList(style) }));
	return { results: matching(results, filter) };
}

/** The resolutions whose name or size contains `filter`. */
export async function searchResolutions(filter = ''): Promise<INodeListSearchResult> {
	const results = RESOLUTIONS.map((resolution) => ({
		value: resolution.value,
		name: resolutionInList(resolution),
	}));
	return { results: matching(results, filter) };
}

/** A style as the list shows it, with its English and its Chinese name. */
export function styleInList({ name, value }: { name: string; value: string }): string {
	return value === name.toLowerCase() ? name : `${name} ${value}`;
}

/** A resolution as the list shows it. */
export function resolutionInList({ name, value }: { name: string; value: string }): string {
	return `${name} ${value.replace('*', ' × ')}`;
}

function matching(items: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return items.filter(({ name, value }) =>
		[name, String(value)].some((it) => it.toLowerCase().includes(wanted)),
	);
}
