/** Errors of the operating system in words for the person at the terminal. */

const TEXTS: Readonly<Record<string, string>> = {
	ENOENT: 'no such file or folder',
	EACCES: 'permission denied',
	EPERM: 'operation not permitted',
	EISDIR: 'is a folder',
	ENOTDIR: 'a part of the path is not a folder',
	ELOOP: 'too many symbolic links',
	ENAMETOOLONG: 'the name is too long',
	EMFILE: 'too many open files',
	EFBIG: 'the file would become too large',
	ENOSPC: 'no space left on the device',
	EROFS: 'the file system is read-only',
	E2BIG: 'the arguments are too long',
	ENXIO: 'no such device or address',
};

export function errorCode(error: unknown): string | undefined {
	const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
	return typeof code === 'string' ? code : undefined;
}

/** A few words for an error of a file operation. */
export function systemErrorText(error: unknown): string {
	const code = errorCode(error);
	const text = code === undefined ? undefined : TEXTS[code];
	return text ?? (error instanceof Error ? error.message : String(error));
}
