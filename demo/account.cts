import { Problem } from './problem.cts';

/** The keys to an account with the real service, and the service's address if it is not the usual one. */
export interface Account {
	appId: string;
	appSecret: string;
	baseUrl?: string;
}

/** The account that the environment names; undefined where the simulator is to draw. Half an account is a `Problem`. */
export function accountOf(env: NodeJS.ProcessEnv): Account | undefined {
	const appId = env.JUMDATA_APP_ID?.trim();
	const appSecret = env.JUMDATA_APP_SECRET?.trim();
	const baseUrl = env.JUMDATA_BASE_URL?.trim();
	if (appId && appSecret) return { appId, appSecret, ...(baseUrl && { baseUrl }) };
	if (!appId && !appSecret) return undefined;
	const [set, missing] = appId
		? ['JUMDATA_APP_ID', 'JUMDATA_APP_SECRET']
		: ['JUMDATA_APP_SECRET', 'JUMDATA_APP_ID'];
	throw new Problem(
		`${set} is set and ${missing} is not: set both for the real service, none for the simulator`,
	);
}
