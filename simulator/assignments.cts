import { defaultOptions, optionsFromJson, type ServiceOptions } from './service/options.cts';

/**
 * Reads options from words such as `slots=2`, `conclusions=["pass","block"]` or `dailyQuota=null`, which is no
 * limit; throws on what is no option, or no value of one.
 */
export function optionsFromWords(words: string[]): Partial<ServiceOptions> {
	return optionsFromJson(Object.fromEntries(words.map(assignmentOf)));
}

function assignmentOf(word: string): [name: string, value: unknown] {
	const [, name, text] = /^(\w+)=(.*)$/s.exec(word) ?? [];
	if (name === undefined) throw new RangeError(`Not of the form name=value: ${word}`);
	const standard: unknown = defaultOptions[name as keyof ServiceOptions];
	const value = typeof standard === 'string' ? text : parsed(text);
	if (typeof standard === 'number' && typeof value !== 'number' && value !== null)
		throw new RangeError(`Not a number: ${word}`);
	return [name, value];
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
