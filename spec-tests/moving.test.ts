/**
 * Moving scripts between the generations leaves what they do: every case of `rules/` is moved there and back, and must
 * give the same trace each time.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { format } from '../lang/formatter/index.ts';
import { parse, SourceFile } from '../lang/index.ts';
import type { Generation } from '../stdlib/mail/migration/index.ts';
import { moveProject } from '../stdlib/mail/migration/test-move.ts';
import { type RuleCase, readRuleCases, runRuleCase, type Section } from './rule-case.ts';

const MAIN = 'main.vsl';

/** Says that a stage has a name of another generation, which moving is there to change. */
const ALIAS_WARNING = /^\S+: V727 .*\n/gm;

/** Closures are called after their places, and errors name the places where they arose, and functions as written. */
const PLACES = /anon\$\d+_\d+|\(line \d+, position \d+\)|(?<=Function not found: )[\w:]+(?= \()/g;

/** What stands before the trace when rules do not load. */
const LOAD_ERROR = /^\S+: V\d+ /m;

interface Script {
	readonly one: RuleCase;
	readonly rules: Section;
}

function cases(folder: string): [name: string, scripts: Script[]][] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.case'))
		.sort()
		.map((name) => [
			name,
			readRuleCases(readFileSync(join(folder, name), 'utf8')).flatMap((one) =>
				one.sections.filter((section) => section.name === 'rules').map((rules) => ({ one, rules })),
			),
		]);
}

/** The scripts of a case by file name. */
function sourcesOf({ one, rules }: Script): Map<string, string> {
	const files = one.sections.filter(({ name, argument }) => name === 'file' && argument.endsWith('.vsl'));
	return new Map([[MAIN, rules.text], ...files.map(({ argument, text }): [string, string] => [argument, text])]);
}

/** The case with other texts in its scripts. */
function withSources({ one, rules }: Script, sources: ReadonlyMap<string, string>): Script {
	const main = { ...rules, text: sources.get(MAIN) ?? '' };
	const sections = one.sections.map((section) => {
		if (section === rules) return main;
		return section.name === 'file' ? { ...section, text: sources.get(section.argument) ?? section.text } : section;
	});
	return { one: { ...one, sections }, rules: main };
}

async function trace(script: Script): Promise<string> {
	const full = await runRuleCase(script.one, script.rules);
	const text = full.replace(ALIAS_WARNING, '').replace(PLACES, '');
	// A declaration and a constructor do not report the same mistake in the same words.
	return LOAD_ERROR.test(text) ? 'the rules do not load' : text;
}

function parses(text: string): boolean {
	return parse(new SourceFile(MAIN, text)).problems.length === 0;
}

function commentsOf(text: string): string[] {
	return parse(new SourceFile(MAIN, text)).comments.map((comment) => comment.text);
}

async function check(script: Script, ...generations: Generation[]): Promise<void> {
	const before = await trace(script);
	let sources = sourcesOf(script);
	for (const generation of generations) {
		const moved = moveProject(sources, generation).files;
		for (const [name, text] of moved) {
			expect(commentsOf(text)).toEqual(commentsOf(sources.get(name) ?? ''));
			expect('text' in format(new SourceFile(name, text))).toBe(true);
		}
		sources = new Map(moved);
		expect(await trace(withSources(script, sources)), [...sources.values()].join('\n')).toBe(before);
		expect(moveProject(sources, generation).rounds).toBe(0);
	}
}

for (const [name, scripts] of cases(join(import.meta.dirname, 'rules'))) {
	const readable = scripts.filter((script) => [...sourcesOf(script).values()].every(parses));
	describe(name, () => {
		test.each(readable)('$one.title, script at line $rules.line', async (script) => {
			await check(script, 2, 1);
			await check(script, 1, 2);
		});
	});
}

/** Names that mean something in the library, and some that do not. */
const NAMES = ['x', 'y', 'fqdn', 'net_10', 'code_greylist', 'accept', 'helo', 'ctx', 'code'] as const;

const name = fc.constantFrom(...NAMES);

/** Declarations for the top level or for the body of a rule. */
const declaration = fc.oneof(
	fc
		.tuple(name, fc.constantFrom('fqdn', 'identifier', 'ident', 'string'))
		.map(([word, type]) => `object ${word} ${type} = "kettle.example";`),
	name.map((word) => `object ${word} rg4 = "203.0.113.0/24";`),
	name.map((word) => `object ${word} code = "550 5.7.1 no";`),
	fc
		.tuple(name, name)
		.map(
			([word, inner]) =>
				`object ${word} group = [object ${inner} fqdn = "kettle.example", object two ip4 = "203.0.113.5"];`,
		),
	name.map((word) => `object ${word} group = [object one address = "bob@kettle.example"];`),
	fc.tuple(name, name).map(([word, inner]) => `let ${word} = [object ${inner} address = "bob@kettle.example", 2];`),
	name.map((word) => `const ${word} = address("ann@teapot.example");`),
	name.map((word) => `let ${word} = ctx();`),
	name.map((word) => `const ${word} = #{ value: "a.example", deliver: |a| "own", helo: "map" };`),
);

const copy = fc.tuple(name, name).map(([word, other]) => `let ${word} = try_copy(|| ${other});`);

const expression = fc.oneof(
	name,
	name.map((word) => `${word}.to_debug()`),
	name.map((word) => `${word}.helo`),
	name.map((word) => `client_ip() in ${word}`),
	name.map((word) => `rcpt() in ${word}`),
	name.map((word) => `(object inner fqdn = ${word}).to_string()`),
	name.map((word) => `${word}.deliver()`),
	fc.constantFrom(
		'accept()',
		'state::accept()',
		'ctx().helo',
		'ctx().mail_from.domain',
		'helo()',
		'ctx::helo()',
		'code_greylist',
		'code::c451_7_1()',
		'"10.1.1.1" in net_10',
		'fqdn("a.example")',
		'sys::client_ip(ctx())',
		'lists::one',
		'lists::all.len()',
		'lists::f()',
		'own()',
		'x()',
		'in_domain(rcpt())',
		'inner',
		'two',
		'one',
		'[1].map(|fqdn| fqdn + 1)',
	),
);

const asked = expression.map((text) => `try { log("info", \`\${${text}}\`); } catch { log("info", "failed"); }`);

const definition = fc.constantFrom(
	'fn accept() { "own accept" }',
	'fn fqdn(text) { "own " + text }',
	'fn helo() { "own helo" }',
	'fn deliver() { "own deliver" }',
	'fn own() { try { return `${net_10} ${x}`; } catch { return "failed"; } }',
	'fn x() { code_greylist }',
	'fn ctx() { #{ helo: "own" } }',
);

/** A closure needs every name that it mentions. */
const DECLARED = [...NAMES, 'inner', 'two', 'one']
	.filter((word) => !word.includes('_'))
	.map((word) => `let ${word} = "top ${word}";`);

const TRY_COPY = 'fn try_copy(f) { try { return f.call(); } catch { return 1; } }';

const imported = fc
	.constantFrom('state', 'code', 'ctx', 'net', 'lists', 'obj')
	.map((word) => `import "lists" as ${word};`);

const LISTS = `object one fqdn = "kettle.example";
object all group = [one, object two ip4 = "203.0.113.5"];
fn f() { try { return \`\${accept()} \${rcpt() in all}\`; } catch { return "failed"; } }
`;

const program = fc
	.record({
		imports: fc.uniqueArray(imported, { maxLength: 2 }),
		functions: fc.uniqueArray(definition, { maxLength: 2 }),
		top: fc.array(declaration, { maxLength: 3 }),
		body: fc.array(fc.oneof(declaration, copy, asked, asked), { minLength: 1, maxLength: 8 }),
	})
	.map(({ imports, functions, top, body }) => {
		const all = [...imports, TRY_COPY, ...functions, ...DECLARED, ...top];
		const rule = `\trcpt: [\n\t\taction "all" || {\n\t\t\t${body.join('\n\t\t\t')}\n\t\t},\n\t],`;
		return `${all.join('\n')}\n#{\n${rule}\n}\n`;
	});

describe('scripts that reuse names of the library', () => {
	test.each<[Generation[]]>([[[2, 1]], [[1, 2]]])('do the same after %s', async (generations) => {
		const seen = new Set<string>();
		await fc.assert(
			fc.asyncProperty(program, async (text) => {
				if (!parses(text)) return;
				const file = { name: 'file', argument: 'lists.vsl', line: 1, text: LISTS };
				const rules = { name: 'rules', argument: '', line: 1, text };
				const script = { one: { title: '', line: 1, sections: [file, rules] }, rules };
				seen.add(await trace(script));
				await check(script, ...generations);
			}),
			{ numRuns: 40 },
		);
		expect(seen.size).toBeGreaterThan(10);
	});
});
