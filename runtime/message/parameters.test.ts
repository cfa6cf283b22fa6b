import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStructured } from './parameters.ts';
import { writeStructured } from './parameters-write.ts';

/** `value | name=text | …` */
const shown = (header: string): string => {
	const { value, parameters } = parseStructured(header);
	return [value, ...[...parameters].map(([name, text]) => `${name}=${text}`)].join(' | ');
};

test.each([
	['', ''],
	['text/plain', 'text/plain'],
	['TEXT/Plain; CHARSET=Utf-8', 'text/plain | charset=Utf-8'],
	['text/plain;charset=utf-8;format=flowed', 'text/plain | charset=utf-8 | format=flowed'],
	['text/plain ; charset = utf-8 ; x = "y"', 'text/plain | charset=utf-8 | x=y'],
	['text/plain (hello; world); charset=us-ascii (Plain; text)', 'text/plain | charset=us-ascii'],
	['text/plain (open; charset=utf-8', 'text/plain | charset=utf-8'],
	['a/b; x="a;b\\"c\\\\d"; y=z', 'a/b | x=a;b"c\\d | y=z'],
	['a/b; x="open; y=z', 'a/b | x=open; y=z'],
	['a/b; x=""', 'a/b | x='],
	['a/b; x=', 'a/b | x='],
	['a/b; x; y=1', 'a/b | y=1'],
	['a/b;;; =1; y=1', 'a/b | y=1'],
	['a/b; x=1; x=2', 'a/b | x=1'],
	['a/b; name=with blanks (1).txt; y=1', 'a/b | name=with blanks (1).txt | y=1'],
	['a/b; x="1" junk; y=2', 'a/b | x=1 | y=2'],
	['a/b; __proto__=x; constructor=y', 'a/b | __proto__=x | constructor=y'],
	["a; filename*=utf-8''caf%C3%A9.pdf", 'a | filename=café.pdf'],
	["a; filename*=UTF-8'fr'caf%c3%a9", 'a | filename=café'],
	["a; filename*=iso-8859-1''caf%E9", 'a | filename=café'],
	["a; filename*=''plain", 'a | filename=plain'],
	['a; filename*=caf%C3%A9', 'a | filename=café'],
	["a; filename*=x-unknown''caf%C3%A9", 'a | filename=café'],
	["a; filename*=utf-8''%zz%4%", 'a | filename=%zz%4%'],
	["a; filename=wrong; filename*=utf-8''right", 'a | filename=right'],
	["a; filename*=utf-8''right; filename=wrong", 'a | filename=right'],
	['a; x*0=1; x*1="2 "; x*2=3', 'a | x=12 3'],
	['a; x*2=3; x*0=1; x*1=2', 'a | x=123'],
	['a; x*1=1; x*2=2', 'a | x=12'],
	['a; x*0=1; x*2=3', 'a | x=1'],
	['a; x*2=3', 'a'],
	['a; x*0=1; x*0=2', 'a | x=1'],
	["a; x*0*=utf-8''%C3; x*1*=%A9; x*2=%41", 'a | x=é%41'],
	['a; x*9999=1; x*a=2; x**=3; *=4; *0=5', 'a | x*9999=1 | x*a=2 | x**=3 | *=4 | *0=5'],
	['a; filename="=?utf-8?Q?caf=C3=A9?="', 'a | filename=café'],
	['a; filename==?utf-8?Q?caf=C3=A9?=', 'a | filename=café'],
	['a; x="=?utf-8?Q?caf=C3=A9?="', 'a | x==?utf-8?Q?caf=C3=A9?='],
	['a; filename="caf\xe9"', 'a | filename=café'],
	['a; filename="caf\xc3\xa9"', 'a | filename=café'],
	["a; filename*=utf-8''a%0D%0Ab%00", 'a | filename=a  b '],
])('%j', (header, expected) => {
	expect(shown(header)).toBe(expected);
});

test('no more parameters are read than the limit', () => {
	const many = Array.from({ length: 300 }, (_, index) => `; p${index}=x`).join('');
	expect(parseStructured(`a/b${many}`).parameters.size).toBe(200);
});

test.each([
	['text/plain', [], 'text/plain'],
	['text/plain', [['charset', 'utf-8']], 'text/plain; charset=utf-8'],
	['a/b', [['name', 'a b.txt']], 'a/b; name="a b.txt"'],
	['a/b', [['name', '"\\']], 'a/b; name="\\"\\\\"'],
	['a/b', [['name', '']], 'a/b; name=""'],
	['a/b', [['name', 'é']], "a/b; name*=utf-8''%C3%A9"],
	['a/b', [['name', "a'b%c*é"]], "a/b; name*=utf-8''a%27b%25c%2A%C3%A9"],
	['a/b', [['name', 'tab\t']], "a/b; name*=utf-8''tab%09"],
	['a/b', [['name', '=?utf-8?Q?a?=']], "a/b; name*=utf-8''%3D%3Futf-8%3FQ%3Fa%3F%3D"],
	['a/b', [['bad name', 'x']], 'a/b'],
	[
		'a/b',
		[['name', 'é'.repeat(24)]],
		`a/b; name*0*=utf-8''${'%C3%A9'.repeat(10)}; name*1*=${'%C3%A9'.repeat(10)}; name*2*=${'%C3%A9'.repeat(4)}`,
	],
] as const)('writes %s %j', (value, parameters, expected) => {
	expect(writeStructured({ value, parameters: new Map(parameters) })).toBe(expected);
});

test('what is written is read again', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
			const written = writeStructured({ value: 'a/b', parameters: new Map([['filename', text]]) });
			for (const piece of written.split('; ').slice(1)) expect(piece.length).toBeLessThan(300);
			expect(parseStructured(written).parameters.get('filename')).toBe(
				text.toWellFormed().replaceAll(/[\r\n\0]/g, ' '),
			);
		}),
	);
});
