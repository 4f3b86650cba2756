import type { AddressRefusal } from './addressBook.cts';

interface Words {
	code: string;
	message: string;
}

const inXml = ({ code, message }: Words) => ({
	contentType: 'application/xml',
	body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

const inJson = (words: Words) => ({
	contentType: 'application/json',
	body: JSON.stringify({ ...words, requestId: '8f3a1c52-simulator' }),
});

/** How each store says that an address's time is over. */
const ended: Record<AddressRefusal['kind'], Words> = {
	bce: { code: 'RequestExpired', message: 'Request has expired' },
	amz: { code: 'AccessDenied', message: 'Request has expired' },
	expires: { code: 'AccessDenied', message: 'Request has expired.' },
	cos: { code: 'AccessDenied', message: 'Request has expired' },
};

const unsigned: Words = {
	code: 'SignatureDoesNotMatch',
	message: 'The request signature we calculated does not match the signature you provided',
};

/** The HTTP 403 of the image host, in the words and the language of the store that signed. */
export function storeRefusal({ kind, reason }: AddressRefusal): {
	httpStatus: number;
	contentType: string;
	body: string;
} {
	const write = kind === 'bce' ? inJson : inXml;
	return { httpStatus: 403, ...write(reason === 'ended' ? ended[kind] : unsigned) };
}
