import type { PictureOrder } from '../styles.cts';
import type { ServiceOptions } from './options.cts';
import type { Answer, ApiReply, PictureFormat } from './protocol.cts';

/** What a reply says. */
export interface Content {
	httpStatus?: number;
	contentType?: string;
	headers?: Record<string, string>;
	body: string;
	picture?: PictureOrder;
	pictureFormat?: PictureFormat;
}

/** A reply with this text as its body, dated by the service's own time of day. */
export const textReply = (timeOfDayMs: number, content: Content): ApiReply => ({
	httpStatus: content.httpStatus ?? 200,
	headers: {
		date: new Date(timeOfDayMs).toUTCString(),
		'content-type': content.contentType ?? 'text/html;charset=UTF-8',
		...content.headers,
	},
	body: content.body,
	...(content.picture && { picture: content.picture, pictureFormat: content.pictureFormat }),
});

/** The reply that carries an answer as JSON, task ids in the form asked for. */
export function answerReply(
	timeOfDayMs: number,
	answer: Answer,
	taskIdForm: ServiceOptions['taskIdForm'],
): ApiReply {
	const json = JSON.stringify(answer);
	// No JavaScript number holds 19 digits, so the quotes are taken off in the text.
	const body = taskIdForm === 'number' ? json.replace(/"taskId":"(\d+)"/, '"taskId":$1') : json;
	return textReply(timeOfDayMs, { contentType: 'application/json;charset=UTF-8', body });
}
