import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { Failure, isFailed } from '../../../../nodes/JumdataAiDraw/failure';
import {
	runError,
	failedJson,
	unusableRowsError,
	rowError,
	stopError,
} from '../../../../nodes/JumdataAiDraw/n8n/nodeErrors';
import type { Purchase } from '../../../../nodes/JumdataAiDraw/run/purchase';

const node: INode = {
	id: '1',
	name: 'Jumdata AI Draw',
	type: 'n8n-nodes-jumdata.jumdataAiDraw',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function failedRow(itemIndex: number, message = 'it broke', facts: Failure['facts'] = {}) {
	return { itemIndex, failure: new Failure(message, 'Repair it.', facts) };
}

/** What a failed row says under Continue. */
function messageOf(row: ReturnType<typeof failedRow>): unknown {
	return (failedJson(row).error as { message: unknown }).message;
}

/** A request as the execution remembers it. */
function purchaseOf(text: string, num = 1): Purchase {
	const prompt = { text, style: '油画', resolution: '1024*1024', num };
	const row = { runIndex: 0, itemIndex: 0, data: '', savedFields: '' };
	return { id: text, ...row, prompt, state: 'sending' };
}

function paid(taskId: string, images = 1): Purchase {
	return { ...purchaseOf('a fox', images), state: 'paid', taskId };
}

const onTheWire: Purchase = { ...purchaseOf('an owl'), itemIndex: 4 };

/** Words that n8n takes for a sign of something else, and replaces the whole message. */
const REPLACED_WORDS = [
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'ETIMEDOUT',
	'EADDRINUSE',
	'EADDRNOTAVAIL',
	'ECONNABORTED',
	'EHOSTUNREACH',
	'EAI_AGAIN',
	'ENOENT',
	'EISDIR',
	'ENOTDIR',
	'EACCES',
	'EEXIST',
	'EPERM',
	'GETADDRINFO',
	'getaddrinfo',
];

describe('a row that failed', () => {
	it.each([
		[0, 'Row 1: It broke. Repair it.'],
		[41, 'Row 42: It broke. Repair it.'],
	])('at index %d says: %s', (itemIndex, expected) => {
		expect(messageOf(failedRow(itemIndex))).toBe(expected);
	});

	it.each(['It broke.', 'it broke!', 'is it broken?', 'it broke …'])(
		'has no second full stop: %s',
		(message) => {
			expect(messageOf(failedRow(0, message))).toMatch(/Row 1: I.*[^.]\.? Repair it\.$/);
		},
	);

	it('has nothing behind a message without advice', () => {
		expect(messageOf({ itemIndex: 0, failure: new Failure('it broke', '') })).toBe(
			'Row 1: It broke.',
		);
	});

	it('under Continue is one key, with the facts beside the message', () => {
		const facts: Failure['facts'] = {
			code: 606,
			httpStatus: 503,
			taskId: '1234567890123456789',
			taskNo: '7',
			charged: true,
			imageUrls: ['https://h.test/1.png'],
			text: 'a fox',
		};
		expect(failedJson(failedRow(2, 'it broke', facts))).toEqual({
			error: { message: 'Row 3: It broke. Repair it.', ...facts },
		});
	});

	it('under Continue has no facts that are not known', () => {
		expect(failedJson(failedRow(0))).toEqual({ error: { message: 'Row 1: It broke. Repair it.' } });
	});

	it('is told from one that did not', () => {
		expect(isFailed(failedRow(0))).toBe(true);
		expect(isFailed({ itemIndex: 0 })).toBe(false);
	});
});

describe('the error of a run', () => {
	const manyIds = Array.from({ length: 200 }, (_, index) => `10000000000000000${100 + index}`);

	it.each<[number, RegExp]>([
		[1, /1 image is paid \(task 10000000000000000100\)\. Do not/],
		[2, /2 images are paid \(tasks 10000000000000000100, 10000000000000000101\)\. Do not/],
		[3, /3 images are paid \(tasks \d{18}00, \d{18}01, \d{18}02\)\. Do not/],
		[4, /4 images are paid \(tasks \d{18}00, \d{18}01, \d{18}02, …\)\. Do not/],
	])('says what, which row, and what is bought: %d', (count, expected) => {
		const purchases = manyIds.slice(0, count).map((id) => paid(id));
		const { message } = rowError(node, failedRow(6), purchases);
		expect(message).toMatch(/^Row 7: It broke\. /);
		expect(message).toMatch(expected);
		expect(message).toMatch(/ Do not click Execute again: it pays again\.$/);
	});

	it('is short with many tasks: it has the first ids, and its description has all', () => {
		const purchases = manyIds.map((id) => paid(id, 3));
		const { message, description } = rowError(node, failedRow(0), purchases);
		expect(message).toContain('600 images are paid');
		expect(manyIds.filter((id) => message.includes(id))).toEqual(manyIds.slice(0, 3));
		expect(message.length).toBeLessThan(200);
		expect(manyIds.filter((id) => !description!.includes(id))).toEqual([]);
	});

	it('describes what to do: about the failure, and about what is bought', () => {
		const { description } = rowError(node, failedRow(0), [paid('77')]);
		expect(description!.split('\n')).toEqual([
			'Repair it.',
			expect.stringMatching(/\(1\).*Continue.*\(4\).*Retry with currently saved workflow.*Query/),
			'Paid tasks: 77.',
		]);
	});

	it('claims nothing where nothing is known to be bought, and then speaks of no tasks', () => {
		const { message, description } = rowError(node, failedRow(0), []);
		expect(message).toBe('Row 1: It broke.');
		expect(description).toBe('Repair it.');
	});

	it('does not say that nothing was bought where something may have been', () => {
		const { message, description } = rowError(node, failedRow(0), [
			{ ...onTheWire, state: 'unclear' },
		]);
		expect(message).toBe('Row 1: It broke. 1 request may have been billed.');
		expect(description).toBe(
			'Repair it.\nRequests that may have been billed: row 5, text "an owl".',
		);
	});

	it('names each request that may have been billed, beside what is bought', () => {
		const unclear = purchaseOf('say "hi",\nfox');
		const purchases = [onTheWire, paid('11', 2), unclear];
		const { message, description } = rowError(node, failedRow(0), purchases);
		expect(message).toBe(
			'Row 1: It broke. 2 images are paid (task 11). 2 requests may have been billed. Do not click Execute again: it pays again.',
		);
		expect(description!.split('\n').at(-1)).toBe(
			'Requests that may have been billed: row 5, text "an owl"; row 1, text "say \\"hi\\",\\nfox".',
		);
	});

	it('has the addresses of the images that are paid for and were not fetched', () => {
		const imageUrls = ['https://h.test/1.png', 'https://h.test/2.png'];
		const { description } = rowError(node, failedRow(0, 'it broke', { imageUrls }), []);
		expect(description).toBe('Repair it.\nIts images: https://h.test/1.png, https://h.test/2.png');
	});

	it('has the task of a row that nobody here paid for, and names none twice', () => {
		const row = failedRow(0, 'it broke', { taskId: '77' });
		expect(rowError(node, row, []).description).toBe('Repair it.\nTask: 77');
		expect(rowError(node, row, [paid('11')]).description).toMatch(/\nTask: 77$/);
		expect(rowError(node, row, [paid('11'), paid('77')]).description).not.toContain('Task:');
	});

	it('does not let n8n add an item number, which counts from 0, to the row number', () => {
		expect(rowError(node, failedRow(6), []).context.itemIndex).toBeUndefined();
	});

	it.each<[Failure['facts'], string | null]>([
		[{ code: 606 }, '606'],
		[{ code: 606, httpStatus: 503 }, '503'],
	])('has the code of %j as %s', (facts, expected) => {
		expect(rowError(node, failedRow(0, 'it broke', facts), []).httpCode).toBe(expected);
	});

	it.each([400, 401, 403, 404, 500, 503])('keeps its own words for the code %d', (code) => {
		const error = rowError(node, failedRow(0, 'it broke', { code, httpStatus: code }), []);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('Row 1: It broke.');
		expect(error.description).toBe('Repair it.');
	});

	it.each(REPLACED_WORDS)('keeps its own words with %s among them', (word) => {
		const error = rowError(node, failedRow(0, `no answer (${word})`), []);
		expect(error.message).toBe(`Row 1: No answer (${word}).`);
	});
});

describe('the error of rows that cannot be used', () => {
	const WITHOUT_THEM =
		'To draw the other rows anyway, set On Error to Continue (in the Settings of this node), and run it again: nothing is paid so far.';

	it('of one row says what is wrong with it, and what is allowed', () => {
		const error = unusableRowsError(node, [failedRow(2, 'the style "x" cannot be used')], 10, []);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('Row 3: The style "x" cannot be used. Nothing was sent.');
		expect(error.description!.split('\n')).toEqual(['Repair it.', WITHOUT_THEM]);
		expect(error.context.itemIndex).toBeUndefined();
	});

	it('of several rows names every one, each with its reason', () => {
		const rows = [failedRow(1, 'the text is empty'), failedRow(4, 'the style "x" cannot be used')];
		const { message, description } = unusableRowsError(node, rows, 10, []);
		expect(message).toContain('2 of 10 rows');
		expect(message).toContain('nothing was sent');
		expect(message).toMatch(/rows 2, 5\.$/);
		expect(description!.split('\n')).toEqual([
			WITHOUT_THEM,
			'Row 2: The text is empty. Repair it.',
			'Row 5: The style "x" cannot be used. Repair it.',
		]);
	});

	it('speaks of other rows only where there are some', () => {
		const rows = [failedRow(0), failedRow(1)];
		expect(unusableRowsError(node, rows, 2, []).description).not.toContain(WITHOUT_THEM);
		expect(unusableRowsError(node, rows, 3, []).description).toContain(WITHOUT_THEM);
	});

	it('names what earlier tries bought, or may have', () => {
		for (const rows of [[failedRow(1)], [failedRow(1), failedRow(4)]]) {
			const { message, description } = unusableRowsError(node, rows, 10, [
				paid('77', 3),
				onTheWire,
			]);
			expect(message).toMatch(
				/3 images are paid \(task 77\)\. 1 request may have been billed\. Do not click Execute again: it pays again\.$/,
			);
			expect(description).toMatch(
				/without paying again.*\nPaid tasks: 77\.\n.*row 5, text "an owl"/,
			);
			expect(description).not.toContain('nothing is paid so far');
		}
	});

	it.each(REPLACED_WORDS)('keeps its own words with %s among them', (word) => {
		const message = `the style "${word}" cannot be used`;
		const error = unusableRowsError(node, [failedRow(0, message)], 1, []);
		expect(error.message).toBe(`Row 1: The style "${word}" cannot be used. Nothing was sent.`);
	});
});

describe('an error of thousands of rows', () => {
	const numbers = Array.from({ length: 3_000 }, (_, index) => index);

	it.each([
		[
			'paid',
			numbers.map((it) => paid(`1234567890123${it}`)),
			/Paid tasks: .*, and \d+ more: n8n's log has them/,
		],
		[
			'perhaps billed',
			numbers.map((it) => purchaseOf(`row ${it}`)),
			/billed: row .*; and \d+ more: n8n's log has them/,
		],
	])('%s, is short, and says how many more there are', (_, purchases, more) => {
		const { message, description } = rowError(node, failedRow(0, 'x'.repeat(2_000)), purchases);
		expect(message).toMatch(/^Row 1: Xxx.*x …$/);
		expect(message).toHaveLength(1_000);
		expect(description).toMatch(more);
		expect(description!.length).toBeLessThanOrEqual(20_000);
	});

	it('that cannot be used is short, and says how many more there are', () => {
		const rows = numbers.map((it) => failedRow(it, 'the style "x" cannot be used'));
		const purchases = numbers.map((it) => paid(`1234567890123${it}`));
		const { message, description } = unusableRowsError(node, rows, 3_000, purchases);
		expect(message).toMatch(/^3000 of 3000 rows .*: rows 1, 2, .*, and \d+ more\. 3000 images/);
		expect(message.length).toBeLessThanOrEqual(1_000);
		expect(description).toMatch(/\nRow 1: The style .*\n… and \d+ more$/s);
		expect(description!.length).toBeLessThanOrEqual(20_000);
	});
});

describe('the error of a run that is refused as a whole', () => {
	it('says why and what to do', () => {
		const error = runError(node, new Failure('it would cost too much', 'Raise the limit.'), []);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('It would cost too much.');
		expect(error.description).toBe('Raise the limit.');
	});

	it('names what earlier tries bought, or may have', () => {
		const failure = new Failure('it would cost too much', 'Raise the limit.');
		const { message, description } = runError(node, failure, [paid('77', 3), onTheWire]);
		expect(message).toBe(
			'It would cost too much. 3 images are paid (task 77). 1 request may have been billed. Do not click Execute again: it pays again.',
		);
		expect(description!.split('\n')).toEqual([
			'Raise the limit.',
			expect.stringMatching(/without paying again/),
			'Paid tasks: 77.',
			'Requests that may have been billed: row 5, text "an owl".',
		]);
	});

	it.each(REPLACED_WORDS)('keeps its own words with %s among them', (word) => {
		const error = runError(node, new Failure(`${word} and EPERM`, ''), [paid('77')]);
		expect(error.message).toMatch(/EPERM\. 1 image is paid \(task 77\)\. Do not click/);
	});
});

describe('the error of a run that was stopped', () => {
	it('names every task that is bought, and what to do', () => {
		const ids = ['11', '12', '13', '14', '15'];
		const { message, description } = stopError(
			node,
			ids.map((id) => paid(id, 2)),
		);
		expect(message).toContain('10 images are paid');
		for (const id of ids) expect(description).toContain(id);
		expect(description).toContain('Query');
	});

	it('names every request that may have been billed, with its row and text', () => {
		const { message, description } = stopError(node, [paid('11'), onTheWire]);
		expect(message).toContain('1 image is paid');
		expect(description).toMatch(/may have been billed.*row 5.*an owl/s);
	});

	it('does not say that nothing was bought where something may have been', () => {
		expect(stopError(node, [onTheWire]).message).toBe(
			'The execution was canceled. 1 request may have been billed.',
		);
	});

	it('claims nothing where nothing is known to be bought', () => {
		const { message, description } = stopError(node, []);
		expect(message).toBe('The execution was canceled.');
		expect(description ?? '').toBe('');
	});

	it('does not advise a retry, which Stop is not there for', () => {
		expect(stopError(node, [paid('11')]).description).toBe(
			'Fetch the paid images with Query and the task ID; that is free.\nPaid tasks: 11.',
		);
	});

	it.each(REPLACED_WORDS)('keeps its own words with %s among them', (word) => {
		const open = { ...purchaseOf(word), itemIndex: 4 };
		const { message, description } = stopError(node, [paid(word), open]);
		expect(message).toContain(`task ${word}`);
		expect(description).toContain(`row 5, text "${word}"`);
	});
});

describe('the error of a tool', () => {
	const tool = { ...node, type: `${node.type}Tool` };

	it('does not invite to call again where every call would meet the same', () => {
		const failure = new Failure('the account is disabled', 'Ask Jumdata.', {}, 'run');
		const { message } = rowError(tool, { itemIndex: 0, failure }, [paid('1001')]);
		expect(message).toBe(
			'Row 1: The account is disabled. 1 image is paid (task 1001). Ask Jumdata.',
		);
	});

	it('says what to do in its message, since a model reads nothing else', () => {
		const error = rowError(tool, failedRow(0), [paid('1001')]);
		expect(error.message).toBe(
			'Row 1: It broke. 1 image is paid (task 1001). Repair it.\nRepeat the same call: it continues the paid tasks without paying again.',
		);
		expect(error.description).toMatch(/^To go on without paying again.*\nPaid tasks: 1001\.$/);
		const lost = failedRow(0, 'it broke', { imageUrls: ['https://images.example/1.png'] });
		expect(rowError(tool, lost, []).message).toBe(
			'Row 1: It broke. Repair it.\nIts images: https://images.example/1.png',
		);
	});

	it('says so of a row that cannot be used, and of a run that is refused', () => {
		const row = failedRow(0);
		expect(unusableRowsError(tool, [row], 1, []).message).toBe(
			'Row 1: It broke. Nothing was sent. Repair it.',
		);
		expect(runError(tool, row.failure, []).message).toBe('It broke. Repair it.');
	});
});
