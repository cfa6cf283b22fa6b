/**
 * Turns the schema of the configuration into a page of reference: every table with its keys, their types, defaults and
 * meanings. What is said in the schema is said nowhere else.
 */

import { CONFIG_SCHEMA } from '../runtime/config/schema/index.ts';
import { type SchemaTable, schemaTables } from '../runtime/config/schema/keys.ts';
import { LOG_LEVELS } from '../runtime/config/types/logs.ts';
import { CIPHER_SUITES } from '../runtime/config/types/tls.ts';
import { headingSlugs } from './heading-slugs.ts';
import { keyTable, table } from './key-table.ts';

const TITLE = 'Configuration';

/** How values are written, for the types whose name does not say it. */
const FORMS: readonly (readonly [type: string, form: string])[] = [
	[
		'duration',
		'Numbers with units, such as `200ms`, `5s`, `1h 30m`, `2days`; the units are `ns us ms s m h d w M y` and their long names. A number without a unit is an error.',
	],
	['size', 'Bytes as a number, or a text with a unit: `"10MB"` (millions) or `"512KiB"` (1024 each).'],
	[
		'socket',
		'`"192.0.2.1:25"`, `"[::1]:25"`, `"[fe80::1%eth0]:25"`, or a host name with a port, which is resolved at start.',
	],
	[
		'name server',
		'`"192.0.2.1"`, `"192.0.2.1:53"`, or a table `{ socket_addr = "192.0.2.1:53", protocol = "udp", tls_dns_name = "dns.example", trust_nx_responses = false }`, in which only `socket_addr` is required.',
	],
	['network', '`"192.0.2.0/24"`, `"2001:db8::/32"`, or a single address.'],
	[
		'reply',
		'`"250 Ok"`, `"550 5.7.1 no"`, or a table `{ code = 550, enhanced = "5.7.1", text = "no" }`. The code has to be of the same kind as that of the default: success, failure, or 354.',
	],
	['level', `${LOG_LEVELS.map((level) => `\`"${level}"\``).join(', ')}, in any case.`],
	['levels', 'One level, an array of `"level"` and `"target=level"`, or a table `{ target = "level" }`.'],
	['path', 'A path; a relative one starts at the working directory of the server.'],
	['PEM file', 'The path of a file that is read when the configuration is loaded.'],
	['security level', '`"May"`, `"Encrypt"`, or `{ Dane = { port = 25 } }`.'],
	['TLS versions', '`"TLSv1.2"`, `"TLSv1.3"`, `">=TLSv1.2"`, or an array of versions.'],
	['cipher suite', `${CIPHER_SUITES.map((suite) => `\`"${suite}"\``).join(', ')}.`],
	['version range', 'Comparisons separated by commas, such as `">=1.1.0, <2.0.0"`, or `"^2.2"`, `"~1.1"`, `"1.*"`.'],
];

const INTRODUCTION = `The configuration is a TOML file, or a script whose function \`on_config\` changes a map with the same keys and returns it.
The extension of the file says which: \`.toml\` or \`.vsl\`. Without the option \`-c\` the files \`/etc/vsmtp/vsmtp.toml\` and
\`/etc/vsmtp/vsmtp.vsl\` are looked for, in this order; without any file the defaults hold.

A key that is not listed here is an error, and so is a value of another type. All mistakes are reported at once, each with
its place. A table that is there must have the keys marked as *required*; without the table their defaults hold.

\`\`\`toml
version_requirement = ">=1.1.0, <2.0.0"

[server]
domain = "mx.example.com"

[server.interfaces]
addr = ["0.0.0.0:25", "[::]:25"]

[server.virtual."example.com"]

[app.vsl]
filepath = "/etc/vsmtp/main.vsl"
\`\`\`

\`\`\`vsl
fn on_config(config) {
    config.server.name = "mx.example.com";
    config.server.interfaces = #{ addr: ["0.0.0.0:25", "[::]:25"] };
    config.server.virtual = #{ "example.com": #{} };
    config.app.vsl.filepath = "/etc/vsmtp/main.vsl";
    config
}
\`\`\`

A script can use the [core library](core.md), \`import\`, and the functions \`hostname()\`, \`user_exist(name)\` and
\`env(name)\`. Rules find the configuration in \`toml::server\` and \`toml::app\`, or \`cfg::server\` and \`cfg::app\`: maps with the
keys of this page under all their names, durations, addresses and replies as texts, and without keys that have no value.`;

function heading({ path }: SchemaTable): string {
	return path.length === 0 ? 'Top level' : path.map((part) => (part === 'DOMAIN' ? '"DOMAIN"' : part)).join('.');
}

function section(one: SchemaTable): string[] {
	const parts = [`### ${heading(one)}`];
	if (one.node.doc !== '') parts.push(one.node.doc);
	if (one.keys.length > 0) parts.push(keyTable(one.keys));
	return parts;
}

/** @param command writes the page again */
export function generateConfiguration(command: string): string {
	const tables = schemaTables(CONFIG_SCHEMA).filter(({ node, keys }) => keys.length > 0 || node.kind === 'entries');
	const titles = [TITLE, 'Values', 'Keys', ...tables.map(heading)];
	const slugs = headingSlugs(titles).slice(3);
	return `${[
		`<!-- Written by \`${command}\` from the schema of the configuration: change that. -->`,
		`# ${TITLE}`,
		INTRODUCTION,
		'## Values',
		table(['Type', 'Form'], FORMS),
		'## Keys',
		tables.map((one, index) => `- [${heading(one)}](#${slugs[index]})`).join('\n'),
		...tables.flatMap(section),
	].join('\n\n')}\n`;
}
