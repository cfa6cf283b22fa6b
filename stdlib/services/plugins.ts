/**
 * Which data bases there are. In vSL 2.x each was a plug-in, a native library loaded by a path; here the path leads to
 * the built-in module of the same name.
 */

import { runtimeError, type ScriptError } from '../../lang/vm/errors.ts';

/** Kinds of data bases that can be used. */
export const DATABASE_KINDS = ['csv', 'sqlite'] as const;

/** Kinds that are known and come later: using one is an error when rules are loaded, not when they run. */
export const LATER_KINDS = ['mysql', 'postgres', 'redis', 'memcached', 'ldap'] as const;

export type LaterKind = (typeof LATER_KINDS)[number];

const PREFIX = 'plugins/libvsmtp_plugin_';

export function isLaterKind(name: string): name is LaterKind {
	return LATER_KINDS.some((kind) => kind === name);
}

/** @param what was used: `db:mysql`, `the module mysql` */
export function comesLater(what: string): ScriptError {
	return runtimeError(
		`${what} is not available in this version: the data bases that can be used are \`csv\` and \`sqlite\``,
	);
}

/**
 * The module that the path of a plug-in stands for: `plugins/libvsmtp_plugin_csv` is `csv`.
 * @returns `undefined` for every other path
 * @throws ScriptError for a plug-in that does not exist, or not yet
 */
export function nativePluginPath(path: string): string | undefined {
	if (!path.startsWith(PREFIX)) return undefined;
	const file = path.slice(PREFIX.length);
	const name = file.endsWith('.so') ? file.slice(0, -'.so'.length) : file;
	if (isLaterKind(name)) throw comesLater(`the plug-in \`${name}\``);
	if (!DATABASE_KINDS.some((kind) => kind === name)) {
		throw runtimeError(`there is no plug-in \`${name}\`: those that can be imported are \`csv\` and \`sqlite\``);
	}
	return name;
}
