import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { RESOLUTIONS, STYLES } from '../api/values';

/** The styles whose English or Chinese name contains `filter`. */
export async function searchStyles(filter = ''): Promise<INodeListSearchResult> {
	const results = STYLES.map(({ value, name }) => ({ value, name: named(name, value) }));
	return { results: matching(results, filter) };
}

/** The resolutions whose name or size contains `filter`. */
export async function searchResolutions(filter = ''): Promise<INodeListSearchResult> {
	const results = RESOLUTIONS.map(({ value, name }) => ({
		value,
		name: `${name} ${value.replace('*', ' × ')}`,
	}));
	return { results: matching(results, filter) };
}

function named(name: string, value: string): string {
	return value === name.toLowerCase() ? name : `${name} ${value}`;
}

function matching(items: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return items.filter(({ name, value }) =>
		[name, String(value)].some((it) => it.toLowerCase().includes(wanted)),
	);
}
