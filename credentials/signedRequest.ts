import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { withAddress } from './address';
import { CredentialProblem } from './CredentialProblem';
import { encodeMultipart } from './multipart';
import { SIGNING_FIELD_NAMES, type SigningFields, signingFields } from './signingFields';
import { signedText } from './signedText';
import { unsignedAddress } from './unsignedAddress';

/**
 * The vendor's own words for its requests' format, which is no registered media type. A request whose
 * body is an object under this type is written as the credential's *Body Format* says.
 */
export const FORM_DATA_TYPE = 'application/form-data';

/** Both shapes in which n8n hands requests to a credential: today's, and the older one of its HTTP Request node. */
export type SignableRequest = IHttpRequestOptions & {
	uri?: string;
	form?: IDataObject;
	formData?: IDataObject | AppendableForm;
};

/** On a form that carries a signature: its fields cannot be read. */
const SIGNED = Symbol.for('n8n-nodes-jumdata.signed');

/** An instance of the `form-data` package, which can only be appended to. */
interface AppendableForm {
	append(name: string, value: string): void;
	getHeaders(): IDataObject;
	[SIGNED]?: true;
}

/**
 * A copy of `request`, complete with address and the three signing fields, in the same container as
 * its own fields: multipart, urlencoded, JSON, or the query for GET and for bodies that have no room
 * for fields. The caller's own containers stay as they are (n8n shows and stores them), save for a
 * `form-data` instance, which can only be appended to. Signing what is signed already replaces the
 * signature. Throws `CredentialProblem` where a key is missing or the address is none.
 */
export function signedRequest(
	credentials: ICredentialDataDecryptedObject,
	request: SignableRequest,
	nowMs: number,
): SignableRequest {
	const addressed = withAddress(credentials, request);
	const signing = signingFields(keysOf(credentials), nowMs);
	const method = (request.method ?? 'GET').toUpperCase();
	if (method === 'GET' || method === 'HEAD') return signQuery(addressed, signing);
	if (request.formData !== undefined) return signFormData(addressed, request.formData, signing);
	if (request.form !== undefined) return { ...addressed, form: { ...request.form, ...signing } };
	return signBody(addressed, signing, String(credentials.bodyFormat ?? 'multipart'));
}

function keysOf(credentials: ICredentialDataDecryptedObject) {
	const appId = String(credentials.appId ?? '').trim();
	const appSecret = String(credentials.appSecret ?? '').trim();
	if (appId === '') throw new CredentialProblem('the credential has no App ID');
	if (appSecret === '') throw new CredentialProblem('the credential has no App Secret');
	return { appId, appSecret };
}

function signQuery(request: SignableRequest, signing: SigningFields): SignableRequest {
	const { url, uri } = request;
	return {
		...request,
		...(url !== undefined && { url: unsignedAddress(url) }),
		...(uri !== undefined && { uri: unsignedAddress(uri) }),
		qs: { ...request.qs, ...signing },
	};
}

function signFormData(
	request: SignableRequest,
	form: NonNullable<SignableRequest['formData']>,
	signing: SigningFields,
): SignableRequest {
	if (!isAppendable(form)) return { ...request, formData: { ...form, ...signing } };
	appendOnce(form, signing);
	return request;
}

function signBody(
	request: SignableRequest,
	signing: SigningFields,
	bodyFormat: string,
): SignableRequest {
	const { body } = request;
	const type = contentType(request);
	if (body === undefined || body === null || body === '') {
		return { ...request, body: new URLSearchParams({ ...signing }) };
	}
	if (body instanceof URLSearchParams || body instanceof FormData)
		return { ...request, body: extended(body, signing) };
	if (isAppendable(body)) {
		appendOnce(body, signing);
		return request;
	}
	if (type === FORM_DATA_TYPE && isPlainObject(body)) {
		return encoded(request, { ...(body as Record<string, string>), ...signing }, bodyFormat);
	}
	if (typeof body === 'string') {
		const signed = signedText(body, type, signing);
		return signed === undefined ? signQuery(request, signing) : { ...request, body: signed };
	}
	if (isPlainObject(body)) {
		return { ...request, body: { ...body, ...signing, timestamp: Number(signing.timestamp) } };
	}
	return type.startsWith('multipart/') ? request : signQuery(request, signing);
}

function encoded(
	request: SignableRequest,
	fields: Record<string, string>,
	bodyFormat: string,
): SignableRequest {
	const form =
		bodyFormat === 'urlencoded'
			? {
					contentType: 'application/x-www-form-urlencoded; charset=utf-8',
					body: new URLSearchParams(fields).toString(),
				}
			: encodeMultipart(fields);
	return {
		...request,
		headers: { ...withoutContentType(request.headers), 'content-type': form.contentType },
		body: form.body,
	};
}

function extended(form: URLSearchParams | FormData, signing: SigningFields) {
	const copy = form instanceof FormData ? new FormData() : new URLSearchParams();
	form.forEach((value: unknown, name: string) => copy.append(name, value as string));
	for (const name of SIGNING_FIELD_NAMES) copy.set(name, signing[name]);
	return copy;
}

function appendOnce(form: AppendableForm, signing: SigningFields): void {
	if (form[SIGNED]) return;
	form[SIGNED] = true;
	for (const name of SIGNING_FIELD_NAMES) form.append(name, signing[name]);
}

function isAppendable(form: unknown): form is AppendableForm {
	return typeof form === 'object' && form !== null && 'getHeaders' in form && 'append' in form;
}

function isPlainObject(body: unknown): body is IDataObject {
	// A stream is none.
	return Object.prototype.toString.call(body) === '[object Object]' && !('pipe' in Object(body));
}

function contentType(request: SignableRequest): string {
	const entry = Object.entries(request.headers ?? {}).find(([name]) => isContentType(name));
	return String(entry?.[1] ?? '').toLowerCase();
}

function withoutContentType(headers: IDataObject = {}): IDataObject {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !isContentType(name)));
}

function isContentType(name: string): boolean {
	return name.toLowerCase() === 'content-type';
}
