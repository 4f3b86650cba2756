import fc from 'fast-check';
import { encodeMultipart } from '../../credentials/multipart';

/** The values as they stand between the boundaries, byte for byte. */
function valuesIn({ contentType, body }: { contentType: string; body: Buffer }): string[] {
	const boundary = /boundary=(\S+)$/.exec(contentType)![1];
	const [before, ...parts] = `\r\n${body.toString('utf8')}`.split(`\r\n--${boundary}`);
	expect(before).toBe('');
	expect(parts.pop()).toBe('--\r\n');
	return parts.map((part) => part.slice(part.indexOf('\r\n\r\n') + 4));
}

async function parsed({ contentType, body }: { contentType: string; body: Buffer }) {
	const response = new Response(new Uint8Array(body), {
		headers: { 'content-type': contentType },
	});
	return Object.fromEntries(await response.formData());
}

describe('encodeMultipart', () => {
	it.each<[string, string]>([
		['plain text', 'a red fox'],
		['line feeds, to which no carriage return is added', 'first line\nsecond line\n'],
		['carriage returns', 'first line\r\nsecond\rthird'],
		['Chinese', '雪中的红狐狸,柔和的晨光'],
		['emoji', '🦊👨‍👩‍👧‍👦'],
		['decomposed letters, which are not normalised', 'e\u0301 and \u00e9'],
		['what looks like a boundary', '--n8n-nodes-jumdata-1\r\n--n8n-nodes-jumdata-1--\r\n'],
		[
			'what looks like another field',
			'\r\nContent-Disposition: form-data; name="num"\r\n\r\n6\r\n',
		],
		['white space at both ends', '  \t fox \n '],
		['quotes and percent signs', `"fox" 'fox' 100%25 a+b=c&d`],
		['nothing', ''],
		['a zero byte', 'a\0b'],
	])('brings %s as it is', async (_, text) => {
		const encoded = encodeMultipart({ text, num: '1' });
		expect(valuesIn(encoded)).toEqual([text, '1']);
		expect(await parsed(encoded)).toEqual({ text, num: '1' });
	});

	it('brings any text as it is, in the order of the fields', () => {
		const text = fc.string({ unit: 'grapheme' });
		fc.assert(
			fc.property(text, text, text, (a, b, c) => {
				const values = valuesIn(encodeMultipart({ a, b, c }));
				expect(values).toEqual([a, b, c]);
			}),
		);
	});

	it('announces the boundary that it uses', () => {
		const { contentType, body } = encodeMultipart({ text: 'fox' });
		expect(contentType).toMatch(/^multipart\/form-data; boundary=[\w-]{1,70}$/);
		const boundary = contentType.split('boundary=')[1];
		expect(body.toString().startsWith(`--${boundary}\r\n`)).toBe(true);
		expect(body.toString().endsWith(`\r\n--${boundary}--\r\n`)).toBe(true);
	});

	it('takes a boundary of its own for every request, so that no text can foresee it', () => {
		const fields: Record<string, string> = { text: 'fox' };
		const boundaries = Array.from({ length: 50 }, () => encodeMultipart(fields).contentType);
		expect(new Set(boundaries).size).toBe(50);
	});
});
