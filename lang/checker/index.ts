/** The checker as other parts of the program use it. */

export { applyFixes, type FixedText, safeFixes } from './apply-fixes.ts';
export { type CheckContext, checkFiles, checkSource } from './check.ts';
export type { ExternalModule, ExternalNames } from './external-names.ts';
export { isExcluded } from './glob.ts';
export type { ModuleLoader } from './modules.ts';
export type { Finding, LintContext, LintRule } from './rule.ts';
export { LINT_RULES } from './rules.ts';
export {
	DEFAULT_SETTINGS,
	type Level,
	readSettings,
	type Settings,
	type SettingsOptions,
	type Target,
} from './settings.ts';
