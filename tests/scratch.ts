/** Folders for tests that need real files; gone when the tests of the file are over. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

export interface Scratch {
	readonly path: string;
	/** Path of a file in the folder. */
	at(name: string): string;
	/** Writes a file, folders around it included. @returns its path */
	write(name: string, content: string | Uint8Array): string;
	read(name: string): string;
}

/** A new empty folder. */
export function scratch(): Scratch {
	const path = mkdtempSync(join(tmpdir(), 'vsl-test-'));
	afterAll(() => rmSync(path, { recursive: true }));
	const at = (name: string): string => join(path, name);
	return {
		path,
		at,
		write: (name, content) => {
			mkdirSync(dirname(at(name)), { recursive: true });
			writeFileSync(at(name), content);
			return at(name);
		},
		read: (name) => readFileSync(at(name), 'utf8'),
	};
}
