import type { FaultRule, FaultTarget } from './faults.cts';
import { isFaultKind } from './service/faultReply.cts';
import { optionsFromJson } from './service/options.cts';

const targets: string[] = [
	'submit',
	'query',
	'balance',
	'productBalance',
	'echo',
	'image',
] satisfies FaultTarget[];

/** Reads one fault rule or a list of them from parsed JSON; throws on what is no rule. */
export function faultRulesFromJson(json: unknown): FaultRule[] {
	return [json].flat().map((rule) => {
		const { on, fault } = (rule ?? {}) as Partial<FaultRule>;
		if (!targets.includes(on ?? '')) throw new RangeError(`on: one of ${targets.join(', ')}`);
		if (!isFaultKind(fault?.kind)) throw new RangeError(`No such fault: ${fault?.kind}`);
		if (fault?.kind !== 'options') return rule as FaultRule;
		const options = optionsFromJson(fault.options);
		return { ...(rule as FaultRule), fault: { ...fault, options } };
	});
}
