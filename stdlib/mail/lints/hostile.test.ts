/** No script is too strange or too large for the lints: they give an answer, and never throw. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderTextReport } from '../../../lang/diagnostics/render-text.ts';
import { parse } from '../../../lang/parser/index.ts';
import { SourceFile } from '../../../lang/source/source-file.ts';
import { checked, checkedText } from './test-check.ts';

const MANY = 20_000;
const UNLIMITED = { expressionDepth: 0, functionExpressionDepth: 0 };

const SHAPES: readonly [name: string, text: string][] = [
	['a long sum of texts', `#{ preq: [action "a" || fs::write(helo()${' + helo()'.repeat(MANY)})] }`],
	['a long row of comparisons', `#{ preq: [action "a" || log("info", \`\${helo()${' == helo()'.repeat(MANY)}}\`)] }`],
	['a long chain', `#{ preq: [action "a" || fs::write(mail_from()${'.domain'.repeat(MANY)})] }`],
	['many methods', `#{ preq: [action "a" || fs::write(helo()${'.to_upper()'.repeat(MANY)})] }`],
	['many directives', `#{ preq: [${'rule "a" || next(),'.repeat(5000)}] }`],
	['many stages', `#{ ${'preq: [], '.repeat(5000)} }`],
	['many else-ifs', `#{ preq: [rule "a" || if true { next() }${' else if helo() == "x" { deny() }'.repeat(5000)}] }`],
	[
		'functions that call the next one',
		`${Array.from({ length: 3000 }, (_, at) => `fn f${at}(x) { f${at + 1}(x) }`).join('\n')}\n#{ preq: [rule "a" || f0(helo())] }`,
	],
	[
		'functions that call the one before',
		`fn f0(x) { fs::write(x) }\n${Array.from({ length: 3000 }, (_, at) => `fn f${at + 1}(x) { f${at}(x) }`).join('\n')}\n#{ preq: [rule "a" || f3000(helo())] }`,
	],
	[
		'one function with many bodies',
		`${'fn f(x) { x }\n'.repeat(2000)}#{ preq: [rule "a" || f(${'f('.repeat(50)}1${')'.repeat(50)})] }`,
	],
	[
		'variables that stand for one another',
		`${Array.from({ length: 5000 }, (_, at) => `const c${at} = c${at - 1};`).join('\n')}\n#{ preq: [rule "a" || c4999] }`,
	],
	['blocks within blocks', `#{ preq: [rule "a" || ${'{'.repeat(150)}next()${'}'.repeat(150)}] }`],
	['loops within loops', `#{ preq: [rule "a" || { ${'loop { '.repeat(100)}${'}'.repeat(100)} next() }] }`],
	[
		'maps within maps',
		`#{ preq: [action "a" || fs::write(${'#{ a: '.repeat(100)}helo()${' }'.repeat(100)}${'.a'.repeat(100)})] }`,
	],
	[
		'a map that grows',
		`#{ preq: [action "a" || { let m = #{}; ${'m.a = m; m.b = helo(); '.repeat(500)} fs::write(m.b); }] }`,
	],
	['many returns', `fn f() { ${'if x { return deny(); } '.repeat(5000)} }\n#{ preq: [rule "a" || f()] }`],
	['an alternation without end', `object r regex = "${'(a|'.repeat(2000)}b${')'.repeat(2000)}";`],
	['a group of groups', `object g group = ${'['.repeat(100)}${']'.repeat(100)};`],
];

describe('hostile scripts', () => {
	test.each(SHAPES)('%s', (_name, text) => {
		const found = checked(parse(new SourceFile('x.vsl', text), UNLIMITED));
		expect(found.every(({ message }) => message.length < 2000)).toBe(true);
	});

	const pieces = fc.constantFrom(
		...'rule action delegate object service "a" || | #{ } [ ] ( ) { } , ; : :: . ?. = == in !in + ! && if else switch => _ for let const fn return try catch throw loop while break import as export'.split(
			' ',
		),
		...'next() deny() accept("550 no") helo() mail_from() rcpt() ctx() msg() fs::write sqlite::connect regex ip4 mail preq evaluate .domain .query .run cmd db csv code x y 1 "550 4.1.1 x" `${helo()}` true'.split(
			' ',
		),
		'object x ip4 = "1.2.3.4"',
		'service s cmd = #{ command: "x" }',
		'#{ mail: [rule "a" || next()] }',
	);
	test('texts of all kinds', () => {
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
				expect(renderTextReport(checkedText(words.join(' ')))).toBeTypeOf('string');
			}),
			{ numRuns: 2000 },
		);
	});

	/** Mostly scripts that parse, so that the lints see them. */
	const value = fc.constantFrom(
		'next()',
		'deny()',
		'helo()',
		'rcpt()',
		'"x"',
		'x',
		'5',
		'()',
		'o',
		's',
		'f(x)',
		'net_10',
		'code_greylist',
	);
	const statement = fc.oneof(
		fc.tuple(value, value).map(([a, b]) => `if ${a} == ${b} { return ${b}; }`),
		fc.tuple(value, value).map(([a, b]) => `let x = #{ a: ${a}, b: [${b}] };`),
		fc.tuple(value, value).map(([a, b]) => `try { fs::write(\`\${${a}}\`); } catch { ${b} }`),
		fc.tuple(value, value).map(([a, b]) => `for y in ${a} { if y in ${b} { break; } }`),
		fc.tuple(value, value).map(([a, b]) => `switch ${a} { "x" => ${b}, _ => ${a} };`),
		value.map((a) => `x.a = ${a}; x.push(${a});`),
		value.map((a) => `${a};`),
		value.map((a) => `deny(${a});`),
		value.map((a) => `s.query(${a}); msg::append_header(${a}, ${a});`),
	);
	test('scripts of all kinds', () => {
		const body = fc.array(statement, { maxLength: 8 });
		fc.assert(
			fc.property(body, body, body, (first, second, third) => {
				const text = `let x = 1;\nobject o fqdn = "x.example";\nservice s db:sqlite = #{ path: "x" };\nfn f(x) { ${first.join('\n')} }
#{ rcpt: [rule "a" || { ${second.join('\n')} }], preq: [action "b" || { ${third.join('\n')} }, rule "c" || f(helo())] }`;
				expect(renderTextReport(checkedText(text))).toBeTypeOf('string');
			}),
			{ numRuns: 500 },
		);
	});
});
