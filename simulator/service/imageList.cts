import type { AnswerOptions } from './options/answers.cts';
import type { Conclusion } from './options/tasks.cts';

/** One image of a finished task: its address is missing if it is withheld. */
export interface ListedImage {
	address?: string;
	conclusion: Conclusion;
}

type ListOptions = Pick<AnswerOptions, 'imageListForm' | 'withheldAs' | 'engineKeys'>;

/** The keys `img` and `imgUrls` of a finished task. */
export function imageKeys(images: ListedImage[], options: ListOptions): Record<string, unknown> {
	const isListLost =
		options.withheldAs === 'emptyList' && images.some(({ address }) => address === undefined);
	const listed = isListLost ? [] : images;
	return { img: listed[0]?.address ?? '', imgUrls: listOf(listed, options) };
}

function listOf(images: ListedImage[], options: ListOptions): unknown {
	const withheld = options.withheldAs === 'null' ? null : '';
	if (options.imageListForm === 'strings') return images.map(({ address }) => address ?? withheld);
	const entries = images.map(({ address, conclusion }) => ({
		...(address === undefined && options.withheldAs === 'noKey'
			? {}
			: { image: address ?? withheld }),
		...(options.engineKeys && { img_approve_conclusion: conclusion }),
	}));
	return options.imageListForm === 'json' ? JSON.stringify(entries) : entries;
}
