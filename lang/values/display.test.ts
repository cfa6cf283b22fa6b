import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ScriptError } from '../vm/errors.ts';
import { Cell } from './cell.ts';
import { ArrayValue } from './container.ts';
import { debugText, display, quoteText, thrownText } from './display.ts';
import { FunctionPointer } from './function-pointer.ts';
import { I64_MAX } from './int.ts';
import { IteratorValue } from './iterator.ts';
import { array, blob, char, closure, doubled, float, map, nested, pointer, range, rangeTo, Thing } from './samples.ts';
import { Tagged } from './tagged.ts';
import { Timestamp } from './timestamp.ts';
import type { Value } from './value.ts';

const named = new Thing({ name: 'thing' });
const shown = new Thing({ name: 'thing', display: (self) => `#${self.id}`, debug: (self) => `thing(${self.id})` }, 7);

describe('text forms', () => {
	it.each<[name: string, value: Value, display: string, debug: string]>([
		['unit', undefined, '', '()'],
		['true', true, 'true', 'true'],
		['false', false, 'false', 'false'],
		['int', -5, '-5', '-5'],
		['large int', I64_MAX, '9223372036854775807', '9223372036854775807'],
		['float', float(1), '1.0', '1.0'],
		['large float', float(1e15), '1e15', '1000000000000000.0'],
		['char', char('x'), 'x', 'x'],
		['string', 'a"b', 'a"b', '"a\\"b"'],
		['array', array(1, 'a', char('c'), undefined), '[1, "a", c, ()]', '[1, "a", c, ()]'],
		['empty array', array(), '[]', '[]'],
		[
			'mixed',
			array(float(1), 'a"b', char('c'), undefined, map({ k: true })),
			'[1.0, "a\\"b", c, (), #{"k": true}]',
			'[1.0, "a\\"b", c, (), #{"k": true}]',
		],
		['float in array', array(float(1e15), float(-0)), '[1000000000000000.0, -0.0]', '[1000000000000000.0, -0.0]'],
		[
			'map, sorted',
			map({ z: 1, B: 2, a: array(map()) }),
			'#{"B": 2, "a": [#{}], "z": 1}',
			'#{"B": 2, "a": [#{}], "z": 1}',
		],
		[
			'map with odd keys',
			map({ 'a b': 1, '10': 2, '9': 3, 'q"': 4 }),
			'#{"10": 2, "9": 3, "a b": 1, "q\\"": 4}',
			'#{"10": 2, "9": 3, "a b": 1, "q\\"": 4}',
		],
		['empty map', map(), '#{}', '#{}'],
		['blob', blob(1, 2, 0xab), '[0102ab]', '[0102ab]'],
		['blob of 8', blob(1, 2, 3, 4, 5, 6, 7, 8), '[0102030405060708]', '[0102030405060708]'],
		['blob of 9', blob(1, 2, 3, 4, 5, 6, 7, 8, 9), '[0102030405060708 09]', '[0102030405060708 09]'],
		['empty blob', blob(), '[]', '[]'],
		['range', range(1, 5), '1..5', '1..5'],
		['range=', rangeTo(-1, 5), '-1..=5', '-1..=5'],
		['open range', range(1, I64_MAX), '1..', '1..'],
		['open range=', rangeTo(1, I64_MAX), '1..=', '1..='],
		['iterator', new IteratorValue(() => [][Symbol.iterator]()), 'range', 'range'],
		['pointer', pointer('run', 1), 'Fn(run)', 'Fn(run)'],
		['closure', closure(), 'Fn(anon$1)', 'Fn(anon$1)'],
		['timestamp', new Timestamp(5), '<timestamp>', '<timestamp>'],
		['host object without forms', named, 'thing', 'thing'],
		['host object', shown, '#7', 'thing(7)'],
		['host object in array', array(shown), '[thing(7)]', '[thing(7)]'],
		['tagged', new Tagged('x', 3), 'x', '"x"'],
		['tagged array in array', array(new Tagged(array(1), 3)), '[[1]]', '[[1]]'],
	])('%s', (_, value, displayed, debugged) => {
		expect(display(value)).toBe(displayed);
		expect(debugText(value)).toBe(debugged);
	});
});

describe('escapes of the debug form', () => {
	it.each([
		['plain', '"plain"'],
		['', '""'],
		['\\', '"\\\\"'],
		["it's", '"it\'s"'],
		['\n\r\t\0', '"\\n\\r\\t\\0"'],
		['\x01\x1f\x7f', '"\\u{1}\\u{1f}\\u{7f}"'],
		['\u0085', '"\\u{85}"'],
		['\u00a0', '"\\u{a0}"'],
		['e\u0301', '"e\\u{301}"'],
		['\u200b\u200d\ufeff', '"\\u{200b}\\u{200d}\\u{feff}"'],
		['\u2028', '"\\u{2028}"'],
		['\ue000', '"\\u{e000}"'],
		['é✓😀', '"é✓😀"'],
		['\u{e0100}', '"\\u{e0100}"'],
		['\ud800', '"\\u{d800}"'],
	])('%j', (text, quoted) => {
		expect(quoteText(text)).toBe(quoted);
	});

	test('can be undone', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const inner = quoteText(text).slice(1, -1);
				const names: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };
				const back = inner.replace(/\\(?:u\{([0-9a-f]+)\}|(.))/gs, (_, hex?: string, name?: string) =>
					hex === undefined
						? (names[name as string] ?? (name as string))
						: String.fromCodePoint(Number.parseInt(hex, 16)),
				);
				expect(back).toBe(text);
			}),
		);
	});
});

describe('what an uncaught throw shows', () => {
	it.each<[value: Value, text: string]>([
		[char('a'), 'a'],
		['a', 'a'],
		[undefined, ''],
		[array(1, char('a')), "[1, 'a']"],
		[array(char("'"), char('"'), char('\n')), `['\\'', '"', '\\n']`],
		[map({ k: array(char('x')) }), `#{"k": ['x']}`],
		[new Tagged(array(char('x')), 1), `['x']`],
		[float(1e15), '1e15'],
	])('case %#', (value, text) => {
		expect(thrownText(value)).toBe(text);
	});
});

test('a cycle through a closure ends', () => {
	const object = map();
	const cell = new Cell(object, 'o', false);
	const target = { name: 'anon$1', anonymous: true, arity: 0 };
	object.set('f', new FunctionPointer('anon$1', [], target, [cell], undefined));
	expect(debugText(object)).toBe('#{"f": Fn(anon$1)}');
});

test('deep nesting costs no stack', () => {
	const depth = 200_000;
	expect(debugText(nested(depth))).toBe(`${'['.repeat(depth)}()${']'.repeat(depth)}`);
});

test('text without end is refused', () => {
	expect(() => display(doubled(60))).toThrow(ScriptError);
	expect(() => display(doubled(60))).toThrow('Length of string too large');
});

test('parts in several places are written everywhere', () => {
	expect(debugText(doubled(3, 'x'))).toBe('[[["x", "x"], ["x", "x"]], [["x", "x"], ["x", "x"]]]');
	const part = map({ a: array(char('q')) });
	part.shared = true;
	expect(debugText(array(part, 1, part, array(part, part)))).toBe(
		'[#{"a": [q]}, 1, #{"a": [q]}, [#{"a": [q]}, #{"a": [q]}]]',
	);
	expect(thrownText(map({ x: part, y: part }))).toBe(`#{"x": #{"a": ['q']}, "y": #{"a": ['q']}}`);
});

test('many items', () => {
	const items = Array.from({ length: 5000 }, (_, n) => n);
	expect(display(new ArrayValue(items))).toBe(`[${items.join(', ')}]`);
});
