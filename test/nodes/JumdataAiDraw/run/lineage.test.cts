import type { IDataObject } from 'n8n-workflow';
import { Ledger } from '../../../../nodes/JumdataAiDraw/run/ledger';
import { Lineage } from '../../../../nodes/JumdataAiDraw/run/lineage';
import type { Purchase } from '../../../../nodes/JumdataAiDraw/run/purchase';
import { FOX, lookedUp, NONE, opened, OWL, pay, payAll, stored } from './ledgers.cts';

it('a row does not take what an equal row has paid for, though another was refused meanwhile', () => {
	const ledger = lookedUp({}, 0, [FOX, OWL, FOX]);
	pay(ledger, ledger.begin(0, FOX, 0), '7');
	ledger.forget(1, ledger.begin(1, OWL, 0));
	expect(ledger.takeUpFor(2)).toBeUndefined();
});

describe('retries of one execution in one process', () => {
	const retries = (context: IDataObject, ...prompts: (typeof FOX)[]) =>
		['2', '3'].map((executionId) => lookedUp(context, 0, prompts, { executionId }));

	it('find what the other has paid for since, also while it is at work', () => {
		const [first, second] = retries({}, FOX);
		const purchase = first.begin(0, FOX, 0);
		pay(first, purchase, '7');
		expect(second.takeUpFor(0)).toBe(purchase);
		expect(second.of(0)).toBe(purchase);
	});

	it('find nothing where the other has sent nothing', () => {
		const [, second] = retries({}, FOX);
		second.begin(0, FOX, 0);
		expect(second.takeUpFor(0)).toBeUndefined();
	});

	it('find what the other pays for after a request that both waited for was not accepted', () => {
		const [first, second] = retries({}, FOX, OWL);
		const refused = first.begin(0, FOX, 0);
		expect(second.takeUpFor(0)).toBe(refused);
		first.forget(0, refused);
		const purchase = first.begin(1, OWL, 1);
		expect(second.takeUpFor(1)).toBe(purchase);
	});

	it('find again what they waited for after an edit, whatever their expressions give', async () => {
		const context: IDataObject = {};
		const [first] = retries(context, FOX);
		const edit = { savedFields: 'edited', data: [FOX.text] };
		const second = lookedUp(context, 0, [OWL], { ...edit, executionId: '3' });
		const purchase = first.begin(0, FOX, 0);
		expect(second.takeUpFor(0)).toBe(purchase);
		pay(first, purchase, '7');
		await second.outcomeOf(0, purchase);
		second.close(NONE);
		const again = lookedUp(stored(context), 0, [{ ...OWL, num: 3 }], edit);
		expect(again.of(0)?.taskId).toBe('7');
	});

	it('leave to an equal row what the other has sent for that one', () => {
		const [first, second] = retries({}, FOX, FOX);
		const other = first.begin(1, { ...FOX, text: 'a fox at noon' }, 0);
		expect(second.takeUpFor(0)).toBeUndefined();
		expect(second.takeUpFor(1)).toBe(other);
	});

	it('find what asks for the same rather than what is unclear for the same data', () => {
		const context: IDataObject = {};
		const ledger = lookedUp(context, 2, [FOX]);
		const unclear = opened(context, 0, [FOX]);
		unclear.begin(0, OWL, 0);
		unclear.close(NONE);
		payAll(context, 1, FOX).close(NONE);
		expect(ledger.takeUpFor(0)?.taskId).toBe('1-0');
	});

	it('leave to an equal row, after an edit, what the other has paid for that one', () => {
		const context: IDataObject = {};
		const [first] = retries(context, FOX, FOX);
		const edited = { executionId: '3', savedFields: 'edited' };
		const second = lookedUp(context, 0, [FOX, FOX], edited);
		const other = first.begin(1, FOX, 0);
		pay(first, other, '7');
		expect(second.takeUpFor(0)).toBeUndefined();
		expect(second.takeUpFor(1)).toBe(other);
	});

	it('find for a row what the other has sent for another that has its own', () => {
		const [first, second] = retries({}, FOX, FOX);
		second.begin(1, FOX, 0);
		const other = first.begin(1, FOX, 0);
		expect(second.takeUpFor(0)).toBe(other);
	});

	it.each([
		['is accepted', (ledger: Ledger, it: Purchase) => pay(ledger, it, '7'), '7'],
		['is not accepted', (ledger: Ledger, it: Purchase) => ledger.forget(0, it), undefined],
	])('wait for a request that the other has on the wire: it %s', async (_, answer, taskId) => {
		const [first, second] = retries({}, FOX);
		const purchase = first.begin(0, FOX, 0);
		expect(second.takeUpFor(0)).toBe(purchase);
		const outcome = second.outcomeOf(0, purchase);
		answer(first, purchase);
		expect((await outcome)?.taskId).toBe(taskId);
		expect(second.of(0)?.taskId).toBe(taskId);
	});

	it('pay together for no more than Max Images allows', () => {
		const [first, second] = retries({}, FOX, OWL);
		expect(first.budget.reserve(2, 3)).toBeUndefined();
		expect(second.budget.reserve(2, 3)).toBeUndefined();
		first.begin(0, FOX, 0);
		expect(second.budget.allows(1)).toBe(true);
		expect(second.budget.allows(2)).toBe(false);
	});

	it('each take up what the first execution paid for', () => {
		const context: IDataObject = {};
		payAll(context, 0, FOX).close(NONE);
		for (const retry of retries(context, FOX)) expect(retry.of(0)?.taskId).toBe('0-0');
	});

	it('learn what was stored and this process does not know', () => {
		const context: IDataObject = {};
		payAll(context, 0, FOX).close(NONE);
		const lineage = new Lineage();
		const run = {
			runIndex: 0,
			executionId: '2',
			isTool: false,
			savedFields: 'as saved',
			data: ['a fox'],
		};
		for (let times = 0; times < 2; times++) new Ledger(stored(context), lineage, run);
		expect(lineage.purchases.map(({ taskId }) => taskId)).toEqual(['0-0']);
	});

	it('forget nothing of what they know, where what was stored is older', () => {
		const context: IDataObject = {};
		const ledger = lookedUp(context, 0, [FOX, OWL]);
		const [fox, owl] = [ledger.begin(0, FOX, 0), ledger.begin(1, OWL, 0)];
		pay(ledger, owl, 'owl');
		const lineage = new Lineage();
		const older = stored(context).purchases as Purchase[];
		pay(ledger, fox, 'fox');
		ledger.close(new Set([1]));
		lineage.learn(stored(context).purchases as Purchase[]);
		lineage.learn(older);
		lineage.learn(older.map((it) => ({ ...it, itemIndex: 9 })));
		expect(lineage.purchases).toEqual(context.purchases);
	});
});
