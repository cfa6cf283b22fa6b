/**
 * V001–V199: lints for mail. Each has a file in this folder; a test runs every example below and expects the bad one to
 * give exactly its finding and the good one to give none.
 *
 * Levels: `error` where the server refuses the script, where a line certainly fails, or where a stranger gets to decide
 * something; `warning` where it is most probably a mistake; `info` for advice. Rules that say so for some of their
 * findings give them another level than their id has.
 */

import type { LintEntry } from '../../../lang/diagnostics/lint-entry.ts';
import { DECISION_ENTRIES } from './entries/decisions.ts';
import { DECLARATION_ENTRIES } from './entries/declarations.ts';
import { VALUE_ENTRIES } from './entries/values.ts';

export const MAIL_LINT_ENTRIES: readonly LintEntry[] = [
	...DECISION_ENTRIES,
	...VALUE_ENTRIES,
	...DECLARATION_ENTRIES,
].sort((a, b) => (a.id < b.id ? -1 : 1));
