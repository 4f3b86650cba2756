import { chinaTime } from './chinaTime.cts';
import type { ServiceOptions } from './options.cts';
import { refused, type Outcome } from './outcome.cts';

const yearMs = 365 * 24 * 60 * 60 * 1000;
const manyImages = 100_000;

/**
 * What is left of a product's package of calls. Of the vendor's answer only `expireTime` is known; the other
 * fields are invented.
 */
export function productBalance(
	productCode: string | undefined,
	{ atMs, usedImages }: { atMs: number; usedImages: number },
	options: Pick<ServiceOptions, 'productCode' | 'totalQuota'>,
): Outcome {
	if (!productCode) return refused(400, 'productCode不能为空');
	if (productCode !== options.productCode) return refused(400, 'productCode不正确');
	const total = Math.min(options.totalQuota, manyImages);
	const data = {
		expireTime: chinaTime(atMs + yearMs),
		productName: 'AI绘画',
		totalCount: total,
		usedCount: usedImages,
		remainCount: Math.max(0, total - usedImages),
	};
	return { code: 200, data };
}
