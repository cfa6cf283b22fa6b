/** Finds the Python to compare with. */

import { spawnSync } from 'node:child_process';

export interface Python {
	/** The interpreter itself: version managers put a slow shell script of the same name on PATH. */
	readonly path: string;
	/** For example `CPython 3.11.7`. */
	readonly version: string;
}

const QUESTION =
	'import platform, sys; print(sys.executable); print(platform.python_implementation(), platform.python_version())';

/** Asks a command (default `python3` on PATH) what it is; a text says in one sentence why it cannot be used. */
export function findPython(command = 'python3'): Python | string {
	const child = spawnSync(command, ['-c', QUESTION], { encoding: 'utf8' });
	if (child.error !== undefined) {
		const reason = 'code' in child.error && child.error.code === 'ENOENT' ? 'was not found' : child.error.message;
		return `${command}: ${reason}; install Python 3.11 or later, or name an interpreter with --python PATH`;
	}
	const [path, version] = child.stdout.trim().split('\n');
	if (child.status !== 0 || !path || version === undefined) {
		return `${command} does not behave like Python 3:\n${child.stderr.trimEnd()}`;
	}
	return { path, version };
}
