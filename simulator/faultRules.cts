import type { FaultRule } from './faults.cts';
import { isFaultKind } from './service/faultReply.cts';

const targets = ['submit', 'query', 'balance', 'echo', 'image'];

/** Reads one fault rule or a list of them from parsed JSON; throws on what is no rule. */
export function faultRulesFromJson(json: unknown): FaultRule[] {
	return [json].flat().map((rule) => {
		const { on, fault } = (rule ?? {}) as Partial<FaultRule>;
		if (!targets.includes(on ?? '')) throw new RangeError(`on: one of ${targets.join(', ')}`);
		if (!isFaultKind(fault?.kind)) throw new RangeError(`No such fault: ${fault?.kind}`);
		return rule as FaultRule;
	});
}
