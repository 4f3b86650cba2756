import { readFields } from '../../simulator/server/requestFields.cts';

const nothing = new URLSearchParams();
const odd = '\ufeff a\nb\r\nc\rd é e\u0301 🦊 "--x" \u0000 ';

const multipart = (boundary: string, parts: string[]) =>
	Buffer.from(
		parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('') + `--${boundary}--\r\nafter`,
	);

describe('the fields of a request', () => {
	it('come from a form in parts with every byte as sent', () => {
		const body = multipart('x', [
			`Content-Disposition: form-data; name="text"\r\n\r\n${odd}`,
			'content-type: text/plain\r\ncontent-disposition: form-data; name="style"\r\n\r\n油画',
			'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nfile',
			'Content-Disposition: form-data; name="empty"\r\n\r\n',
		]);
		expect(readFields(nothing, 'multipart/form-data; boundary=x', body)).toEqual({
			text: odd,
			style: '油画',
			empty: '',
		});
		expect(readFields(nothing, 'application/form-data; charset=x; boundary="x"', body).text).toBe(
			odd,
		);
	});

	it('come from an urlencoded form, with every byte as sent', () => {
		const body = Buffer.from(`text=${encodeURIComponent(odd)}&style=low+poly`);
		expect(readFields(nothing, 'application/x-www-form-urlencoded', body)).toEqual({
			text: odd,
			style: 'low poly',
		});
	});

	it('come from JSON and from the address, the body before the address', () => {
		const body = Buffer.from(JSON.stringify({ text: odd, num: 3 }));
		const query = new URLSearchParams({ num: '1', taskId: '7' });
		expect(readFields(query, 'application/json', body)).toEqual({
			text: odd,
			num: '3',
			taskId: '7',
		});
	});

	it.each(['application/json', 'text/plain', '', 'multipart/form-data; boundary=x'])(
		'are none where %s holds none',
		(contentType) => {
			expect(readFields(nothing, contentType, Buffer.from('[oops'))).toEqual({});
		},
	);
});
