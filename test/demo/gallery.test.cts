import { html, linkOf } from '../../demo/gallery/html.cts';
import { galleryPage } from '../../demo/gallery/page.cts';
import type { Result } from '../../demo/output/results.cts';

const drawn: Result = {
	row: 1,
	line: 2,
	text: '一只 "红" 狐狸 <script>alert(1)</script> & co',
	style: '水彩画',
	resolution: '1536*1024',
	num: '1',
	taskId: '7416842231586906115',
	status: 'drawn',
	file: 'pictures/001-狐狸 #1?&%.png',
	imageUrl: 'https://images/1.png',
	expiresAt: '',
	error: '',
};

const failed: Result = {
	...drawn,
	row: 2,
	line: 3,
	style: '<b>bold</b>',
	resolution: 'huge',
	taskId: '',
	status: 'failed',
	file: '',
	error: 'Row 2: The style "<b>bold</b>" cannot be used.',
};

const totals = { rows: 2, imagesDrawn: 1, imagesBilled: 1, rowsFailed: 1 };

const page = (results: Result[], isReal = false) =>
	galleryPage(results, { totals, isReal, madeAt: new Date('2026-01-02T03:04:05Z') });

test('templates escape texts in content and attributes, and join lists', () => {
	const text = `<a href="x">'&'</a>`;
	const escaped = '&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;';
	expect(html`<p title="${text}">${[text, html`<br />`, false, undefined]}</p>`.source).toBe(
		`<p title="${escaped}">${escaped}<br /></p>`,
	);
});

test('links lead to files whatever their names', () => {
	expect(linkOf('pictures/001-狐狸 #1?&%.png')).toBe(
		'pictures/001-%E7%8B%90%E7%8B%B8%20%231%3F%26%25.png',
	);
});

test('a picture is shown and linked, with prompt, style in both languages, size and task', () => {
	const source = page([drawn]);
	const address = linkOf(drawn.file);
	expect(source).toContain(`href="${address}"`);
	expect(source).toContain(`src="${address}"`);
	expect(source).toContain('Watercolor <span lang="zh">水彩画</span>');
	expect(source).toContain('1536 × 1024');
	expect(source).toContain('7416842231586906115');
	expect(source).not.toContain('Not drawn');
});

test('nothing of a row is taken for HTML', () => {
	const source = page([drawn, failed]);
	expect(source).not.toContain('<script>');
	expect(source).not.toContain('<b>');
	expect(source).toContain('狐狸 &lt;script&gt;alert(1)&lt;/script&gt; &amp; co');
});

test('a failed row stands apart with its reason', () => {
	const source = page([drawn, failed]);
	const [, failures] = source.split('Not drawn');
	expect(failures).toContain('Row 2 (line 3)');
	expect(failures).toContain('The style &quot;&lt;b&gt;bold&lt;/b&gt;&quot; cannot be used.');
	expect(failures).not.toContain('<img');
});

test('the page has everything in itself but the pictures', () => {
	const addresses = [...page([drawn, failed]).matchAll(/(?:src|href)="([^"]*)"/g)];
	expect(new Set(addresses.map(([, address]) => address))).toEqual(
		new Set(['results.csv', linkOf(drawn.file)]),
	);
});

test('what the simulator billed is not passed off as money', () => {
	expect(page([drawn])).toContain('not for real');
	expect(page([drawn], true)).not.toContain('not for real');
});
