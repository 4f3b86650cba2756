/**
 * What stands in an image's way. `trouble`: its host is busy or away, and may come back; `refused`: its
 * host does not give it out, where a fresh address may help; `notYet`: its host does not have it yet;
 * `unfit`: what is there is no image that can be fetched; `here`: something on this server.
 */
export type ImageProblemKind = 'trouble' | 'refused' | 'notYet' | 'unfit' | 'here';

/** Why an image did not come. */
export class ImageProblem extends Error {
	constructor(
		message: string,
		readonly kind: ImageProblemKind,
		/** How long its host asks to wait; whether there is no such host. */
		readonly host: { retryAfterMs?: number; isAbsent?: boolean } = {},
	) {
		super(message);
	}
}
