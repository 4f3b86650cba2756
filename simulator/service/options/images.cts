import type { PictureFormat } from '../protocol.cts';
import type { AddressKind } from '../signedAddress.cts';

/** Where images are, and how their host hands them out. */
export interface ImageOptions {
	/** Where image addresses point, without a slash at the end. */
	imageBaseUrl: string;
	/** How long images are kept. */
	imageLifeMs: number;
	/** How addresses are signed; the host refuses one that is not the signed one to the byte. */
	addressKind: AddressKind;
	/** How long a signed address is good. */
	addressLifeSeconds: number;
	/** Whether each query signs anew; otherwise addresses are as old as the images. */
	freshAddresses: boolean;
	/** Whether addresses begin with `//`. */
	schemelessAddresses: boolean;
	imageFormat: PictureFormat;
	/** Whether addresses end in `.png` or `.jpg`. */
	imageExtension: boolean;
	/** Another media type than the image's own, such as `application/octet-stream`. */
	imageMediaType: string | null;
	/** Whether images are sent packed, whatever the client accepts. */
	gzipImages: boolean;
	/** The HTTP status of an image: 206 though no range was asked for. */
	imageStatus: 200 | 206;
	/** How long after the end of a drawing its images are not yet there. */
	storageLagMs: number;
	/** The HTTP status of an image that is not yet there; 200 is an empty one. */
	storageLagStatus: 200 | 202 | 403 | 404;
}

/** PNG files at plain addresses, for three months. */
export const imageDefaults: ImageOptions = {
	imageBaseUrl: 'http://images.invalid',
	imageLifeMs: 92 * 24 * 60 * 60 * 1000,
	addressKind: 'plain',
	addressLifeSeconds: 24 * 60 * 60,
	freshAddresses: true,
	schemelessAddresses: false,
	imageFormat: 'png',
	imageExtension: true,
	imageMediaType: null,
	gzipImages: false,
	imageStatus: 200,
	storageLagMs: 0,
	storageLagStatus: 404,
};
