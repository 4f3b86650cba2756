import type { PictureFormat } from '../service/protocol.cts';
import type { PictureOrder } from '../styles.cts';

/** Draws the file of an order. */
export type Draw = (order: PictureOrder, format: PictureFormat) => Buffer;

/** Draws each picture once, as long as the drawn ones take no more than so many bytes; the oldest go first. */
export class PictureStore {
	private readonly drawn = new Map<string, Buffer>();
	private storedBytes = 0;

	constructor(
		private readonly draw: Draw,
		private readonly maxBytes = 64 * 1024 * 1024,
	) {}

	get(order: PictureOrder, format: PictureFormat = 'png'): Buffer {
		const { text, style, resolution, index } = order;
		const key = JSON.stringify([text, style, resolution, index, format]);
		const known = this.drawn.get(key);
		if (known) return known;
		const picture = this.draw(order, format);
		this.drawn.set(key, picture);
		this.storedBytes += picture.length;
		this.shrink();
		return picture;
	}

	private shrink(): void {
		for (const [key, picture] of this.drawn) {
			if (this.storedBytes <= this.maxBytes) return;
			this.drawn.delete(key);
			this.storedBytes -= picture.length;
		}
	}
}
