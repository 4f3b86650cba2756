import type { PictureOrder } from '../styles.cts';
import { AddressBook } from './addressBook.cts';
import type { ImageOptions } from './options/images.cts';
import type { Content } from './replies.cts';
import { storeRefusal } from './storeRefusal.cts';

/** An image that was drawn. */
export interface DrawnImage {
	order: PictureOrder;
	finishedAtMs: number;
}

/** Which image of which task. */
export interface ImagePlace {
	taskId: string;
	index: number;
}

const formats = {
	png: { extension: '.png', mediaType: 'image/png' },
	jpeg: { extension: '.jpg', mediaType: 'image/jpeg' },
};

/** The image that a path and query lead to: `/<taskId>/<number from 1>`, and `.png`, `.jpg` or nothing. */
export function imagePlaceOf(pathAndQuery: string): ImagePlace | undefined {
	const [, taskId, index] = /^\/(\d+)\/(\d+)(?:\.png|\.jpg)?(?:\?|$)/.exec(pathAndQuery) ?? [];
	return taskId === undefined ? undefined : { taskId, index: Number(index) };
}

/** The store that images are fetched from. Its clock is right, whatever `clockOffsetMs` says of the service's. */
export class ImageHost {
	private readonly addresses = new AddressBook();

	/** The options are read at each use, so they may change. */
	constructor(private readonly options: () => ImageOptions) {}

	/** The whole address of an image, good from now on or, without `freshAddresses`, from its end on. */
	addressOf(
		{ taskId, index }: ImagePlace,
		{ nowMs, finishedAtMs }: { nowMs: number; finishedAtMs: number },
	): string {
		const options = this.options();
		const extension = options.imageExtension ? formats[options.imageFormat].extension : '';
		const path = this.addresses.give(options.addressKind, `/${taskId}/${index}${extension}`, {
			atMs: options.freshAddresses ? nowMs : finishedAtMs,
			lifeSeconds: options.addressLifeSeconds,
		});
		const base = options.imageBaseUrl;
		return (options.schemelessAddresses ? base.replace(/^https?:/, '') : base) + path;
	}

	/** What a request for an image gets; `image` is what the path leads to, if there is such an image. */
	answer(pathAndQuery: string, image: DrawnImage | undefined, nowMs: number): Content {
		const { addressKind, storageLagMs, storageLagStatus } = this.options();
		const refusal = this.addresses.refusal(pathAndQuery, addressKind, nowMs);
		if (refusal) return storeRefusal(refusal);
		if (!image) return notThere(404);
		if (nowMs < image.finishedAtMs + storageLagMs) return notThere(storageLagStatus);
		return this.imageContent(image.order);
	}

	private imageContent(picture: PictureOrder): Content {
		const { imageFormat, imageMediaType, imageStatus, gzipImages } = this.options();
		return {
			httpStatus: imageStatus,
			contentType: imageMediaType ?? formats[imageFormat].mediaType,
			headers: gzipImages ? { 'content-encoding': 'gzip' } : {},
			body: '',
			picture,
			pictureFormat: imageFormat,
		};
	}
}

const words: Record<number, string> = { 403: 'Forbidden', 404: 'Not Found' };

const notThere = (httpStatus: number): Content => ({
	httpStatus,
	contentType: 'text/plain',
	body: words[httpStatus] ?? '',
});
