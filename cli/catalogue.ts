/** Everything that any part of the program can report: the tables of the layers, joined. */

import { CATALOGUE, type Catalogue, createCatalogue } from '../lang/diagnostics/catalogue.ts';
import { CONFIG_ENTRIES } from '../runtime/config/config-entries.ts';
import { RULE_LOAD_ENTRIES } from '../runtime/rules/load-entries.ts';
import { MAIL_LINT_ENTRIES } from '../stdlib/mail/lints/entries.ts';
import { MIGRATION_ENTRIES } from '../stdlib/mail/migration/entries.ts';

export const FULL_CATALOGUE: Catalogue = createCatalogue(
	CATALOGUE.entries,
	CONFIG_ENTRIES,
	RULE_LOAD_ENTRIES,
	MIGRATION_ENTRIES,
	MAIL_LINT_ENTRIES,
);
