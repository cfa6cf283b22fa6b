/**
 * Paths of data bases that are opened by functions. While scripts are loaded they are the words of whoever wrote the
 * script; in a rule there may be text of a message in them, which must not lead out of the folder that it was meant for.
 */

import type { NativeCall } from '../../lang/modules/native-module.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import { hostOf } from '../host/access.ts';

/** What a path goes through on its way to the host, which makes it absolute. */
export function pathsOf(call: NativeCall): (path: string) => string {
	const loading = hostOf(call).stage === undefined;
	return (path) => {
		if (!loading && path.split('/').includes('..')) {
			throw runtimeError(`the path ${path} leads out of its folder: open it at the top level of the script`);
		}
		return path;
	};
}
