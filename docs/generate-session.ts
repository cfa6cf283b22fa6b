/** The page of session files: every table with its keys, from the schema that reads them. */

import { schemaTables } from '../runtime/config/schema/keys.ts';
import { SESSION_ITEMS, SESSION_SCHEMA } from '../runtime/simulate/session-schema.ts';
import { keyTable } from './key-table.ts';

const INTRODUCTION = `A session for \`vsl simulate --session\` is a file in TOML, or in JSON if its name ends with \`.json\`. Every key may be left
out, but for those marked as *required*; a key that is not listed here is an error. Paths are relative to the file. How
to work with such files is described in [Simulating](../simulating.md).

A file for \`vsl simulate --answers\` has the keys \`dns\`, \`command\`, \`delegation\`, \`users\`, \`passwords\`, \`environment\`,
\`time\` and \`hostname\` only. What it says wins over the session.

## Answers of the DNS

The table \`dns\` has a table for each name that may be asked for. Its keys are types of records; the name of a failure in
place of the records means that the question fails. An address stands for its name in the reverse zone, \`*.\` at the
front of a name for all names below it.

\`\`\`toml
[dns."teapot.example"]
A = "203.0.113.5"
MX = ["10 mx1.teapot.example", { priority = 20, host = "mx2.teapot.example" }]
TXT = "v=spf1 mx -all"
AAAA = "NODATA"

[dns."203.0.113.5"]
PTR = "mx1.teapot.example"

[dns."gone.example"]
fails = "NXDOMAIN"
\`\`\`

Record types are \`A\`, \`AAAA\`, \`CNAME\`, \`MX\`, \`NS\`, \`PTR\`, \`TLSA\` and \`TXT\`; failures \`NXDOMAIN\`, \`NODATA\`, \`TIMEOUT\` and
\`SERVFAIL\`. What nobody has answered is \`SERVFAIL\`, and named at the end of the report.`;

interface Section {
	readonly heading: string;
	readonly doc: string;
	readonly keys: string;
}

function sections(): Section[] {
	const tables = schemaTables(SESSION_SCHEMA).map(({ path, node, keys }) => ({
		heading: path.length === 0 ? 'Top level' : `[${path.join('.')}]`,
		doc: node.doc,
		keys: keyTable(keys),
	}));
	const items = SESSION_ITEMS.map(({ name, node }) => ({
		heading: `[[${name}]]`,
		doc: node.doc,
		// Tables inside of an item are those of the top level.
		keys: keyTable(schemaTables(node)[0]?.keys ?? []),
	}));
	return [...tables, ...items];
}

/** @param command writes the page again */
export function generateSession(command: string): string {
	return `${[
		`<!-- Written by \`${command}\` from the schema of session files: change that. -->`,
		'# Session files',
		INTRODUCTION,
		'## Keys',
		...sections().flatMap(({ heading, doc, keys }) => [`### ${heading}`, doc, keys]),
	].join('\n\n')}\n`;
}
