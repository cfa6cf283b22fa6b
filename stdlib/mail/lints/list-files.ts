/** How the lints read the lists that scripts name. */

import type { SourceFile } from '../../../lang/source/source-file.ts';

export interface ListFile {
	/** As it is shown in messages. */
	readonly name: string;
	readonly content: Uint8Array;
}

export interface ListFiles {
	/**
	 * @param path as the script writes it
	 * @param script the file that it is written in
	 * @returns `undefined` when there is no such file, or it cannot be read or is too large to be looked at
	 */
	read(path: string, script: SourceFile): ListFile | undefined;
}
