/** The row of the catalogue for what `vsl check --target` reports. */

import { type LintEntry, lint } from '../../../lang/diagnostics/lint-entry.ts';

export const MIGRATION_ENTRIES: readonly LintEntry[] = [
	lint({
		id: 'V034',
		name: 'other-generation',
		severity: 'warning',
		title: 'a name, declaration or call belongs to the other generation of vSL',
		text: `vSL has two spellings of everything: that of vSMTP 1.x with functions without prefix and with declarations
(\`accept()\`, \`ctx().helo\`, \`object net rg4 = "…"\`), and that of 2.x with modules and constructors (\`state::accept()\`,
\`ctx::helo()\`, \`const net = rg4("…")\`). Both work, also side by side. This is reported only where a target is set, with
\`vsl check --target 2\` or in \`vsl.toml\`:

\`\`\`toml
[check]
target = 2   # or 1
\`\`\`

\`vsl check --fix --target 2\` rewrites what can be moved without changing what the script does, and keeps comments and
layout. What is left has a hint. The same with \`--target 1\` in the other direction.

The examples are for the target 2.`,
		bad: '#{ rcpt: [rule "known" || if user_exist(ctx().helo) { state::accept() } else { state::next() }] }',
		good: '#{ rcpt: [rule "known" || if user_exist(ctx::helo()) { state::accept() } else { state::next() }] }',
	}),
];
