import type { Ran, Tried } from '../drive.cts';
import { assert, rowOf } from './assert.cts';

/** In row order, each paired with its row; and no item but a failed one has a key `error`, which it has alone. */
export function assertItems({ rows }: Tried, { items, error }: Ran): void {
	const paired = items.map(rowOf);
	const ordered = paired.every((item, index) => index === 0 || item >= paired[index - 1]);
	assert(ordered, 'items are out of order', paired);
	if (error) return;
	for (const [index] of rows.entries()) {
		assert(paired.includes(index), `row ${index + 1} has no item`, items);
	}
	for (const item of items) {
		const { json } = item;
		const isOwn =
			json.text === undefined || String(json.text).startsWith(String(rows[rowOf(item)].text));
		assert(isOwn, 'an item is paired with another row', json);
		assert(!('error' in json) || Object.keys(json).length === 1, 'an error has company', json);
	}
}
