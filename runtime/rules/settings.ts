/** What the configuration says about rules (configuration spec 2.7, 3), in the form that the engine needs. */

import type { Limits } from '../../lang/vm/limits.ts';

export interface RuleSettings {
	/** The root script; without one everything is refused. Absolute path. */
	readonly script: string | undefined;
	/** Folder with one folder for each domain that has scripts of its own. Absolute path. */
	readonly domainFolder: string | undefined;
	/** What an error in a rule means: try again later, or the refusal of vSMTP. */
	readonly onError: 'defer' | 'deny';
	/** Whether a refusal closes the connection at every stage, as in vSMTP. */
	readonly denyCloses: boolean;
	/** Milliseconds for one stage, all waiting included. */
	readonly stageTimeout: number;
	/** The same where no client waits. */
	readonly offlineTimeout: number;
	readonly limits: Partial<Limits>;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_RULE_SETTINGS: RuleSettings = {
	script: undefined,
	domainFolder: undefined,
	onError: 'defer',
	denyCloses: false,
	stageTimeout: 30_000,
	offlineTimeout: 300_000,
	limits: {
		operations: 10_000_000,
		callLevels: 64,
		stringLength: 16 * MEBIBYTE,
		arraySize: 1_000_000,
		mapSize: 1_000_000,
	},
};
