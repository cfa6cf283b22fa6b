import { expect, test } from 'vitest';
import { coreModule } from './index.ts';

const TYPES = new Set(
	'any () bool int float char string array map blob range range= iter Fn timestamp never'.split(' '),
);

test.each(coreModule.functions.map((declaration) => [declaration.names[0], declaration] as const))(
	'%s is declared properly',
	(_name, declaration) => {
		expect(declaration.overloads.length).toBeGreaterThan(0);
		for (const { params, returns, kind } of declaration.overloads) {
			for (const { name, type } of params) {
				expect(name).toMatch(/^[a-z]\w*$/);
				expect(TYPES).toContain(type);
			}
			expect(new Set(params.map(({ name }) => name)).size).toBe(params.length);
			expect(TYPES).toContain(returns.replace(/\?$/, ''));
			expect(['plain', 'async', 'reentrant', 'intrinsic']).toContain(kind);
		}
		const most = Math.max(...declaration.overloads.map(({ params }) => params.length));
		for (const position of declaration.retains) expect(position).toBeLessThan(most);
		expect(declaration.doc).toMatch(/^[A-Z`].*\.$/s);
		for (const line of declaration.example.split('\n')) expect(line).toMatch(/^\S.* ⇒ \S/);
	},
);

test('no two overloads of a name take the same types', () => {
	const seen = new Set<string>();
	for (const { names, overloads } of coreModule.functions) {
		for (const name of names) {
			for (const { params } of overloads) {
				const signature = `${name}(${params.map(({ type }) => type).join(', ')})`;
				expect(seen, signature).not.toContain(signature);
				seen.add(signature);
			}
		}
	}
	expect(seen.size).toBeGreaterThan(300);
});

test('mutating functions have a receiver, properties need nothing else', () => {
	for (const { names, overloads, effect, property } of coreModule.functions) {
		if (effect === 'mutates') for (const { params } of overloads) expect(params.length, names[0]).toBeGreaterThan(0);
		if (property)
			expect(
				overloads.some(({ params }) => params.length === 1),
				names[0],
			).toBe(true);
	}
});

// Every name of language spec 11 but `eval`, which vSL switches off, and `back_trace`, which needs a debugging build.
const NAMES = `
	type_of is_shared is_def_var is_def_fn Fn call curry print debug exit take tag set_tag sleep parse_json to_json
	to_string to_debug to_hex to_octal to_binary to_int to_float parse_int parse_float
	is_odd is_even is_zero abs sign max min sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh hypot PI E
	to_radians to_degrees sqrt exp ln log floor ceiling round int fraction is_nan is_finite is_infinite
	get_bit set_bit get_bits set_bits bits range start end is_inclusive is_exclusive is_empty contains chars
	len bytes get set append remove clear truncate trim pop to_upper to_lower make_upper make_lower starts_with ends_with
	index_of sub_string crop replace pad split split_rev to_chars to_blob
	push insert shift chop reverse splice extract drain retain map filter for_each some all find find_map reduce
	reduce_rev zip dedup sort sort_desc sort_by order order_desc order_by
	blob to_array as_string parse_le_int parse_be_int parse_le_float parse_be_float write_le write_be write_utf8 write_ascii
	mixin fill_with keys values name is_anonymous timestamp elapsed get_fn_metadata_list
`;

test('the library is complete', () => {
	const declared = new Set(coreModule.functions.flatMap(({ names }) => names));
	expect([...declared].sort()).toEqual(NAMES.trim().split(/\s+/).sort());
});

const OVERLOADS: readonly (readonly [name: string, receiver: string, effect: string, property: boolean])[] = [
	['len', 'string', 'pure', true],
	['len', 'array', 'pure', true],
	['len', 'blob', 'pure', true],
	['len', 'map', 'pure', false],
	['split', 'string', 'pure', false],
	['split', 'array', 'mutates', false],
	['for_each', 'array', 'mutates', false],
	['get', 'array', 'pure', false],
	['order', 'array', 'pure', false],
	['bits', 'int', 'pure', true],
];

test.each(OVERLOADS)('%s of %s: %s, property %s', (name, receiver, effect, property) => {
	const found = coreModule.functions.filter(
		({ names, overloads }) => names.includes(name) && overloads.some(({ params }) => params[0]?.type === receiver),
	);
	expect(found.map((declaration) => [declaration.effect, declaration.property])).toEqual([[effect, property]]);
});
