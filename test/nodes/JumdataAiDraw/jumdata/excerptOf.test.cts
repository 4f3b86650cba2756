import { excerptOf } from '../../../../nodes/JumdataAiDraw/jumdata/excerptOf';

const SIGNATURE = 'e633f40b760ba6683ed2ff405743c576cb6d34b17b47ed56e2b9b6670fae1fe8';
const REMOVED = '[signature removed]';
const inGroupsOf = (size: number, separator: string): string =>
	SIGNATURE.match(new RegExp(`.{${size}}`, 'g'))!.join(separator);

it('an excerpt is on one line', () => {
	expect(excerptOf(' <html>\r\n\t<title>Bad   Gateway</title>\n')).toBe(
		'<html> <title>Bad Gateway</title>',
	);
});

it.each(['x', '雪', '🦊'])('an excerpt has the first 200 characters, such as %s', (character) => {
	expect(excerptOf(character.repeat(200))).toBe(character.repeat(200));
	expect(excerptOf(character.repeat(201))).toBe(`${character.repeat(200)} …`);
});

it('an excerpt is never cut within a character', () => {
	const excerpt = excerptOf(`a${' '.repeat(300)}${'🦊'.repeat(300)}`);
	expect(excerpt).toMatch(/🦊/u);
	expect(excerpt).not.toMatch(/\p{Cs}/u);
});

it.each<[string, string]>([
	['whole', SIGNATURE],
	['in capitals', SIGNATURE.toUpperCase()],
	['in two halves', inGroupsOf(32, ' ')],
	['in two halves on two lines', inGroupsOf(32, '\r\n')],
	['in two halves in a list', inGroupsOf(32, '","')],
	['in two halves told apart by words', inGroupsOf(32, ', second half: ')],
	['one half of it', SIGNATURE.slice(32)],
	['in groups of eight', inGroupsOf(8, ' ')],
	['in groups of four with dashes', inGroupsOf(4, '-')],
	['in pairs with colons', inGroupsOf(2, ':')],
	['in pairs with spaces', inGroupsOf(2, ' ')],
	['digit by digit', inGroupsOf(1, ' ')],
	['in pairs that are escaped', inGroupsOf(2, '\\')],
	['in groups within Chinese', inGroupsOf(16, '、')],
	['with a percent sign', `%20${SIGNATURE}%20`],
])('no excerpt shows a signature: %s', (_, echo) => {
	const excerpt = excerptOf(`签名错误: ${echo}; try once more`);
	expect(excerpt).toMatch(/^签名错误: .*; try once more$/);
	expect(excerpt).toContain(REMOVED);
	expect(excerpt.replaceAll(REMOVED, '')).not.toMatch(/[0-9a-f]{2}\W{0,3}[0-9a-f]{2}/i);
});

it.each<[string, string]>([
	['cut off', `appId=a&sign=${SIGNATURE.slice(0, 20)}`],
	['cut off after a few digits', `sign=${SIGNATURE.slice(0, 8)}`],
	['in pairs, cut off', `"sign": "${inGroupsOf(2, ':').slice(0, 40)}"`],
	['in a form of parts', `name="sign"\r\n\r\n${SIGNATURE.slice(0, 20)}`],
	['in a field with a longer name', `signature: ${SIGNATURE.slice(0, 20)}`],
	['in numbered fields', `sign1=${SIGNATURE.slice(0, 20)}`],
])('no excerpt shows what a field called sign has: %s', (_, echo) => {
	const excerpt = excerptOf(`blocked: ${echo}`);
	expect(excerpt).toContain(REMOVED);
	expect(excerpt.replaceAll(REMOVED, '')).not.toMatch(/[0-9a-f]{2}\W?[0-9a-f]{2}/i);
});

it.each([
	'sign error, request 043439882226367117195632; design: bad facade',
	'request 5f7e2a1b-0c3d-4e5f-8a9b-0c1d2e3f4a5b',
	'2023-09-21 22:15:41 043439882226367117195632 1024*1024, 1024*1536, 1536*1024',
	'[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]',
])('an excerpt keeps what is no signature: %s', (text) => {
	expect(excerptOf(text)).toBe(text);
});

it('not even a part of a signature is left at the end of an excerpt', () => {
	expect(excerptOf(`${'x'.repeat(180)} ${SIGNATURE}`)).toBe(`${'x'.repeat(180)} ${REMOVED}`);
});

it('a long text is searched in a moment', () => {
	const text = `${'e6 '.repeat(15)}z`.repeat(1_500);
	const beganMs = performance.now();
	excerptOf(text);
	expect(performance.now() - beganMs).toBeLessThan(2_000);
});
