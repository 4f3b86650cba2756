/** How the simulated account and service behave; every one may change while the service runs. */
export interface ServiceOptions {
	appId: string;
	appSecret: string;
	/** How many tasks are drawn at once; the others queue. */
	slots: number;
	/** How long a drawing takes on average. */
	drawMs: number;
	/** How far a drawing's time may be from the average: 0.3 is up to 30 % either way. */
	drawSpread: number;
	/** How many tasks may be queued or drawing; a submit beyond gets code 606. */
	maxUnfinished: number;
	/** How many signed requests a second are answered; those beyond get code 609. */
	requestsPerSecond: number;
	/** How many requests may come at once; `null` is one second's worth. */
	requestBurst: number | null;
	/** A code such as 602 that is the answer to everything; `null` for none. */
	accountCode: number | null;
	/** The account's balance, which every image billed lowers. */
	balance: number;
	pricePerImage: number;
	/** Task ids as JSON strings, or as 19-digit JSON numbers. */
	taskIdForm: 'string' | 'number';
	/** Where image addresses point, without a slash at the end. */
	imageBaseUrl: string;
	/** The code of a missing or wrong signature, which the vendor's page leaves open. */
	signatureCode: number;
	/** How far a request's timestamp may be from the service's own time of day. */
	clockToleranceMs: number;
	/** How far the service's own time of day is ahead of the real one. */
	clockOffsetMs: number;
	/** An unknown address is answered with body code 404, or with a bare HTTP 404. */
	unknownAddress: 'code' | 'http';
	blockedWords: string[];
	taskLifeMs: number;
	imageLifeMs: number;
	/** The number that the first task's id is made from. */
	firstTaskNumber: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** A small account that answers at once and draws two tasks at a time. */
export const defaultOptions: ServiceOptions = {
	appId: 'simulatorAppId',
	appSecret: 'simulatorAppSecret',
	slots: 2,
	drawMs: 3000,
	drawSpread: 0.3,
	maxUnfinished: Infinity,
	requestsPerSecond: Infinity,
	requestBurst: null,
	accountCode: null,
	balance: 1000,
	pricePerImage: 1,
	taskIdForm: 'string',
	imageBaseUrl: 'http://images.invalid',
	signatureCode: 400,
	clockToleranceMs: 5 * 60 * 1000,
	clockOffsetMs: 0,
	unknownAddress: 'code',
	blockedWords: ['forbidden', '违禁'],
	taskLifeMs: 31 * dayMs,
	imageLifeMs: 92 * dayMs,
	firstTaskNumber: 1,
};

const unlimitedNames = ['slots', 'maxUnfinished', 'requestsPerSecond'];

/**
 * Reads a change of options from parsed JSON, where `null` stands for Infinity; throws on a name that is
 * no option.
 */
export function optionsFromJson(changes: object): Partial<ServiceOptions> {
	const entries = Object.entries(changes);
	const unknown = entries.map(([name]) => name).filter((name) => !(name in defaultOptions));
	if (unknown.length > 0) throw new RangeError(`No such option: ${unknown.join(', ')}`);
	const revive = (name: string, value: unknown) =>
		value === null && unlimitedNames.includes(name) ? Infinity : value;
	return Object.fromEntries(entries.map(([name, value]) => [name, revive(name, value)]));
}
