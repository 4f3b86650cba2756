import { chinaTime } from './chinaTime.cts';
import type { LimitOptions } from './options/limits.cts';

/** A purchase, as far as a quota counts it. */
export interface Purchase {
	chargedImages: number;
	acceptedAtMs: number;
}

/** How many images all purchases have. */
export const imagesOf = (purchases: Purchase[]): number =>
	purchases.reduce((sum, { chargedImages }) => sum + chargedImages, 0);

/** Whether a purchase goes beyond the quota of its day in China, or of the account. */
export function isBeyondQuota(
	purchase: Purchase,
	tasks: { all(): Purchase[] },
	{ dailyQuota, totalQuota }: LimitOptions,
): boolean {
	if (dailyQuota === Infinity && totalQuota === Infinity) return false;
	const earlier = tasks.all();
	const today = earlier.filter((it) => dayOf(it) === dayOf(purchase));
	const isWithin =
		imagesOf([...earlier, purchase]) <= totalQuota && imagesOf([...today, purchase]) <= dailyQuota;
	return !isWithin;
}

const dayOf = ({ acceptedAtMs }: Purchase) => chinaTime(acceptedAtMs).slice(0, 10);
