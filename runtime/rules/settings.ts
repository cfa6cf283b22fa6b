/** What the configuration says about rules (configuration spec 2.7, 3), in the form that the engine needs. */

import type { Limits } from '../../lang/vm/limits.ts';
import type { Stage } from '../../stdlib/host/stages.ts';
import type { Config } from '../config/index.ts';

export interface RuleSettings {
	/** The root script; without one everything is refused. Absolute path. */
	readonly script: string | undefined;
	/** Folders of the domains that have scripts of their own, by domain in lower case. */
	readonly domainFolders: ReadonlyMap<string, string>;
	/** What an error in a rule means: try again later, or the refusal of vSMTP. */
	readonly onError: 'defer' | 'deny';
	/** Whether a refusal closes the connection at every stage, as in vSMTP. */
	readonly denyCloses: boolean;
	/** Milliseconds for each stage, all waiting included. */
	readonly timeouts: Readonly<Record<Stage, number>>;
	readonly limits: Partial<Limits>;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_RULE_SETTINGS: RuleSettings = {
	script: undefined,
	domainFolders: new Map(),
	onError: 'defer',
	denyCloses: false,
	timeouts: {
		connect: 30_000,
		helo: 30_000,
		authenticate: 30_000,
		mail: 30_000,
		rcpt: 30_000,
		preq: 30_000,
		postq: 300_000,
		delivery: 300_000,
	},
	limits: {
		operations: 10_000_000,
		callLevels: 64,
		stringLength: 16 * MEBIBYTE,
		arraySize: 1_000_000,
		mapSize: 1_000_000,
	},
};

/** The settings of a configuration. */
export function ruleSettings({ app: { vsl }, domainFolders }: Config): RuleSettings {
	const { limits } = vsl;
	return {
		script: vsl.filter_path ?? vsl.filepath,
		domainFolders,
		onError: vsl.on_error,
		denyCloses: vsl.deny_closes,
		timeouts: vsl.stage_timeout,
		limits: {
			operations: limits.operations,
			callLevels: limits.call_depth,
			stringLength: limits.string_size,
			arraySize: limits.array_size,
			mapSize: limits.map_size,
		},
	};
}
