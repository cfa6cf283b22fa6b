/** The `#!` line that makes a script executable (language spec 1.5). */

import { SourceFile } from './source-file.ts';

/**
 * A script without its shebang line. Blanks take the place of that line, so that every place in the source is a place
 * in the file.
 */
export function blankShebang(source: SourceFile): SourceFile {
	const { name, text } = source;
	if (!text.startsWith('#!')) return source;
	const end = text.indexOf('\n');
	const length = end === -1 ? text.length : end;
	return new SourceFile(name, ' '.repeat(length) + text.slice(length));
}
