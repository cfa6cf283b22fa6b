import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import type { PathPart } from './key-places.ts';
import { keyText, locateKeys } from './locate.ts';
import { parseToml } from './parse.ts';

const TEXT = `top = """
[not.a.table]
key = 1"""
[ a . "b.c" ] # comment
x = [1, # [no]
  "]\\"", { z = 1, "p\\u0041" . q = [2,
  ] } ]
y.z = '''[q]'''
[[list]]
"quoted" = 1 # not = this
[[list]]
n = {}
[list.sub]
deep = true
[a.d]
`;

const PLACES: [path: PathPart[], key: string, value: string | undefined][] = [
	[['top'], '1:1', '1:7 """\n[not.a.table]\nkey = 1"""'],
	[['a', 'b.c'], '4:3', undefined],
	[['a', 'b.c', 'x'], '5:1', '5:5 [1, # [no]\n  "]\\"", { z = 1, "p\\u0041" . q = [2,\n  ] } ]'],
	[['a', 'b.c', 'x', 0], '5:6', '5:6 1'],
	[['a', 'b.c', 'x', 1], '6:3', '6:3 "]\\""'],
	[['a', 'b.c', 'x', 2, 'z'], '6:12', '6:16 1'],
	[['a', 'b.c', 'x', 2, 'pA', 'q'], '6:19', '6:35 [2,\n  ]'],
	[['a', 'b.c', 'x', 2, 'pA', 'q', 0], '6:36', '6:36 2'],
	[['a', 'b.c', 'y', 'z'], '8:1', "8:7 '''[q]'''"],
	[['list'], '9:3', undefined],
	[['list', 0], '9:3', undefined],
	[['list', 0, 'quoted'], '10:1', '10:12 1'],
	[['list', 1], '11:3', undefined],
	[['list', 1, 'n'], '12:1', '12:5 {}'],
	[['list', 1, 'sub'], '13:2', undefined],
	[['list', 1, 'sub', 'deep'], '14:1', '14:8 true'],
	[['a', 'd'], '15:2', undefined],
];

describe('places of keys and values', () => {
	const source = new SourceFile('', TEXT);
	const places = locateKeys(TEXT);
	const at = (offset: number): string => Object.values(source.positionAt(offset)).join(':');

	test('the text is TOML', () => expect(parseToml(TEXT).ok).toBe(true));
	for (const [path, key, value] of PLACES) {
		test(keyText(path), () => {
			const place = places.find(path);
			expect(place && at(place.key.start)).toBe(key);
			const span = place?.value;
			expect(span && `${at(span.start)} ${TEXT.slice(span.start, span.end)}`).toBe(value);
		});
	}
	test.each([[['not', 'a', 'table']], [['key']], [['a', 'b', 'c']], [['not']], [['list', 2]]])('not %s', (path) => {
		expect(places.find(path)).toBeUndefined();
	});
	test('the nearest place of what has none', () => {
		expect(places.nearest(['list', 1, 'n', 'm', 'o'])).toEqual({ place: places.find(['list', 1, 'n']), depth: 3 });
		expect(places.nearest(['none'])).toBeUndefined();
		expect(places.nearest(['a'])).toEqual({ place: { key: places.find(['a', 'b.c'])?.key }, depth: 1 });
		expect(places.nearest(['a', 'none'])).toBeUndefined();
	});
});

describe('of any data', () => {
	const name = fc.string({ minLength: 1, maxLength: 4 });
	const scalar = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean());
	const data = fc.letrec((tie) => ({
		value: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('table')),
		list: fc.array(tie('value'), { maxLength: 3 }),
		table: fc.dictionary(name, tie('value'), { maxKeys: 3 }),
	}));

	const write = (value: unknown): string => {
		if (Array.isArray(value)) return `[${value.map(write).join(' , ')}]`;
		if (typeof value === 'object' && value !== null) {
			return `{${Object.entries(value)
				.map(([key, item]) => `${quoted(key)} = ${write(item)}`)
				.join(' , ')}}`;
		}
		return typeof value === 'string' ? quoted(value) : String(value);
	};
	const quoted = (text: string): string => JSON.stringify(text).replaceAll('\x7f', '\\u007f');

	test('every value is found where it stands', () => {
		fc.assert(
			fc.property(data.table, (table) => {
				const text = Object.entries(table as object)
					.map(([key, value]) => `${quoted(key)} = ${write(value)}`)
					.join('\n');
				const places = locateKeys(text);
				const check = (value: unknown, path: PathPart[]): void => {
					if (path.length > 0) {
						const span = places.find(path)?.value;
						expect(span && text.slice(span.start, span.end)).toBe(write(value));
					}
					if (typeof value !== 'object' || value === null) return;
					for (const [key, item] of Object.entries(value))
						check(item, [...path, Array.isArray(value) ? Number(key) : key]);
				};
				check(table, []);
			}),
		);
	});

	test('text that is no TOML ends', () => {
		const pieces = fc.constantFrom(
			'[',
			']',
			'[a]',
			'[[x]]',
			'"',
			"'''",
			'"""',
			'\n',
			'=',
			'.',
			'#',
			'\\',
			'k',
			'{',
			'}',
			',',
		);
		fc.assert(fc.property(fc.array(pieces, { maxLength: 40 }), (list) => void locateKeys(list.join(''))));
		locateKeys(`a = ${'['.repeat(100_000)}`);
	});
});

test.each<[PathPart[], string]>([
	[['server', 'virtual', 'a.example', 'tls'], 'server.virtual."a.example".tls'],
	[['list', 3, 'x'], 'list[3].x'],
	[['', 'a"b'], '""."a\\"b"'],
])('%j is written %s', (path, text) => {
	expect(keyText(path)).toBe(text);
});
