import { MAX_NUM } from '../jumdata/values';
import { plainTextOf } from './cell';
import { unusable } from './unusable';

/** The number of images that a cell asks for. Throws a `Failure` where Jumdata draws no such number. */
export function readNum(cell: unknown): number {
	const text = plainTextOf(cell);
	const num = /^\d+(\.0+)?$/.test(text) ? Number(text) : NaN;
	if (num >= 1 && num <= MAX_NUM) return num;
	throw unusable('number of images', cell, `Allowed: a whole number from 1 to ${MAX_NUM}.`);
}
