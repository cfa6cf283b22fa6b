import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArrayValue, type MapValue } from '../../lang/values/container.ts';
import { debugText } from '../../lang/values/display.ts';
import { Tagged } from '../../lang/values/tagged.ts';
import { Timestamp } from '../../lang/values/timestamp.ts';
import type { Value } from '../../lang/values/value.ts';
import { parseJson, parseJsonObject } from './json.ts';
import { MAX_JSON_DEPTH } from './json-parse.ts';
import { printJson } from './json-print.ts';
import { bytes, char, float, named, range, run, show, testCases, value } from './test-driver.ts';

test.each([
	['null', '()'],
	[' true ', 'true'],
	['false', 'false'],
	['0', '0'],
	['-0', '0'],
	['-12', '-12'],
	['9007199254740993', '9007199254740993'],
	['9223372036854775807', '9223372036854775807'],
	['-9223372036854775808', '-9223372036854775808'],
	['9223372036854775808', '9.223372036854776e18'],
	['123456789012345678901234567890', '1.2345678901234568e29'],
	['1.0', '1.0'],
	['-0.0', '-0.0'],
	['2.5e3', '2500.0'],
	['1E+2', '100.0'],
	['1e-2', '0.01'],
	['""', '""'],
	['"a\\"\\\\\\/\\b\\f\\n\\r\\t"', '"a\\"\\\\/\\u{8}\\u{c}\\n\\r\\t"'],
	['"\\u00e9\\ud83d\\ude00"', '"é😀"'],
	['"é😀\u007f"', '"é😀\\u{7f}"'],
	['[]', '[]'],
	['[ 1 , [ ] , { } ]', '[1, [], #{}]'],
	['{"b":1,"a":{"c":[null]}}', '#{"a": #{"c": [()]}, "b": 1}'],
	['{"a":1,"a":2}', '#{"a": 2}'],
	['{"__proto__":1,"constructor":2}', '#{"__proto__": 1, "constructor": 2}'],
	['\t{\r\n"p" : [1, 2.5, null]}\n', '#{"p": [1, 2.5, ()]}'],
])('parse_json: %s', (text, expected) => {
	expect(debugText(run('parse_json', [text]).value as Value)).toBe(expected);
});

test.each([
	['', 'the text ends too early at line 1, column 1'],
	['  ', 'the text ends too early at line 1, column 3'],
	['{a:42}', 'expected a key in double quotes at line 1, column 2'],
	['#{a:123}', 'expected a value at line 1, column 1'],
	['[1,]', 'expected a value at line 1, column 4'],
	['[1 2]', "expected ',' or ']' at line 1, column 4"],
	['[1', "expected ',' or ']' at line 1, column 3"],
	['{"a":1,}', 'expected a key in double quotes at line 1, column 8'],
	['{"a" 1}', "expected ':' at line 1, column 6"],
	['{"a":1\n"b":2}', "expected ',' or '}' at line 2, column 1"],
	['{', 'expected a key in double quotes at line 1, column 2'],
	['1 2', 'nothing may follow the value at line 1, column 3'],
	['[]]', 'nothing may follow the value at line 1, column 3'],
	['01', 'nothing may follow the value at line 1, column 2'],
	['+1', 'expected a value at line 1, column 1'],
	['1.', 'nothing may follow the value at line 1, column 2'],
	['.5', 'expected a value at line 1, column 1'],
	['-', 'expected a value at line 1, column 1'],
	['1e999', 'number out of range at line 1, column 1'],
	['NaN', 'expected a value at line 1, column 1'],
	['tru', 'expected a value at line 1, column 1'],
	['truest', 'nothing may follow the value at line 1, column 5'],
	['"abc', 'a string does not end at line 1, column 1'],
	['"é\n"', 'a string holds a control character at line 1, column 3'],
	['"\\x"', 'unknown escape sequence at line 1, column 2'],
	['"\\', 'unknown escape sequence at line 1, column 2'],
	['"\\u12g4"', 'an escape sequence needs four hexadecimal digits at line 1, column 2'],
	['"\\ud83d"', 'half of a surrogate pair at line 1, column 8'],
	['"\\ud83dx"', 'half of a surrogate pair at line 1, column 8'],
	['"\\ude00"', 'half of a surrogate pair at line 1, column 8'],
	['"\\ud83d\\u0041"', 'half of a surrogate pair at line 1, column 14'],
	["'a'", 'expected a value at line 1, column 1'],
	['[/* */]', 'expected a value at line 1, column 2'],
	['\ufeff1', 'expected a value at line 1, column 1'],
	['"😀" x', 'nothing may follow the value at line 1, column 5'],
])('parse_json refuses %j', (text, reason) => {
	expect(show('parse_json', [text])).toBe(`ErrorRuntime: Runtime error: Invalid JSON: ${reason}`);
});

testCases([
	['to_json', [{}], '"{}"'],
	['to_json', [{ b: 1, a: [1, 'x', undefined] }], '"{\\"a\\":[1,\\"x\\",null],\\"b\\":1}"'],
	['to_json', [{ a: [1] }], '"{\\"a\\":[1]}"'],
	['to_json', [[1]], 'ErrorFunctionNotFound: Function not found: to_json (array)'],
]);

test.each([
	['unit', undefined, 'null'],
	['bool', true, 'true'],
	['big int', 9007199254740993n, '9007199254740993'],
	['float', float(1), '1.0'],
	['large float', float(1e300), '1e300'],
	['small float', float(-1e-7), '-1e-7'],
	['NaN', float(Number.NaN), 'null'],
	['infinity', float(-Infinity), 'null'],
	['string', '"\\\n\u0001\u2028😀', '"\\"\\\\\\n\\u0001\u2028😀"'],
	['char', char('"'), '"\\""'],
	['blob', bytes(1, 255), '[1,255]'],
	['empty blob', bytes(), '[]'],
	['range', range(1, 3), '"1..3"'],
	['timestamp', new Timestamp(0), '"<timestamp>"'],
	['pointer', named('run'), '"run"'],
	['curried pointer', named('run').curry([7, named('x').curry(['y'])]), '["run",7,["x","y"]]'],
	['tagged', new Tagged('a', 1), '"a"'],
	['nested', value([[], [{}], { a: {} }]), '[[],[{}],{"a":{}}]'],
])('to_json of %s', (_what, from, expected) => {
	expect(printJson(from)).toBe(expected);
});

test('what JSON.parse takes, we take, and the other way round', () => {
	fc.assert(
		fc.property(fc.json({ maxDepth: 4 }), (text) => {
			expect(JSON.parse(printJson(parseJson(text)))).toEqual(JSON.parse(text, (_key, v) => (v === 0 ? 0 : v)));
		}),
	);
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom(...'[]{},:"\\u0e1.-+ntrue falsu\n') }), (text) => {
			let native = true;
			try {
				JSON.parse(text);
			} catch {
				native = false;
			}
			// They differ in numbers too large and in halves of surrogate pairs, which this alphabet cannot spell.
			expect(show('parse_json', [text]).startsWith('ErrorRuntime')).toBe(!native);
		}),
		{ numRuns: 3000 },
	);
});

test('nesting', () => {
	const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
	expect(printJson(parseJson(nested(MAX_JSON_DEPTH)))).toBe(nested(MAX_JSON_DEPTH));
	expect(show('parse_json', [nested(MAX_JSON_DEPTH + 1)])).toContain(`nested more than ${MAX_JSON_DEPTH} deep`);
	expect(show('parse_json', ['[{"a":'.repeat(1_000_000)])).toContain('nested more than');
	let deep: Value = new ArrayValue([]);
	for (let i = 0; i < 200_000; i++) deep = new ArrayValue([deep]);
	expect(printJson(deep)).toBe(nested(200_001));
});

test('text without end is refused', () => {
	let wide: Value = 'x';
	for (let i = 0; i < 60; i++) wide = new ArrayValue([wide, wide]);
	expect(() => printJson(wide)).toThrow('Length of string too large');
	expect(show('to_json', [{ a: 'xxxxxxxxx' }], { limits: { stringLength: 10 } })).toMatch(/^ErrorDataTooLarge: /);
});

test('large input takes linear time', () => {
	const size = 300_000;
	expect((parseJson(`[${'1,'.repeat(size)}1]`) as ArrayValue).items.length).toBe(size + 1);
	expect(parseJson(`"${'\\n'.repeat(size)}"`)).toBe('\n'.repeat(size));
	expect(() => parseJson('9'.repeat(1_000_000))).toThrow('out of range');
	expect(() => parseJson(`"${'x'.repeat(1_000_000)}`)).toThrow('does not end');
});

test('objects for hosts', () => {
	expect((parseJsonObject('{"a":1}') as MapValue).get('a')).toBe(1);
	expect(() => parseJsonObject('123')).toThrow(
		expect.objectContaining({ kind: 'ErrorMismatchOutputType', fields: { requested: 'map', actual: 'i64' } }),
	);
	expect(() => parseJsonObject('{a:42}')).toThrow(expect.objectContaining({ kind: 'ErrorParsing' }));
});
