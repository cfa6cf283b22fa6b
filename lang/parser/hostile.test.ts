// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are vSL source text
import { describe, expect, test } from 'vitest';
import { walk } from '../ast/visit.ts';
import { SourceFile } from '../source/source-file.ts';
import { parse } from './parse.ts';

const N = 100_000;

/** Texts that grow without end in one direction; each must give a tree, or one diagnostic about its depth. */
const REPEATED: readonly [string, (n: number) => string][] = [
	['(', (n) => '('.repeat(n)],
	['( and )', (n) => `${'('.repeat(n)}1${')'.repeat(n)}`],
	['[', (n) => '['.repeat(n)],
	['[ and ]', (n) => '['.repeat(n) + ']'.repeat(n)],
	['{', (n) => '{'.repeat(n)],
	['{ and }', (n) => '{'.repeat(n) + '}'.repeat(n)],
	['#{a:', (n) => '#{a:'.repeat(n)],
	['#{', (n) => '#{'.repeat(n)],
	['!', (n) => `${'!'.repeat(n)}a`],
	['- ', (n) => `${'- '.repeat(n)}a`],
	['++', (n) => '++ '.repeat(n)],
	['|| ', (n) => `${'|| '.repeat(n)}1`],
	['|a| ', (n) => `${'|a| '.repeat(n)}1`],
	['templates', (n) => '`${'.repeat(n)],
	['templates that close', (n) => '`${'.repeat(n) + '}`'.repeat(n)],
	['else if', (n) => `if a {}${' else if a {}'.repeat(n)}`],
	['.b', (n) => `a${'.b'.repeat(n)}`],
	['.b()', (n) => `a${'.b()'.repeat(n)}`],
	['[0]', (n) => `a${'[0]'.repeat(n)}`],
	['a[', (n) => 'a['.repeat(n)],
	['f(', (n) => 'f('.repeat(n)],
	['+ a', (n) => `a${' + a'.repeat(n)}`],
	['** a', (n) => `a${' ** a'.repeat(n)}`],
	['..', (n) => '.. '.repeat(n)],
	['::a', (n) => `a${'::a'.repeat(n)}`],
	['if', (n) => 'if '.repeat(n)],
	['if a {', (n) => 'if a { '.repeat(n)],
	['if {', (n) => 'if { '.repeat(n)],
	['fn f() {', (n) => 'fn f() { '.repeat(n)],
	['switch', (n) => 'switch a { 1 => '.repeat(n)],
	['cases', (n) => `switch a { ${'1 => 2, '.repeat(n)} }`],
	['try {', (n) => 'try { '.repeat(n)],
	['do {', (n) => 'do { '.repeat(n)],
	['for', (n) => 'for a in '.repeat(n)],
	['rule', (n) => 'rule "a" '.repeat(n)],
	['object', (n) => 'object a b = '.repeat(n)],
	['delegate', (n) => 'delegate '.repeat(n)],
	['delegate(', (n) => 'delegate('.repeat(n)],
	['delegate {;', (n) => 'delegate {; '.repeat(n)],
	['?? return', (n) => 'a ?? return '.repeat(n)],
	['return', (n) => 'return '.repeat(n)],
	['not', (n) => 'not '.repeat(n)],
	['a b', (n) => 'a b\n'.repeat(n)],
	['a ?', (n) => 'a ? '.repeat(n)],
	['a =', (n) => 'a = '.repeat(n)],
	['elements without comma', (n) => `[${'a '.repeat(n)}]`],
	['arguments without comma', (n) => `f(${'a '.repeat(n)}`],
	['commas', (n) => `[${','.repeat(n)}`],
	[')', (n) => ')'.repeat(n)],
	['}', (n) => '}'.repeat(n)],
	[';', (n) => ';'.repeat(n)],
	['else', (n) => 'else '.repeat(n)],
	['`', (n) => '`\n'.repeat(n)],
	['` on one line', (n) => '`a'.repeat(n)],
	['`${ on lines', (n) => '`${\n'.repeat(n)],
	[
		'raw strings of falling length',
		(n) => Array.from({ length: Math.sqrt(n) }, (_, i) => `${'#'.repeat(Math.sqrt(n) - i)}"`).join('\n'),
	],
	['#', (n) => '#'.repeat(n)],
	['"', (n) => '"\n'.repeat(n)],
	["'", (n) => "'\n".repeat(n)],
	['/*', (n) => '/*'.repeat(n)],
	['escapes', (n) => `"${'\\q'.repeat(n)}"`],
	['continuation lines', (n) => `"${'\\\n'.repeat(n)}"`],
	['digits', (n) => '1'.repeat(n)],
	['hexadecimal digits', (n) => `0x${'f'.repeat(n)}`],
	['_', (n) => '_'.repeat(n)],
	['\u00e9', (n) => '\u00e9 '.repeat(n)],
	['lone surrogates', (n) => '\ud800'.repeat(n)],
	['the same key', (n) => `#{${'a:1,'.repeat(n)}}`],
	['the same function', (n) => 'fn f() {}\n'.repeat(n)],
	['brackets of all kinds', (n) => '([{#{`${'.repeat(n / 5)],
	['brackets that close nothing', (n) => ')]}`'.repeat(n / 4)],
];

describe('100,000 times', () => {
	test.each(REPEATED)('%s', (name, make) => {
		const text = make(N);
		const { script, problems } = parse(new SourceFile('hostile', text), {
			expressionDepth: 0,
			functionExpressionDepth: 0,
		});
		// Nothing is left of the file only where the stack was too small.
		expect(script.statements.length > 0).toBe(name !== '/*');
		let depth = 0;
		let deepest = 0;
		walk(script, {
			enter: () => {
				deepest = Math.max(deepest, ++depth);
			},
			leave: () => {
				depth--;
			},
		});
		// Whoever walks the tree recursively must be able to rely on this.
		expect(deepest).toBeLessThan(3000);
		expect(problems.length).toBeLessThanOrEqual(200);
		for (const { message } of problems) expect(message.length).toBeLessThan(400);
	});
});

test('the default limits hold for the same texts', () => {
	for (const [, make] of REPEATED) {
		const { problems } = parse(new SourceFile('hostile', make(2000)));
		expect(problems.filter(({ parseKind }) => parseKind === 'ExprTooDeep').length).toBeLessThanOrEqual(1);
	}
});

test('problems are capped, but reading goes on', () => {
	const { script, problems } = parse(new SourceFile('test', `${'let = 1;\n'.repeat(500)}`));
	expect(problems).toHaveLength(200);
	expect(script.statements.length).toBeGreaterThan(150);
});

test('a large ordinary file is read', () => {
	const unit = 'fn f_N(a, b) { if a > b { log(`x ${a}`); } else { b += 1; } a.c[0].d(b) }\n';
	const text = Array.from({ length: 20_000 }, (_, index) => unit.replace('N', String(index))).join('');
	const { script, problems } = parse(new SourceFile('large', text));
	expect(problems).toEqual([]);
	expect(script.statements).toHaveLength(20_000);
});
