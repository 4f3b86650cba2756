/** The account, and how its requests are let in. */
export interface AccountOptions {
	appId: string;
	appSecret: string;
	/** A code such as 602 that is the answer to everything; `null` for none. */
	accountCode: number | null;
	/** The account's balance, which every image billed lowers. */
	balance: number;
	pricePerImage: number;
	/** The product whose package of calls can be asked for. */
	productCode: string;
	/** The code of a missing or wrong signature, which the vendor's page leaves open. */
	signatureCode: number;
	/** How far a request's timestamp may be from the service's own time of day. */
	clockToleranceMs: number;
	/** How far the service's own time of day is ahead of the real one. */
	clockOffsetMs: number;
	/** An unknown address is answered with body code 404, or with a bare HTTP 404. */
	unknownAddress: 'code' | 'http';
}

/** An account with some money. */
export const accountDefaults: AccountOptions = {
	appId: 'simulatorAppId',
	appSecret: 'simulatorAppSecret',
	accountCode: null,
	balance: 1000,
	pricePerImage: 1,
	productCode: 'simulatorProduct',
	signatureCode: 400,
	clockToleranceMs: 5 * 60 * 1000,
	clockOffsetMs: 0,
	unknownAddress: 'code',
};
