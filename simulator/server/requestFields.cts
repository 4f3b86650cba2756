import { boundaryOf, readMultipart } from './multipart.cts';

/** Reads the fields of a request from its address and its body: form in parts, urlencoded form, or JSON. */
export function readFields(
	query: URLSearchParams,
	contentType: string,
	body: Buffer,
): Record<string, string> {
	return { ...Object.fromEntries(query), ...bodyFields(contentType, body) };
}

function bodyFields(contentType: string, body: Buffer): Record<string, string> {
	const boundary = boundaryOf(contentType);
	if (boundary) return readMultipart(body, boundary);
	if (/x-www-form-urlencoded/i.test(contentType)) {
		return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
	}
	return /json/i.test(contentType) ? jsonFields(body.toString('utf8')) : {};
}

function jsonFields(json: string): Record<string, string> {
	const parsed = parsedOrNothing(json);
	if (typeof parsed !== 'object' || parsed === null) return {};
	return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}

function parsedOrNothing(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}
