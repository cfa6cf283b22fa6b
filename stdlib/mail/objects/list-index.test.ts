/** The index of a list must answer as a search through all of its items would. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArrayValue } from '../../../lang/values/container.ts';
import { debugText } from '../../../lang/values/display.ts';
import type { Value } from '../../../lang/values/value.ts';
import { ScriptError } from '../../../lang/vm/errors.ts';
import { NULL_ADDRESS } from './address.ts';
import { parseCode } from './code.ts';
import { objectContains } from './containment.ts';
import { objectEquals } from './equality.ts';
import { FileObject } from './file.ts';
import { GroupObject } from './group.ts';
import type { ListObject } from './leaves.ts';
import { CONTENT_TYPES, type ContentType } from './object-words.ts';
import { canonicalText, makeScalar } from './scalar-objects.ts';
import { asObject } from './vsl-object.ts';

/** Texts that have something to do with each other. */
const TEXTS: Readonly<Record<ContentType, readonly string[]>> = {
	ip4: ['192.0.2.1', '192.0.2.2', '10.0.0.1', '255.255.255.255'],
	ip6: ['2001:db8::1', '::1', '::ffff:192.0.2.1', 'ffff::'],
	rg4: ['192.0.2.0/24', '192.0.2.1/32', '10.0.0.0/8', '0.0.0.0/0', '10.0.0.0/9'],
	rg6: ['2001:db8::/32', '::/0', '2001:db8::1/128', '::ffff:0:0/96'],
	address: [
		'ann@mx.example',
		'ann@MX.Example',
		'Ann@mx.example',
		'bob@lists.mx.example',
		'"a@b"@x.example',
		'null@x.y',
	],
	fqdn: ['mx.example', 'MX.EXAMPLE', 'lists.mx.example', 'example', 'a.b.c.lists.mx.example', 'localhost', 'x.y'],
	identifier: ['ann', 'Ann', 'bob', 'null', '', 'mx.example', 'ann@mx.example', '192.0.2.1'],
	regex: ['^ann', 'example$', '[0-9]+', '^$', 'zzz'],
	string: [
		'ann',
		'ann@mx.example',
		'ann@Mx.example',
		'mx.example',
		'Lists.MX.example',
		'.mx.example',
		'a b.mx.example',
		'a@lists.mx.example',
		'_x.mx.example',
		'mx.example.',
		'192.0.2.1',
		'0:0::1',
		'192.0.2.128/25',
		'192.0.2.0/23',
		'2001:db8:1::/48',
		'010.0.0.1',
		'null',
		'',
		'@',
		'a@',
		'550 no',
	],
};

const scalars = CONTENT_TYPES.flatMap((type) => TEXTS[type].map((text) => makeScalar(type, text)));
const others: Value[] = [NULL_ADDRESS, parseCode('550 no'), parseCode('550 5.7.1 no'), parseCode('250 192.0.2.1')];
const files = CONTENT_TYPES.map(
	(type) => new FileObject(`/${type}`, type, TEXTS[type].map((text) => canonicalText(type, text)).slice(0, 3)),
);

const scalar = fc.constantFrom(...scalars, ...others);
const file = fc.oneof(
	fc.constantFrom(...files),
	fc.constantFrom(...CONTENT_TYPES).chain((type) =>
		fc.array(fc.constantFrom(...TEXTS[type]), { maxLength: 4 }).map(
			(texts) =>
				new FileObject(
					'/f',
					type,
					texts.map((text) => canonicalText(type, text)),
				),
		),
	),
);

const group: fc.Arbitrary<GroupObject> = fc.letrec((tie) => ({
	item: fc.oneof(
		{ weight: 8, arbitrary: scalar },
		{ weight: 1, arbitrary: file },
		{ weight: 1, arbitrary: tie('group') },
	),
	group: fc
		.array(tie('item'), { maxLength: 12 })
		.map((items) => GroupObject.of(new ArrayValue(items as Value[])) as Value),
})).group as fc.Arbitrary<GroupObject>;

/** What contains items by itself when it is in a list (directive spec 4.6). */
const CONTAINERS: ReadonlySet<string> = new Set(['rg4', 'rg6', 'regex', 'fqdn']);

function equalsSafely(left: Value, right: Value): boolean {
	const object = asObject(left) ?? asObject(right);
	if (object === undefined) return left === right;
	try {
		return objectEquals(object, object === left ? right : left);
	} catch (error) {
		if (error instanceof ScriptError) return false;
		throw error;
	}
}

function foundBySearch(list: ListObject, item: Value): boolean {
	for (let at = 0; at < list.length; at++) {
		const element = list.at(at);
		if (equalsSafely(element, item)) return true;
		const object = asObject(element);
		if (object === undefined) continue;
		if (object.kind === 'group' || object.kind === 'file') {
			if (foundBySearch(object, item)) return true;
		} else if (CONTAINERS.has(object.kind) && objectContains(object, item)) return true;
	}
	return false;
}

describe('every item is found by the index exactly if a search finds it', () => {
	const asked = [...scalars, ...others, ...files, 1, true, undefined, new ArrayValue(['ann'])];

	/** Next to so many items the files inside are small, and do not keep indexes of their own. */
	const filler = Array.from({ length: 100 }, (_, index) => makeScalar('fqdn', `f${index}.filler`));

	test('in groups with lists inside', () => {
		fc.assert(
			fc.property(group, group, fc.boolean(), (some, item, filled) => {
				const list = filled ? GroupObject.of(new ArrayValue([...some.items, ...filler])) : some;
				for (const sought of [...asked, item, list]) {
					const expected = foundBySearch(list, sought);
					if (list.index.has(sought) !== expected) {
						expect.fail(`${debugText(sought)} in ${debugText(list)} must be ${expected}`);
					}
				}
			}),
			{ numRuns: 300 },
		);
	});

	test('in files', () => {
		fc.assert(
			fc.property(file, (list) => {
				list.index.prepare();
				for (const sought of asked) {
					const expected = foundBySearch(list, sought);
					if (list.index.has(sought) !== expected) {
						expect.fail(`${debugText(sought)} in ${debugText(list)} must be ${expected}`);
					}
				}
			}),
		);
	});
});

test('groups that share their parts are looked through once', () => {
	let list = GroupObject.of(new ArrayValue([makeScalar('fqdn', 'mx.example')]));
	for (let level = 0; level < 20; level++) list = GroupObject.of(new ArrayValue([list, list]));
	expect(list.size).toBe(2 ** 20);
	expect(list.index.has('mx.example')).toBe(true);
	expect(list.index.has('other.example')).toBe(false);
});

test('lists bound their depth and their size', () => {
	const nest =
		(levels: number, width: number): (() => GroupObject) =>
		() => {
			let list = GroupObject.of(new ArrayValue(['x']), 'deep');
			for (let level = 1; level < levels; level++)
				list = GroupObject.of(new ArrayValue(Array(width).fill(list)), 'deep');
			return list;
		};
	expect(nest(64, 1)().depth).toBe(64);
	expect(nest(65, 1)).toThrow("the 'deep' group has more than 64 lists inside each other");
	expect(nest(9, 10)).toThrow("the 'deep' group has more than 10000000 items");
});
