import { plainTextOf } from './cell';

/** What a cell asks for, without what makes no difference: case, spaces, and the brackets of `Square (1024*1024)`. */
export function lookupKey(cell: unknown): string {
	return plainTextOf(cell)
		.toLowerCase()
		.replace(/[\s()]/g, '');
}

/** Values by all that a cell may call them: one of their names, or two, in either order. */
export function bySpelling(
	namesOf: ReadonlyArray<{ value: string; names: readonly string[] }>,
	keyOf: (spelling: string) => string,
): ReadonlyMap<string, string> {
	return new Map(
		namesOf.flatMap(({ value, names }) =>
			names.flatMap((first) =>
				['', ...names].map((second) => [keyOf(first + second), value] as const),
			),
		),
	);
}
