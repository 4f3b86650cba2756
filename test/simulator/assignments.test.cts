import { optionsFromWords } from '../../simulator/assignments.cts';

it('reads numbers, texts, lists and no limit', () => {
	const words = ['slots=3', 'appId=123', 'conclusions=["pass","block"]', 'dailyQuota=null'];
	expect(
		optionsFromWords([...words, 'addressKind=bce', 'appSecret=a=b', 'accountCode=602']),
	).toEqual({
		slots: 3,
		appId: '123',
		conclusions: ['pass', 'block'],
		dailyQuota: Infinity,
		addressKind: 'bce',
		appSecret: 'a=b',
		accountCode: 602,
	});
});

it.each([
	['slotz=3', 'No such option: slotz'],
	['slots=two', 'Not a number: slots=two'],
	['slots', 'Not of the form name=value: slots'],
	['toString=1', 'No such option: toString'],
])('refuses %s', (word, message) => {
	expect(() => optionsFromWords([word])).toThrow(new RangeError(message));
});
