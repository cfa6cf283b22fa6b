/** A machine in memory, for tests. */

import { basename, normalize } from 'node:path';
import { decodeText, unreadable } from '../files/read-text.ts';
import type { ConfigHost, DirectoryEntry } from './host.ts';

export interface TestMachine {
	/** Contents by path. */
	readonly files?: Readonly<Record<string, string | Uint8Array>>;
	/** What links lead to, by path; `''` for nothing. */
	readonly links?: Readonly<Record<string, string>>;
	readonly users?: readonly string[];
	readonly groups?: readonly string[];
	/** Unless it is given, the process belongs to root. */
	readonly currentUser?: { readonly user: string; readonly group: string };
	readonly hostname?: string;
	readonly variables?: Readonly<Record<string, string>>;
}

/** What configuration scripts printed is in `printed`. */
export function testHost(machine: TestMachine = {}): ConfigHost & { readonly printed: string[] } {
	const files = new Map(Object.entries(machine.files ?? {}).map(([path, content]) => [normalize(path), content]));
	const links = new Map(Object.entries(machine.links ?? {}));
	const printed: string[] = [];
	const real = (path: string): string => {
		for (const [link, target] of links) if (path.startsWith(`${link}/`)) return target + path.slice(link.length);
		return normalize(path);
	};
	const bytes = (path: string): Uint8Array | undefined => {
		const content = files.get(real(path));
		return typeof content === 'string' ? Buffer.from(content) : content;
	};
	return {
		printed,
		version: '0.1.0',
		exists: (path) => files.has(real(path)),
		readText: (path) => {
			const content = bytes(path);
			return content === undefined
				? { problem: unreadable(path, 'no such file or folder') }
				: decodeText(path, content, 1 << 20);
		},
		readBytes: (path) => {
			const content = bytes(path);
			return content === undefined ? { missing: true } : { bytes: content };
		},
		readDirectory: (path) => {
			const entries = new Map<string, DirectoryEntry>();
			const below = `${normalize(path)}/`;
			for (const file of files.keys()) {
				if (!file.startsWith(below)) continue;
				const [name = '', ...rest] = file.slice(below.length).split('/');
				entries.set(name, { name, kind: rest.length > 0 ? 'directory' : 'other' });
			}
			for (const [link, target] of links) {
				if (!link.startsWith(below)) continue;
				const name = basename(link);
				entries.set(name, target === '' ? { name, kind: 'broken' } : { name, kind: 'directory', target });
			}
			return entries.size === 0
				? { reason: 'no such file or folder' }
				: { entries: [...entries.values()].sort((left, right) => (left.name < right.name ? -1 : 1)) };
		},
		userExists: (name) => (machine.users ?? ['vsmtp']).includes(name),
		groupExists: (name) => (machine.groups ?? ['vsmtp']).includes(name),
		currentUser: () => machine.currentUser,
		hostname: () => machine.hostname ?? 'host.example',
		variable: (name) => machine.variables?.[name],
		print: (text) => printed.push(text),
	};
}
