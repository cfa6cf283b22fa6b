import { expect, test } from 'vitest';
import { CATALOGUE } from '../lang/diagnostics/catalogue.ts';
import { CONFIG_ENTRIES } from '../runtime/config/config-entries.ts';
import { RULE_LOAD_ENTRIES } from '../runtime/rules/load-entries.ts';
import { MAIL_LINT_ENTRIES } from '../stdlib/mail/lints/entries.ts';
import { MIGRATION_ENTRIES } from '../stdlib/mail/migration/entries.ts';
import { FULL_CATALOGUE } from './catalogue.ts';

test('no id or name has two meanings', () => {
	const all = [
		...CATALOGUE.entries,
		...CONFIG_ENTRIES,
		...RULE_LOAD_ENTRIES,
		...MIGRATION_ENTRIES,
		...MAIL_LINT_ENTRIES,
	];
	expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
	expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
	expect(FULL_CATALOGUE.entries).toHaveLength(all.length);
	expect(FULL_CATALOGUE.findByName('unknown-config-key')?.id).toBe('V701');
});
