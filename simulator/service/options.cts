import { accountDefaults, type AccountOptions } from './options/account.cts';
import { answerDefaults, type AnswerOptions } from './options/answers.cts';
import { imageDefaults, type ImageOptions } from './options/images.cts';
import { limitDefaults, type LimitOptions } from './options/limits.cts';
import { taskDefaults, type TaskOptions } from './options/tasks.cts';

/** How the simulated account and service behave; every one may change while the service runs. */
export interface ServiceOptions
	extends AccountOptions,
		LimitOptions,
		TaskOptions,
		AnswerOptions,
		ImageOptions {}

/** A small account that answers at once and draws two tasks at a time. */
export const defaultOptions: ServiceOptions = {
	...accountDefaults,
	...limitDefaults,
	...taskDefaults,
	...answerDefaults,
	...imageDefaults,
};

const isUnlimited = (name: string) =>
	name === 'slots' ||
	Object.entries(limitDefaults).some(([key, value]) => key === name && value === Infinity);

/**
 * Reads a change of options from parsed JSON, where `null` stands for Infinity; throws on a name that is
 * no option.
 */
export function optionsFromJson(changes: object): Partial<ServiceOptions> {
	const entries = Object.entries(changes);
	const unknown = entries
		.map(([name]) => name)
		.filter((name) => !Object.hasOwn(defaultOptions, name));
	if (unknown.length > 0) throw new RangeError(`No such option: ${unknown.join(', ')}`);
	const revive = (name: string, value: unknown) =>
		value === null && isUnlimited(name) ? Infinity : value;
	return Object.fromEntries(entries.map(([name, value]) => [name, revive(name, value)]));
}
