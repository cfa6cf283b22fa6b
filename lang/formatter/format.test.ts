import { describe, expect, it } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import { checkFormat } from '../testing/check-format.ts';
import { format } from './index.ts';

function formatted(text: string): string {
	const result = checkFormat(text);
	return result === undefined ? 'syntax error' : 'text' in result ? result.text : result.fault;
}

describe('places where a blank or semicolon has meaning', () => {
	const cases: [string, string][] = [
		['let x=- 1;', 'let x = - 1;\n'],
		['let x=-1;', 'let x = -1;\n'],
		['let x = -  y;', 'let x = -y;\n'],
		['a - -1;', 'a - -1;\n'],
		['a- - b;', 'a - -b;\n'],
		['- - 1;', '- - 1;\n'],
		['+ + a;', '+ +a;\n'],
		['- -1;', '- -1;\n'],
		['a<- 1;', 'syntax error'],
		['a< - 1;', 'a < - 1;\n'],
		['{ } ; -1', '{};\n-1\n'],
		['{ } -1', '{}\n-1\n'],
		['{ } ;;; -1', '{};\n-1\n'],
		['{ } ; - 1', '{};\n- 1\n'],
		['{ } ; 1', '{}\n1\n'],
		['fn f(){} ; -1', 'fn f() {};\n-1\n'],
		['switch a{1=>{}-9223372036854775808=>1}', 'switch a {\n    1 => {},\n    - 9223372036854775808 => 1,\n}\n'],
		['switch a{1=>{}, -9223372036854775808=>1}', 'switch a {\n    1 => {},\n    -9223372036854775808 => 1,\n}\n'],
		['switch a{1..=>2}', 'syntax error'],
		['switch a{1.. =>2}', 'switch a {\n    1.. => 2,\n}\n'],
		['let x = 5. .x;', 'let x = 5. .x;\n'],
		['let x = 5 .x;', 'let x = 5.x;\n'],
		['let x = 5 . /* c */ x;', 'let x = 5 . /* c */ x;\n'],
		['let x = [5. ];', 'let x = [5.];\n'],
		['let x = 1. .. 2.;', 'let x = 1. .. 2.;\n'],
		['a !in b;', 'a !in b;\n'],
		['!inner;', '!inner;\n'],
		['f!( );', 'f!();\n'],
		['let x = ();', 'let x = ();\n'],
		['| | 1', '|| 1\n'],
		['a || | | 1', 'a || || 1\n'],
		['5. ', '5.\n'],
		['rule "x" "y"', 'rule "x" "y"\n'],
		['let x = 7 /* open', 'let x = 7; /* open\n'],
		['7 /* open  \n\n', '7 /* open\n'],
	];
	it.each(cases)('%s', (source, expected) => expect(formatted(source)).toBe(expected));
});

describe('semicolons', () => {
	const cases: [string, string][] = [
		['', ''],
		[' \n\n ', ''],
		[';', ''],
		[';;a;;b;;', 'a;\nb;\n'],
		['a', 'a\n'],
		['a;', 'a;\n'],
		['let a', 'let a;\n'],
		['fn f() { a }', 'fn f() {\n    a\n}\n'],
		['fn f() { a; }', 'fn f() {\n    a;\n}\n'],
		['fn f() { return a }', 'fn f() {\n    return a;\n}\n'],
		['fn f() { ; }', 'fn f() {}\n'],
		['{ ; a }', '{\n    a\n}\n'],
		['if a { } ; b', 'if a {}\nb\n'],
		['do { } while a;', 'do {} while a;\n'],
		['/// a\n; fn f() { }', '/// a\n;\nfn f() {}\n'],
		['a /// b\n; fn f() { }', 'a /// b\n;\nfn f() {}\n'],
	];
	it.each(cases)('%j', (source, expected) => expect(formatted(source)).toBe(expected));
});

describe('line ends', () => {
	const cases: [string, string, string][] = [
		['CRLF becomes LF', 'let a = 1;\r\n\r\n\r\nlet b = 2; // c\r\n', 'let a = 1;\n\nlet b = 2; // c\n'],
		['CRLF in comments too', '/* a\r\n   b */\r\na;', '/* a\n   b */\na;\n'],
		['CRLF in back-tick strings, where it means LF', 'a = `x\r\ny`;', 'a = `x\ny`;\n'],
		['and in interpolated ones', `a = \`x\r\n\${\r\nb}\`;`, `a = \`x\n\${\nb}\`;\n`],
		['not where a CR stands before it', 'a = `x\r\r\ny`;', 'a = `x\r\r\ny`;\n'],
		['not in raw strings', 'a = #"x\r\ny"#;', 'a = #"x\r\ny"#;\n'],
		['nor in raw strings inside of interpolations', `a = \`\${#"x\r\ny"#}\`;`, `a = \`\${#"x\r\ny"#}\`;\n`],
		['CR alone is a blank', 'let a = 1;\rlet b = 2;\r', 'let a = 1;\nlet b = 2;\n'],
		['and ends a comment', 'a; // b\rc;', 'a; // b\nc;\n'],
		['in a continued string', 'let a = "x\\\r\n         y";', 'let a = "x\\\n         y";\n'],
	];
	it.each(cases)('%s', (_name, source, expected) => expect(formatted(source)).toBe(expected));
});

describe('the first line', () => {
	const cases: [string, string][] = [
		['#!/usr/bin/vsl', '#!/usr/bin/vsl\n'],
		['#!/usr/bin/vsl\nlet a=1', '#!/usr/bin/vsl\nlet a = 1;\n'],
		['#!/usr/bin/vsl\r\n\r\n\r\n// c\r\na', '#!/usr/bin/vsl\n\n// c\na\n'],
		['#!/usr/bin/vsl\n\n\n', '#!/usr/bin/vsl\n'],
	];
	it.each(cases)('%j', (source, expected) => expect(formatted(source)).toBe(expected));
});

describe('files with mistakes are left alone', () => {
	it.each(['let a = ;', 'f(', '\u00a0let a = 1;', 'break;', 'let x = eval("1");', '"open'])('%j', (text) => {
		const result = format(new SourceFile('bad.vsl', text));
		expect(result).not.toHaveProperty('text');
		expect('problems' in result && result.problems.length).toBeGreaterThan(0);
	});
	it('with places that fit the file in spite of a first line for the shell', () => {
		const result = format(new SourceFile('bad.vsl', '#!/usr/bin/vsl\nlet a = ;'));
		expect('problems' in result && result.problems[0]?.span.start).toBe(23);
	});
});

describe('large and deep texts', () => {
	const many = (text: string, count: number): string => text.repeat(count);
	const cases: [string, string][] = [
		['statements', many('let a = f(b, c);\n', 5_000)],
		['statements on one line', many('a;', 20_000)],
		['a long array', `[${many('a,', 20_000)}]`],
		['a long array of numbers', `[${many('1, ', 20_000)}]`],
		['a long map', `[${many('#{ a: 1 },', 20_000)}]`],
		['a long chain', `a${many('.b', 20_000)};`],
		['a long chain of calls', `a${many('.b(c)', 20_000)};`],
		['a long row of indices', `a${many('[b + c]', 20_000)};`],
		['else if', `if a {} ${many('else if b { c } ', 5_000)}`],
		['else if as a value', `let x = if a { 1 } ${many('else if b { c } ', 5_000)};`],
		['comments', many('/* c */ // d\n', 20_000)],
		['comments in an argument list', `f(${many('/* c */ ', 20_000)} a)`],
		['a long comment', `/*${many(' c\n', 20_000)}*/`],
		['semicolons', many(';', 20_000)],
		['cases', `switch a { ${many('1 | 2 => b, ', 5_000)} }`],
		['a continued string', `"${many('\\\n ', 20_000)}"`],
		['an interpolated string', `\`${many(`\${a + "b"}`, 5_000)}\``],
		['nested blocks', many('{', 40) + many('a;', 5_000) + many('}', 40)],
	];
	it.each(cases)('%s', (_name, text) => expect(checkFormat(text)).toHaveProperty('text'));

	it.each(['(', '[', '{', '#{ a: ', '!', '- ', 'a + ', '|x| ', 'if a ', '`${', 'rule "x" ', 'f('])(
		'nothing nested too deeply ends in an exception: %s',
		(text) => expect(() => format(new SourceFile('deep.vsl', `let x = ${many(text, 20_000)}`))).not.toThrow(),
	);
});
