/** The lines of earlier sessions of `vsl repl`. That they cannot be kept never stands in the way of work. */

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './terminal.ts';

export const HISTORY_LINES = 1000;

/** The file, from `VSL_HISTORY` or in the home folder; `undefined` where none is wanted. */
export function historyPath(environment: Environment): string | undefined {
	const path = environment.VSL_HISTORY ?? join(homedir(), '.vsl_history');
	return path === '' ? undefined : path;
}

/** Newest first, as the line editor wants them. Also cuts a file that has grown long. */
export function loadHistory(path: string): string[] {
	let lines: string[];
	try {
		lines = readFileSync(path, 'utf8')
			.split('\n')
			.filter((line) => line !== '');
	} catch {
		return [];
	}
	const kept = lines.slice(-HISTORY_LINES);
	if (lines.length > 4 * HISTORY_LINES) attempt(() => writeFileSync(path, `${kept.join('\n')}\n`, { mode: 0o600 }));
	return kept.reverse();
}

/** Each line at once, so that sessions side by side do not overwrite each other's. */
export function addToHistory(path: string, line: string): void {
	if (line.trim() !== '') attempt(() => appendFileSync(path, `${line}\n`, { mode: 0o600 }));
}

function attempt(write: () => void): void {
	try {
		write();
	} catch {
		// A read-only home: the session goes on without history.
	}
}
