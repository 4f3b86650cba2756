import { accountOf } from '../../demo/account.cts';
import { confirmPurchase, type Ask } from '../../demo/confirmPurchase.cts';
import { plannedImages } from '../../demo/plannedImages.cts';

describe('the account', () => {
	test('is none without keys, and the real service with both', () => {
		expect(accountOf({ JUMDATA_APP_ID: '', JUMDATA_APP_SECRET: ' ' })).toBeUndefined();
		expect(accountOf({ JUMDATA_APP_ID: 'id', JUMDATA_APP_SECRET: 'secret' })).toEqual({
			appId: 'id',
			appSecret: 'secret',
		});
	});

	test('is refused with one key alone, which is not shown', () => {
		expect(() => accountOf({ JUMDATA_APP_SECRET: 'hush' })).toThrow(
			'JUMDATA_APP_SECRET is set and JUMDATA_APP_ID is not: set both for the real service, none for the simulator',
		);
	});
});

test('the images to be bought are those of the rows that the node accepts', () => {
	const row = { text: 'fox', style: 'Anime', resolution: 'square', num: '1', line: 2 };
	const rows = [row, { ...row, num: '3' }, { ...row, text: '狐'.repeat(101) }];
	expect(plannedImages(rows)).toEqual({ images: 4, rows: 2 });
});

describe('a purchase', () => {
	let said: jest.SpyInstance;

	beforeEach(() => {
		said = jest.spyOn(console, 'log').mockImplementation();
	});

	afterEach(() => said.mockRestore());

	const confirm = async (ask: Ask | undefined, yes = false) => {
		const account = { appId: 'id', appSecret: 'hush' };
		const { signal } = new AbortController();
		await confirmPurchase({ account, images: 4, rows: 2 }, { yes, ask, signal });
	};

	test('is announced before anybody is asked, without the secret', async () => {
		const ask = jest.fn(async () => {
			expect(said.mock.calls).toEqual([
				['This pays for 4 images of 2 rows at the real service, from account id.'],
			]);
			return 'yes';
		});
		await confirm(ask);
		expect(ask).toHaveBeenCalledTimes(1);
	});

	test.each(['', 'no', 'yesterday'])('is not made on the answer "%s"', async (answer) => {
		await expect(confirm(async () => answer)).rejects.toThrow('Not confirmed: nothing was sent.');
	});

	test('is made by --yes alone, without a question', async () => {
		const ask = jest.fn();
		await confirm(ask, true);
		expect(ask).not.toHaveBeenCalled();
	});

	test('is refused where nobody can be asked', async () => {
		await expect(confirm(undefined)).rejects.toThrow('nobody can be asked here: add --yes');
	});
});
