// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are vSL source text
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { walk } from '../ast/visit.ts';
import { SourceFile } from '../source/source-file.ts';
import { parse } from './parse.ts';

/** Correct programs that between them use everything the grammar has. */
const PROGRAMS = [
	'let x = 1 + 2 * -3; const Y = [1, 2.5, \'c\', "s", `t`, #"r"#, (), true];',
	'fn add(a, b) { a + b } private fn T.m() { this.x += 1; } fn "a b".n(x,) { return x; }',
	'if a { b(1) } else if c.d[0]?.e { f!(2) } else { throw "x"; }',
	'for (x, i) in list { if x > i { continue; } while y { break; } }',
	'switch x { 1 | 2 if y => z = 3, 4..9 => { w }, _ => () }',
	'try { risky() } catch (e) { print(e.message) }',
	'import "lists" as l; export x as y; export let z = l::a::b(1);',
	'let s = `a ${ let m = 2; `<${m}>` } b ${"}"} c`;',
	'#{ connect: [ rule "a" || next(), action "b" || { log("x", `y ${z}`); }, delegate svc::s "c" || { if q is "r" { deny() } else { next() } } ] }',
	'object a ip4 = "1.2.3.4"; object f file:fqdn = "/x"; service s db:csv = #{ connector: "p", delimiter: \',\' };',
	'test "t" || { assert(port not 25 && !(x !in [1, 2]) ?? false) }',
	'let f = |a, b| { a - b }.curry(9); do { n -= 1 } until n <= 0; loop { v ?? break 3; }',
	'/// doc\nfn g() { /* c /* d */ */ 0..=5 } // end',
];

const PIECES = (
	'( ) [ ] { } #{ ${ ` " \' ; , . :: ?. ?[ => | || ?? .. ..= - + ! = += == is not in !in let const if else fn for switch ' +
	'rule action delegate object service test try catch return break while do until loop private import export as this eval ' +
	'print call goto a b 1 1. 0x .5 _ _1 () // /* */ /// //! #" "# \\ @ $ ? # #! === -> <- ++ : elif function "a" `b` \u00e9 \ud83d'
)
	.split(' ')
	.concat([' ', '\n', '\r\n', '\t', '\0', '\u00a0', '`${', '"\\\n', '# {']);

/** What holds for every text. */
function checkParse(text: string): void {
	const { script, problems, comments } = parse(new SourceFile('random', text));
	let errors = 0;
	walk(script, {
		enter(node, parent) {
			if (node.kind === 'Error') errors++;
			const inside = node.start >= (parent?.start ?? 0) && node.end <= (parent?.end ?? text.length);
			if (!inside || node.end < node.start)
				throw new Error(`${node.kind} ${node.start}..${node.end} in ${parent?.kind}`);
		},
	});
	if (errors > 0) expect(problems).not.toEqual([]);
	for (const [index, { span, id, severity, parseKind }] of problems.entries()) {
		expect([id, severity, parseKind]).toEqual([expect.stringMatching(/^V4\d\d$/), 'error', expect.any(String)]);
		expect(span.start).toBeGreaterThan(problems[index - 1]?.span.start ?? -1);
		expect(span.start).toBeLessThanOrEqual(text.length);
		expect(span.end).toBeGreaterThanOrEqual(span.start);
	}
	for (const comment of comments) expect(text.slice(comment.start, comment.end)).toBe(comment.text);
}

test('the programs are correct', () => {
	for (const program of PROGRAMS) expect(parse(new SourceFile('test', program)).problems).toEqual([]);
});

test('any text has a tree', () => {
	fc.assert(fc.property(fc.string({ unit: 'binary' }), checkParse), { numRuns: 2000 });
});

test('any sequence of tokens has a tree', () => {
	const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 });
	fc.assert(
		fc.property(soup, fc.boolean(), (pieces, spaced) => checkParse(pieces.join(spaced ? ' ' : ''))),
		{ numRuns: 8000 },
	);
});

test('damaged programs have a tree', () => {
	const damage = fc.record({
		at: fc.nat(),
		cut: fc.integer({ min: 0, max: 6 }),
		insert: fc.constantFrom('', ...PIECES),
	});
	fc.assert(
		fc.property(
			fc.constantFrom(...PROGRAMS),
			fc.constantFrom(...PROGRAMS),
			fc.array(damage, { maxLength: 4 }),
			(a, b, edits) => {
				let text = `${a}\n${b}`;
				for (const { at, cut, insert } of edits) {
					const place = at % (text.length + 1);
					text = text.slice(0, place) + insert + text.slice(place + cut);
				}
				checkParse(text);
			},
		),
		{ numRuns: 8000 },
	);
});

test('programs that end anywhere have a tree', () => {
	for (const program of PROGRAMS) for (let end = 0; end <= program.length; end++) checkParse(program.slice(0, end));
});
