import { randomBytes } from 'node:crypto';
import { bodyOf, type HttpRequest, pairs } from './httpRequest.cts';

/** What spoils easily: line feeds, quotes, signs that forms escape, Chinese, blanks at both ends. */
export const own = {
	word: ' a "b"\nc\r\nd & e=f+g%20h; 赛博朋克 🦊 ',
	isbn: '9787020002207',
	empty: '',
};
const json =
	'{ "number":12345678901234567890, "list": [1, {"a":null}],\n"word":"赛博朋克 \\u00e9" }';
const multipart = bodyOf('multipart-form-data', own);
/** A file that is no text. */
export const file = { name: '图 1.bin', bytes: randomBytes(70_000) };
const filePart = { parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' };
/** A form in parts with a file, as the node has it. */
export const withFile = {
	...multipart,
	bodyParameters: { parameters: [...multipart.bodyParameters.parameters, filePart] },
};

/** The ways in which the node writes a request. */
export const ways: Array<[name: string, request: HttpRequest]> = [
	['a form in parts', { parameters: multipart }],
	['a form in parts with a file', { parameters: withFile, file }],
	[
		'a form in parts with a file, node version 4.1',
		{ parameters: withFile, file, typeVersion: 4.1 },
	],
	['an urlencoded form', { parameters: bodyOf('form-urlencoded', own) }],
	[
		'an urlencoded form as one text',
		{
			parameters: {
				...bodyOf('form-urlencoded', {}),
				specifyBody: 'string',
				body: new URLSearchParams(own).toString(),
			},
		},
	],
	['JSON from fields', { parameters: bodyOf('json', own) }],
	[
		'JSON as one text',
		{ parameters: { ...bodyOf('json', {}), specifyBody: 'json', jsonBody: json } },
	],
	[
		'JSON as raw text, every sign kept',
		{ parameters: { ...bodyOf('raw', {}), rawContentType: 'application/json', body: json } },
	],
	['GET without a query', { parameters: {} }],
	['GET with a query', { parameters: { sendQuery: true, queryParameters: pairs(own) } }],
];
