/** V700–V719: what can be wrong with the configuration of the server. */

import type { CatalogueEntry } from '../../lang/diagnostics/catalogue-entry.ts';
import { examplePage } from '../../lang/diagnostics/page.ts';

export const CONFIG_ENTRIES = [
	{
		id: 'V700',
		name: 'config-syntax',
		severity: 'error',
		title: 'the configuration is not valid TOML',
		page: examplePage(
			`The file could not be read as TOML, so that none of its keys is known. Most often a text is not quoted, or a
bracket is missing.`,
			'version_requirement = ">=1.1.0"\n[server]\ndomain = mx.example.com',
			'version_requirement = ">=1.1.0"\n[server]\ndomain = "mx.example.com"',
			'toml',
		),
	},
	{
		id: 'V701',
		name: 'unknown-config-key',
		severity: 'error',
		title: 'the configuration has a key that means nothing',
		page: examplePage(
			`A key that the server does not know would have no effect, and the one that was meant would keep its default.
So the server does not start. The message names the nearest key, or the table where a key of that name belongs.`,
			'version_requirement = ">=1.1.0"\n[server]\nclient_count = 64',
			'version_requirement = ">=1.1.0"\n[server]\nclient_count_max = 64',
			'toml',
		),
	},
	{
		id: 'V702',
		name: 'bad-config-value',
		severity: 'error',
		title: 'a key of the configuration has a value that it cannot have',
		page: examplePage(
			`The value has another type than the key takes, or is outside of what is allowed. The message says what was
expected and what was found.`,
			'version_requirement = ">=1.1.0"\n[server.queues]\ndirpath = "/var/spool/vsmtp"\nrecord_retention = 5',
			'version_requirement = ">=1.1.0"\n[server.queues]\ndirpath = "/var/spool/vsmtp"\nrecord_retention = "5d"',
			'toml',
		),
	},
	{
		id: 'V703',
		name: 'missing-config-key',
		severity: 'error',
		title: 'a table of the configuration lacks a key that it must have',
		page: examplePage(
			`Some tables must be complete when they are there: who sets one of the limits has to decide about the others.
Without the whole table the defaults hold. \`version_requirement\` is required in every TOML file.`,
			'version_requirement = ">=1.1.0"\n[server.smtp.error]\nsoft_count = 5\nhard_count = 10',
			'version_requirement = ">=1.1.0"\n[server.smtp.error]\nsoft_count = 5\nhard_count = 10\ndelay = "5s"',
			'toml',
		),
	},
	{
		id: 'V704',
		name: 'config-version',
		severity: 'error',
		title: 'the configuration is for another version',
		page: examplePage(
			`\`version_requirement\` admits none of the versions that we stand for: those of vSMTP 1 and 2 whose configuration
we understand, and our own.`,
			'version_requirement = ">=3.0.0"',
			'version_requirement = ">=1.1.0, <2.0.0"',
			'toml',
		),
	},
	{
		id: 'V705',
		name: 'config-conflict',
		severity: 'error',
		title: 'keys of the configuration contradict each other',
		page: examplePage(
			`Each of the keys is fine, but not together with another one: two spellings of one key, one file for two logs, a
certificate without its key, one address in two lists.`,
			'version_requirement = ">=1.1.0"\n[server]\ndomain = "mx.example.com"\nname = "mail.example.com"',
			'version_requirement = ">=1.1.0"\n[server]\ndomain = "mx.example.com"',
			'toml',
		),
	},
	{
		id: 'V706',
		name: 'config-outside',
		severity: 'error',
		title: 'the configuration names something that the machine does not have',
		page: `A user, a group, a certificate or a key does not exist or cannot be used. The key is written correctly; look at
the machine. Certificates and keys are read when the configuration is loaded, with the rights of whoever starts the server.
`,
	},
	{
		id: 'V707',
		name: 'config-function',
		severity: 'error',
		title: 'a configuration script does not do its part',
		page: examplePage(
			`A configuration script has a function \`on_config\` that takes the configuration as a map, changes it and returns
it. The script of a domain has \`on_domain_config\`. Most often the map is not returned.`,
			'fn on_config(config) {\n\tconfig.server.name = "mx.example.com";\n}',
			'fn on_config(config) {\n\tconfig.server.name = "mx.example.com";\n\tconfig\n}',
		),
	},
	{
		id: 'V708',
		name: 'domain-folder',
		severity: 'error',
		title: 'the folder of the domains is not as it should be',
		page: `Every folder in \`app.vsl.domain_dir\`, or link to one, is a domain that the server handles, named by the
folder. A link \`default\` to one of them marks the default domain. Files and names that begin with a dot are not looked at.
`,
	},
	{
		id: 'V709',
		name: 'submissions-without-tls',
		severity: 'warning',
		title: 'addresses for TLS are configured, but no TLS',
		page: examplePage(
			`On the addresses of \`addr_submissions\` TLS begins with the first byte. Without a table \`server.tls\` every
connection to them fails.`,
			'version_requirement = ">=1.1.0"\n[server.interfaces]\naddr_submissions = ["192.0.2.1:465"]',
			'version_requirement = ">=1.1.0"\n[server.interfaces]\naddr_submission = ["192.0.2.1:587"]',
			'toml',
		),
	},
	{
		id: 'V710',
		name: 'config-format',
		severity: 'error',
		title: 'the name of the configuration does not say what it is',
		page: `A configuration is TOML in a file \`*.toml\`, or a script in a file \`*.vsl\`. The extension decides.
`,
	},
] as const satisfies readonly CatalogueEntry[];
