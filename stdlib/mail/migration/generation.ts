/**
 * The two generations of spellings, and what the tables of names cannot say of them: which names without a prefix 2.x
 * keeps, and which modules and declarations of 1.x correspond to which of 2.x.
 */

import type { Target } from '../../../lang/checker/index.ts';
import { DATABASE_KINDS, LATER_KINDS } from '../../services/plugins.ts';

export type Generation = Target;

const DATABASES: readonly string[] = [...DATABASE_KINDS, ...LATER_KINDS];

/** Modules whose functions 2.x also offers without a prefix, or as methods of what the module makes. */
export const UNPREFIXED_MODULES: ReadonlySet<string> = new Set(['obj', 'unix', 'cmd', 'smtp', ...DATABASES]);

/** Modules of services: their functions are methods of a value. */
export const SERVICE_MODULES: ReadonlySet<string> = new Set(['cmd', 'smtp', ...DATABASES]);

/** Functions that 2.x also has without a prefix. */
export const UNPREFIXED_FUNCTIONS: ReadonlySet<string> = new Set(['log']);

/** Second names of modules of 2.x, with the one to use. */
export const MODULE_ALIASES: ReadonlyMap<string, string> = new Map([['util', 'utils']]);

/** The module of native functions, which only 1.x has. */
export const NATIVE_MODULE = 'sys';

/** Natives of 1.x that 2.x has as a function of another name. */
export const NATIVE_COUNTERPARTS: ReadonlyMap<string, { readonly namespace: string; readonly name: string }> = new Map([
	['check_spf', { namespace: 'spf', name: 'check_raw' }],
]);

/** The configuration. */
export const CONFIG_MODULE: Readonly<Record<Generation, string>> = { 1: 'toml', 2: 'cfg' };

/** The one constructor of objects that 1.x has as a function. */
export const OLD_CONSTRUCTOR = 'new_address';

/** Second names of stages, with the one to use. */
export const STAGE_ALIASES: ReadonlyMap<string, string> = new Map([
	['data', 'preq'],
	['deliver', 'delivery'],
]);

export interface ServiceSpelling {
	/** `service NAME type` or `service NAME type:kind` */
	readonly type: string;
	readonly kind: string | null;
	/** The function that makes the same service. */
	readonly namespace: string;
	readonly name: string;
}

/** Declarations of services and the functions that make them (directive spec 5.1); the word to use comes first. */
export const SERVICES: readonly ServiceSpelling[] = [
	{ type: 'cmd', kind: null, namespace: 'cmd', name: 'build' },
	{ type: 'shell', kind: null, namespace: 'cmd', name: 'build' },
	{ type: 'smtp', kind: null, namespace: 'smtp', name: 'connect' },
	{ type: 'db', kind: 'csv', namespace: 'csv', name: 'csv' },
	...DATABASES.map((kind) => ({ type: 'db', kind, namespace: kind, name: 'connect' })),
];

/** Paths under which 2.x loads its data bases; the module is the one of the name behind the prefix. */
export const PLUGIN_PREFIX = 'plugins/libvsmtp_plugin_';
