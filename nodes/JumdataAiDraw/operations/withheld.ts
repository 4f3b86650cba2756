import { Failure } from '../failure';
import type { Task } from '../jumdata/task';

/** The failure of an image that Jumdata holds back, for good; `index` counts from 0. */
export function withheld(index: number, count: number): Failure {
	return failure(`${imageName(index, count)} was`).with({ imageIndex: index + 1 });
}

/** The failure of a task that is done and whose images are all withheld; undefined for every other task. */
export function allWithheld({ done, imageUrls }: Task): Failure | undefined {
	if (!done || imageUrls.some((url) => url !== undefined)) return undefined;
	const count = imageUrls.length;
	return count === 1 ? withheld(0, count) : failure(`all ${count} images were`);
}

/** How a message calls an image: `image 2 of 3`. */
export function imageName(index: number, count: number): string {
	return count === 1 ? 'the image' : `image ${index + 1} of ${count}`;
}

function failure(what: string): Failure {
	return new Failure(
		`${what} withheld by Jumdata, most likely by its content review`,
		'That is final. Change the text, and run only this row again.',
	);
}
