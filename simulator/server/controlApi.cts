import { faultRulesFromJson } from '../faultRules.cts';
import type { JumdataService } from '../service.cts';
import { optionsFromJson } from '../service/options.cts';

/** The addresses under `/_control/`, by method and name; each says what it answers as JSON. */
const actions: Record<string, (service: JumdataService, body: string) => unknown> = {
	'GET ledger': (service) => ({
		tasks: service.ledger,
		counters: service.counters,
		balance: service.options.balance,
	}),
	'GET requests': (service) => service.requests,
	'GET options': (service) => service.options,
	'GET faults': (service) => service.faults,
	'POST faults': (service, body) => {
		for (const rule of faultRulesFromJson(JSON.parse(body))) service.addFault(rule);
		return service.faults;
	},
	'DELETE faults': (service) => {
		service.clearFaults();
		return service.faults;
	},
	'POST options': (service, body) => {
		service.configure(optionsFromJson(JSON.parse(body) as object));
		return service.options;
	},
	'POST reset': (service) => {
		service.reset();
		return {};
	},
};

/** What begins the path of every control address. */
export const controlPrefix = '/_control/';

/** Carries out a control request; a wrong one gets HTTP 400 or 404 with the reason. */
export function control(
	service: JumdataService,
	{ method, path, body }: { method: string; path: string; body: string },
): { httpStatus: number; json: string } {
	const name = `${method} ${path.slice(controlPrefix.length)}`;
	if (!Object.hasOwn(actions, name)) return failed(404, `No such control: ${name}`);
	try {
		return { httpStatus: 200, json: JSON.stringify(actions[name](service, body), undefined, '\t') };
	} catch (error) {
		return failed(400, error instanceof Error ? error.message : String(error));
	}
}

const failed = (httpStatus: number, error: string) => ({
	httpStatus,
	json: JSON.stringify({ error }),
});
