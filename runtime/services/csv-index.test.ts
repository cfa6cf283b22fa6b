import { describe, expect, it, test } from 'vitest';
import { CsvIndex } from './csv-index.ts';

const build = (text: string, growing = false) => CsvIndex.build(Buffer.from(text), ',', growing);

test('the first record with a key counts', async () => {
	const index = await build('a,1\nb,2\na,3\n"c,d", 4 \n\n,5\n');
	expect(['a', 'b', 'c,d', '', 'd'].map((key) => index.get(key))).toEqual([
		['a', '1'],
		['b', '2'],
		['c,d', '4'],
		['', '5'],
		[],
	]);
	expect([index.has('a'), index.has('__proto__'), index.get('constructor')]).toEqual([true, false, []]);
});

describe('what is appended', () => {
	it('is found, through many reallocations', async () => {
		const index = await build('');
		for (let number = 0; number < 500; number++) index.append(Buffer.from(`k${number},"v\n${number}"\n`));
		for (let number = 0; number < 500; number++)
			expect(index.get(`k${number}`)).toEqual([`k${number}`, `v\n${number}`]);
		expect(index.get('k500')).toEqual([]);
	});

	it('does not replace what is there', async () => {
		const index = await build('a,1\n');
		index.append(Buffer.from('a,2\nb,3\n'));
		expect([index.get('a'), index.get('b')]).toEqual([
			['a', '1'],
			['b', '3'],
		]);
	});

	it('names the line of a mistake', async () => {
		const index = await build('a\n"b\nc"\n');
		expect(() => index.append(Buffer.from('d\n"e" f\n'))).toThrow('line 5: there is text behind a closing quote');
	});
});

test.each([
	['a\n', 'a\nb\n', true],
	['a\n', 'a\n', true],
	['', 'a\n', true],
	['a\n', 'b\nb\n', false],
	['a\nb\n', 'a\n', false],
	['a', 'ab\n', false],
])('%j begins %j: %s', async (beginning, whole, expected) => {
	expect((await build(beginning)).isBeginningOf(Buffer.from(whole))).toBe(expected);
});

describe('a file that is being written', () => {
	test.each([
		['a\nb,c', 'a\n'],
		['a\n"b\nc', 'a\n'],
		['a\nb\n', 'a\nb\n'],
		['b', ''],
		['"b', ''],
		['', ''],
	])('%j', async (text, sound) => {
		const index = await build(text, true);
		expect(index.length).toBe(Buffer.byteLength(sound));
		expect(index.get('b').length).toBe(sound.includes('b') ? 1 : 0);
		index.append(Buffer.from('b,"x"\n').subarray(0, 4), true);
		expect(index.length).toBe(Buffer.byteLength(sound));
		index.append(Buffer.from('z,1\n'), true);
		expect(index.get('z')).toEqual(['z', '1']);
	});

	it('is not spared its other mistakes', async () => {
		await expect(build('"a"b\nc', true)).rejects.toThrow('line 1: there is text behind a closing quote');
	});
});

test('building gives way to others', async () => {
	let turns = 0;
	const timer = setInterval(() => turns++, 1);
	await build(Array.from({ length: 300_000 }, (_, number) => `${number},x\n`).join(''));
	clearInterval(timer);
	expect(turns).toBeGreaterThan(3);
});
