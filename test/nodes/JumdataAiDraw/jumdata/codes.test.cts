import { type Concern, meaningOf } from '../../../../nodes/JumdataAiDraw/jumdata/codes';
import { PAGE_CODES } from './replies.cts';

const refusals = PAGE_CODES.filter((code) => code !== 200);

describe('meaningOf', () => {
	it.each<[Concern, number[]]>([
		['success', [200]],
		['row', [201, 202, 400]],
		['account', [404, 601, 602, 604, 607]],
		['passing', [500, 606, 609, 610]],
		['unknown', [999, 0, -1, 203, 12345]],
	])('a code concerns: %s', (concern, codes) => {
		for (const code of codes) expect([code, meaningOf(code).concern]).toEqual([code, concern]);
	});

	it('tells every code of the page apart', () => {
		const meanings = PAGE_CODES.map((code) => meaningOf(code).meaning);
		expect(new Set(meanings).size).toBe(PAGE_CODES.length);
	});

	it.each([
		[201, 'task ID'],
		[202, 'content review'],
		[400, 'parameter'],
		[404, 'address'],
		[500, 'maintenance'],
		[601, 'not activated'],
		[602, 'account is disabled'],
		[604, 'API is disabled'],
		[606, 'call limit'],
		[607, 'whitelist'],
		[609, 'too quickly'],
		[610, 'timed out'],
		[999, 'no code of its own'],
		[12345, '12345'],
	])('of %d says: %s', (code, words) => {
		expect(meaningOf(code).meaning).toContain(words);
	});

	it('knows how the vendor puts each of them', () => {
		const chinese = PAGE_CODES.map((code) => meaningOf(code).chinese);
		expect(new Set(chinese).size).toBe(PAGE_CODES.length);
		for (const words of chinese) expect(words).toMatch(/\p{Script=Han}/u);
		expect(meaningOf(12345).chinese).toBeUndefined();
	});

	it.each([...refusals, 12345])('of %d is in plain English', (code) => {
		expect(meaningOf(code).meaning).toMatch(/^[\x20-\x7e]{10,}$/);
	});

	it.each([...refusals, 12345])('of %d says what to do next, in a whole sentence', (code) => {
		expect(meaningOf(code).advice).toMatch(/^[A-Z].{10,}\.$/);
	});
});
