/** V720–V739: what can be wrong with a script of rules, found when it is loaded. */

import type { CatalogueEntry } from '../../lang/diagnostics/catalogue-entry.ts';
import { examplePage } from '../../lang/diagnostics/page.ts';

export const RULE_LOAD_ENTRIES = [
	{
		id: 'V720',
		name: 'no-stages',
		severity: 'error',
		title: 'a script of rules does not end with a map of stages',
		page: examplePage(
			`The value of the last statement is what the server takes from a script: a map from stages to arrays of
directives. A script without rules ends with the empty map \`#{}\`.`,
			'let greet = rule "greet" || state::next();',
			'#{\n\tconnect: [\n\t\trule "greet" || state::next(),\n\t],\n}',
		),
	},
	{
		id: 'V721',
		name: 'unknown-stage-loaded',
		severity: 'error',
		title: 'the map of stages has a key that is no stage',
		page: examplePage(
			`Stages are \`connect\`, \`helo\`, \`authenticate\`, \`mail\`, \`rcpt\`, \`preq\`, \`postq\` and \`delivery\`. \`data\` is another
name of \`preq\`, and only one of the two can be used. \`deliver\` is accepted for \`delivery\`, with a warning.`,
			'#{ rctp: [] }',
			'#{ rcpt: [] }',
		),
	},
	{
		id: 'V722',
		name: 'stage-without-array',
		severity: 'error',
		title: 'the directives of a stage are not in an array',
		page: examplePage(
			'A stage has an array of directives, also when it is only one: their order is the order in which they run.',
			'#{ mail: rule "one" || state::next() }',
			'#{ mail: [rule "one" || state::next()] }',
		),
	},
	{
		id: 'V723',
		name: 'no-directive',
		severity: 'error',
		title: 'a stage contains something that is no directive',
		page: examplePage(
			`Only what \`rule\`, \`action\` and \`delegate\` give can stand in a stage, or a map of the same shape: with a
\`name\`, a \`type\` and a function under \`evaluate\`.`,
			'#{ mail: [|| state::next()] }',
			'#{ mail: [rule "one" || state::next()] }',
		),
	},
	{
		id: 'V724',
		name: 'duplicate-directive',
		severity: 'error',
		title: 'two directives of a script have the same name',
		page: examplePage(
			'Logs and traces name the directive that decided, so a name must be unique over all stages of a script.',
			'#{ mail: [rule "check" || state::next()], rcpt: [rule "check" || state::next()] }',
			'#{ mail: [rule "check sender" || state::next()], rcpt: [rule "check recipient" || state::next()] }',
		),
	},
	{
		id: 'V725',
		name: 'early-delegation',
		severity: 'error',
		title: 'a delegation stands before the stage `postq`',
		page: `Delegating means to hand the message to another server and to go on when it comes back, which takes longer than a
client waits. Put the directive into \`postq\` or \`delivery\`.
`,
	},
	{
		id: 'V726',
		name: 'wrong-declaration',
		severity: 'error',
		title: 'a directive, object or service is declared wrongly',
		page: examplePage(
			'The value of an `object` or `service` does not fit its type, an option is missing, or a directive has no function. The message says which.',
			'object office rg4 = "198.51.100.0";\n#{}',
			'object office rg4 = "198.51.100.0/24";\n#{}',
		),
	},
	{
		id: 'V727',
		name: 'stage-alias',
		severity: 'warning',
		title: 'a stage has the name of its old documentation',
		page: examplePage(
			'The stage is called `delivery`. `deliver` stands in some old documents and works, but nobody else will know it.',
			'#{ deliver: [] }',
			'#{ delivery: [] }',
		),
	},
	{
		id: 'V728',
		name: 'ignored-directive-key',
		severity: 'warning',
		title: 'a key in the body of a directive is ignored',
		page: examplePage(
			`The long form of a directive may have keys of its own, for comments or for your own tools. \`name\`, \`type\` and
\`service\` are what stands before the body and cannot be set a second time.`,
			'#{ mail: [rule "one" #{ name: "two", evaluate: || state::next() }] }',
			'#{ mail: [rule "one" #{ alias: "two", evaluate: || state::next() }] }',
		),
	},
	{
		id: 'V729',
		name: 'no-script',
		severity: 'warning',
		title: 'there is no script of rules',
		page: `Without a script the server refuses every client, because the alternative would be a server that takes everything.
Set \`app.vsl.filepath\` in the configuration.
`,
	},
] as const satisfies readonly CatalogueEntry[];
