import { boundaryOf } from '../../simulator/server/multipart.cts';
import type { HttpRequest } from '../../simulator/server.cts';

const signature = [
	/--boundary\r\nContent-Disposition: form-data; name="(appId|timestamp|sign)"\r\n\r\n[^\r]*\r\n/g,
	/(^|[?&])appId=[^&\s]*&timestamp=\d{13}&sign=[0-9a-f]{64}/m,
	/,?"appId":"[^"]*","timestamp":\d{13},"sign":"[0-9a-f]{64}"/,
];

/** A request as it came, to the byte, with its boundary always the same. */
export function asCame({ method, path, headers, body }: HttpRequest): string {
	const { 'content-type': contentType = '' } = headers;
	const whole = `${method} ${path}\n${contentType}\n\n${body.toString('latin1')}`;
	const boundary = boundaryOf(contentType);
	return boundary ? whole.replaceAll(boundary, 'boundary') : whole;
}

/** The same without its signature. */
export const asMeant = (request: HttpRequest) =>
	signature.reduce((text, pattern) => text.replace(pattern, ''), asCame(request));

/** All that looks like a signature in a text. */
export const signaturesIn = (text: string) => text.match(/[0-9a-f]{64}/g) ?? [];
