/** How much the account may ask for. */
export interface LimitOptions {
	/** How many tasks may be queued or drawing. */
	maxUnfinished: number;
	/** The code of a submit beyond `maxUnfinished`. */
	tooManyCode: number;
	/** How many signed requests of all kinds a second are answered. */
	requestsPerSecond: number;
	/** How many requests may come at once; `null` is one second's worth. */
	requestBurst: number | null;
	/** How many submits a second are answered, beside what `requestsPerSecond` allows. */
	submitsPerSecond: number;
	/** How many queries a second are answered, beside what `requestsPerSecond` allows. */
	queriesPerSecond: number;
	/** The code of a request beyond a rate. */
	tooFastCode: number;
	/** How many images may be bought on one day in China. */
	dailyQuota: number;
	/** How many images may be bought at all. */
	totalQuota: number;
	/** The code of every submit that goes beyond a quota: 606, or 500 as in maintenance. */
	quotaCode: number;
}

/** No limits, but the documented codes. */
export const limitDefaults: LimitOptions = {
	maxUnfinished: Infinity,
	tooManyCode: 606,
	requestsPerSecond: Infinity,
	requestBurst: null,
	submitsPerSecond: Infinity,
	queriesPerSecond: Infinity,
	tooFastCode: 609,
	dailyQuota: Infinity,
	totalQuota: Infinity,
	quotaCode: 606,
};
