/** The machine as the host of a configuration. */

import { spawnSync } from 'node:child_process';
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { readBounded, readTextFile } from '../files/read-text.ts';
import { errorCode, systemErrorText } from '../files/system-error.ts';
import type { BytesResult, ConfigHost, DirectoryEntry, DirectoryResult } from './host.ts';

/** A configuration with ten thousand domains has less than one MiB; protects the memory of the process. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/** Certificates and keys have a few kB. */
const MAX_PEM_BYTES = 1024 * 1024;

const ACCOUNT_FILES = { passwd: '/etc/passwd', group: '/etc/group' } as const;

/** Looking up an account may ask a server in the network. */
const LOOKUP_TIMEOUT = 10_000;

/** @param version our own */
export function systemHost(version: string): ConfigHost {
	return {
		version,
		readText: (path) => readTextFile(path, MAX_TEXT_BYTES),
		exists: existsSync,
		readBytes,
		readDirectory,
		userExists: (name) => accountExists('passwd', name),
		groupExists: (name) => accountExists('group', name),
		currentUser,
		hostname,
		variable: (name) => process.env[name],
	};
}

function readBytes(path: string): BytesResult {
	try {
		const bytes = readBounded(path, MAX_PEM_BYTES);
		return bytes === undefined ? { reason: 'the file is too large' } : { bytes };
	} catch (error) {
		return errorCode(error) === 'ENOENT' ? { missing: true } : { reason: systemErrorText(error) };
	}
}

function readDirectory(path: string): DirectoryResult {
	try {
		const entries = readdirSync(path, { withFileTypes: true }).map((entry) => describe(path, entry));
		return { entries: entries.sort((left, right) => (left.name < right.name ? -1 : 1)) };
	} catch (error) {
		return { reason: systemErrorText(error) };
	}
}

function describe(folder: string, entry: Dirent): DirectoryEntry {
	const { name } = entry;
	if (!entry.isSymbolicLink()) return { name, kind: entry.isDirectory() ? 'directory' : 'other' };
	try {
		const target = realpathSync(join(folder, name));
		return { name, kind: statSync(target).isDirectory() ? 'directory' : 'other', target };
	} catch {
		return { name, kind: 'broken' };
	}
}

/** In the files first, then by `getent`, which also knows accounts from directories in the network. */
function accountExists(database: keyof typeof ACCOUNT_FILES, name: string): boolean {
	if (!/^[A-Za-z0-9_][A-Za-z0-9_.@-]*\$?$/.test(name)) return false;
	if (localAccounts(database).some(([known]) => known === name)) return true;
	const { status } = spawnSync('getent', [database, name], { stdio: 'ignore', timeout: LOOKUP_TIMEOUT });
	// A name of digits is looked up as a number.
	return status === 0 && !/^\d+$/.test(name);
}

/** The fields of each line: name, password mark, number, … */
function localAccounts(database: keyof typeof ACCOUNT_FILES): string[][] {
	try {
		const lines = readFileSync(ACCOUNT_FILES[database], 'utf8').split('\n');
		return lines.map((line) => line.split(':'));
	} catch {
		return [];
	}
}

function currentUser(): { readonly user: string; readonly group: string } | undefined {
	if (process.getuid?.() === 0) return undefined;
	const gid = String(process.getgid?.() ?? '');
	const group = localAccounts('group').find(([, , number]) => number === gid)?.[0] ?? gid;
	return { user: currentName(), group };
}

function currentName(): string {
	try {
		return userInfo().username;
	} catch {
		// A number without a name, as in some containers.
		return String(process.getuid?.() ?? '');
	}
}
