import { describe, expect, it } from 'vitest';
import { charOf } from '../lang/values/char.ts';
import { ArrayValue, BlobValue, MapValue } from '../lang/values/container.ts';
import { Float } from '../lang/values/float.ts';
import { FunctionPointer } from '../lang/values/function-pointer.ts';
import { HostObject, type TypeDescriptor } from '../lang/values/host-object.ts';
import { IteratorValue } from '../lang/values/iterator.ts';
import { RangeValue } from '../lang/values/range.ts';
import { Tagged } from '../lang/values/tagged.ts';
import { Timestamp } from '../lang/values/timestamp.ts';
import type { Value } from '../lang/values/value.ts';
import { valueMembers } from './value-json.ts';

class Network extends HostObject {
	readonly descriptor: TypeDescriptor = { name: 'network', display: () => '10.0.0.0/8' };
}

const CASES: readonly (readonly [type: string, value: unknown, given: Value])[] = [
	['()', null, undefined],
	['bool', true, true],
	['i64', 42, 42],
	['i64', 9007199254740991, 9007199254740991],
	['i64', '9007199254740992', 9007199254740992n],
	['i64', '-9223372036854775808', -9223372036854775808n],
	['f64', 1.5, new Float(1.5)],
	['f64', 2, new Float(2)],
	['f64', '-0', new Float(-0)],
	['f64', 'inf', new Float(Number.POSITIVE_INFINITY)],
	['f64', '-inf', new Float(Number.NEGATIVE_INFINITY)],
	['f64', 'NaN', new Float(Number.NaN)],
	['char', '🙂', charOf(0x1f642)],
	['string', 'a"b\n\u2028', 'a"b\n\u2028'],
	['array', [], new ArrayValue([])],
	[
		'array',
		[
			{ type: 'i64', value: 1 },
			{ type: 'array', value: [{ type: 'string', value: 'x' }] },
			{ type: '()', value: null },
		],
		new ArrayValue([1, new ArrayValue(['x']), undefined]),
	],
	['map', {}, new MapValue()],
	[
		'map',
		{ a: { type: 'map', value: { b: { type: 'bool', value: false } } }, '': { type: 'i64', value: 7 } },
		new MapValue(
			new Map<string, Value>([
				['a', new MapValue(new Map([['b', false]]))],
				['', 7],
			]),
		),
	],
	['blob', [0, 255], new BlobValue(Uint8Array.of(0, 255))],
	['range', '1..5', new RangeValue(1, 5, false)],
	['range=', '-1..=5', new RangeValue(-1, 5, true)],
	['range', '0..', new RangeValue(0, 9223372036854775807n, false)],
	['range', 'range', new IteratorValue(() => [][Symbol.iterator]())],
	['Fn', 'f', new FunctionPointer('f', [], undefined, [], undefined)],
	['timestamp', null, new Timestamp(5)],
	['i64', 5, new Tagged(5, 3)],
	['network', '10.0.0.0/8', new Network()],
];

describe('valueMembers', () => {
	it.each(CASES)('%s %j', (type, value, given) => {
		expect(JSON.parse(`{${valueMembers(given)}}`)).toEqual({ type, value });
	});

	it('keeps keys that mean something to JavaScript', () => {
		const map = new MapValue(
			new Map<string, Value>([
				['__proto__', 1],
				['constructor', 2],
			]),
		);
		expect(valueMembers(map)).toBe(
			'"type":"map","value":{"__proto__":{"type":"i64","value":1},"constructor":{"type":"i64","value":2}}',
		);
	});

	it('writes deeper than JavaScript recurses', () => {
		let value: Value = 0;
		for (let depth = 0; depth < 200_000; depth++) value = new ArrayValue([value]);
		expect(valueMembers(value)?.endsWith(`"value":0${'}]'.repeat(200_000)}`)).toBe(true);
	});

	it('gives up on a small value with an endless text', () => {
		let value: Value = new ArrayValue([]);
		for (let depth = 0; depth < 60; depth++) value = new ArrayValue([value, value]);
		expect(valueMembers(value)).toBeUndefined();
	});
});
