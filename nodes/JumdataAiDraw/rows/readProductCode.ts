import { plainTextOf } from './cell';
import { unusable } from './unusable';

/** The code of a product, from text or a number. Throws a `Failure` where there is none. */
export function readProductCode(cell: unknown): string {
	const code = plainTextOf(cell);
	if (code !== '') return code;
	throw unusable(
		'product code',
		cell,
		'Your account at https://my.jumdata.com shows it (产品编号).',
	);
}
