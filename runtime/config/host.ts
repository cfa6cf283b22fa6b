/**
 * What loading a configuration asks of the world: files, users, environment. Everything comes in through this
 * interface, so that tests and the simulator need neither root nor real certificates.
 *
 * `systemHost` (in `system-host.ts`) asks the machine, `lenientHost` (in `lenient-host.ts`) does not care.
 */

import type { SourceResult } from '../files/read-text.ts';

export type BytesResult =
	| { readonly bytes: Uint8Array }
	/** The file does not exist. */
	| { readonly missing: true }
	/** It exists and cannot be used; `reason` is a few words. */
	| { readonly reason: string }
	/** This host does not look at such files: the value is taken on trust. */
	| { readonly unread: true };

export interface DirectoryEntry {
	readonly name: string;
	/** Links are followed; `broken` is a link to nothing. */
	readonly kind: 'directory' | 'other' | 'broken';
	/** For a link, the path of what it leads to. */
	readonly target?: string | undefined;
}

export type DirectoryResult =
	/** Ordered by name. */
	{ readonly entries: readonly DirectoryEntry[] } | { readonly reason: string };

export interface ConfigHost {
	/** Our own version, which `version_requirement` may name. */
	readonly version: string;
	/** The text of a configuration file or script; bounded, strictly decoded. */
	readText(path: string): SourceResult;
	/** Whether there is a file to be read. */
	exists(path: string): boolean;
	/** A certificate or key. */
	readBytes(path: string): BytesResult;
	readDirectory(path: string): DirectoryResult;
	userExists(name: string): boolean;
	groupExists(name: string): boolean;
	/** Who the process is, `undefined` for root: then it can become anybody. */
	currentUser(): { readonly user: string; readonly group: string } | undefined;
	hostname(): string;
	/** A variable of the environment. */
	variable(name: string): string | undefined;
	/** Receives what configuration scripts print; without it that is dropped. */
	print?(text: string): void;
}
