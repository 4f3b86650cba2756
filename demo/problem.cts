/** Something that the person at the keyboard can mend: its message is the one line that is shown. */
export class Problem extends Error {
	override readonly name = 'Problem';
}

/** What a failed file operation says for itself, without the path and the name of the system call. */
export function reasonOf(error: unknown): string {
	const { code = '', message } = error as NodeJS.ErrnoException;
	return REASONS[code] ?? message;
}

const REASONS: Record<string, string> = {
	ENOENT: 'there is no such file',
	EISDIR: 'it is a folder',
	ENOTDIR: 'a part of its path is a file',
	EEXIST: 'it is a file',
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	EROFS: 'the disk is read-only',
};
