import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { CsvSyntaxError, formatRecord, MAX_RECORD_BYTES, parseRecord, RecordScanner } from './csv-records.ts';

/** All records of a text, and whether the last one ends with a line break. */
function scan(text: string | Buffer, delimiter = ','): { records: string[][]; keys: string[]; end: number } {
	const bytes = Buffer.from(text);
	const scanner = new RecordScanner(bytes, delimiter);
	const records: string[][] = [];
	const keys: string[] = [];
	while (scanner.next()) {
		records.push(parseRecord(bytes.subarray(scanner.start, scanner.stop), delimiter, scanner.line));
		keys.push(scanner.key);
	}
	return { records, keys, end: scanner.end };
}

type File = readonly [name: string, text: string, records: string[][], delimiter?: string];

const FILES: readonly File[] = [
	['nothing', '', []],
	['one record', 'a,b\n', [['a', 'b']]],
	['no line break at the end', 'a,b\nc', [['a', 'b'], ['c']]],
	[
		'CRLF',
		'a,b\r\nc,d\r\n',
		[
			['a', 'b'],
			['c', 'd'],
		],
	],
	['empty lines', '\n\r\na\n\n\nb\n\n', [['a'], ['b']]],
	['blanks around fields', ' a ,\tb\t\n', [['a', 'b']]],
	[
		'empty fields',
		',\n,,x\n',
		[
			['', ''],
			['', '', 'x'],
		],
	],
	['lines of blanks', '  \na\n \t\r\n\t', [['a']]],
	['quotes', '"a,1","b ""x"""\n', [['a,1', 'b "x"']]],
	['blanks around quotes', ' "a" ,  "b,c"\t\n', [['a', 'b,c']]],
	['line breaks in quotes', '"a\nb\r\nc",d\ne\n', [['a\nb\r\nc', 'd'], ['e']]],
	['an empty field in quotes', '""\n"",x\n', [[''], ['', 'x']]],
	['a quote inside a field', 'O"Brien,5" disk\n', [['O"Brien', '5" disk']]],
	['quotes only behind the first field', 'a,"b,c"\n', [['a', 'b,c']]],
	['a quoted key with quotes inside', '"a ""b""",c\n', [['a "b"', 'c']]],
	[
		'another delimiter',
		'a;b,c\n"d;e";f\n',
		[
			['a', 'b,c'],
			['d;e', 'f'],
		],
		';',
	],
	['tabs', 'a\t"b\tc"\td\n', [['a', 'b\tc', 'd']], '\t'],
	[
		'a delimiter of several bytes',
		'a¦"b¦c"¦d\ne¦f\n',
		[
			['a', 'b¦c', 'd'],
			['e', 'f'],
		],
		'¦',
	],
	['records of different lengths', 'a\nb,c\n', [['a'], ['b', 'c']]],
	['a byte order mark', '\uFEFFa,b\n', [['a', 'b']]],
	['a byte order mark before a quote', '\uFEFF"a,x",b\n', [['a,x', 'b']]],
	['other scripts', 'ä,日本\n', [['ä', '日本']]],
];

describe('records', () => {
	for (const [name, text, records, delimiter = ','] of FILES) {
		test(name, () => {
			const found = scan(text, delimiter);
			expect(found.records).toEqual(records);
			expect(found.keys).toEqual(records.map(([key]) => key));
		});
	}
});

const MISTAKES: readonly (readonly [text: string, message: string, unfinished: boolean])[] = [
	['a\n"b\nc\nd', 'line 2: a quoted field is not closed', true],
	['"a\nb",c\n"', 'line 3: a quoted field is not closed', true],
	['"a"b\n', 'line 1: there is text behind a closing quote', false],
	['x\n"a" "b"\n', 'line 2: there is text behind a closing quote', false],
	['a,"never closed here\nb\nc,"closed by chance"\n', 'line 3: there is text behind a closing quote', false],
	[`a\n${'x'.repeat(MAX_RECORD_BYTES + 1)}\n`, 'line 2: a record is longer than 1 MiB', false],
	[`"${'x\n'.repeat(MAX_RECORD_BYTES)}`, 'line 1: a quoted field is not closed', true],
];

test.each(MISTAKES)('mistake %#', (text, message, unfinished) => {
	let error: unknown;
	try {
		scan(text);
	} catch (thrown) {
		error = thrown;
	}
	if (!(error instanceof CsvSyntaxError)) throw new Error(`no mistake was found: ${String(error)}`);
	expect([error.message, error.unfinished]).toEqual([message, unfinished]);
});

test('where complete records end', () => {
	expect(scan('a\nb').end).toBe(2);
	expect(scan('a\nb\n').end).toBe(4);
	expect(scan('\n\n').end).toBe(2);
	expect(scan('').end).toBe(0);
});

const WRITTEN: readonly (readonly [fields: string[], line: string])[] = [
	[['a', 'b'], 'a,b\n'],
	[[''], '""\n'],
	[['', ''], ',\n'],
	[['a,b'], '"a,b"\n'],
	[['a "b"'], '"a ""b"""\n'],
	[['a\nb', 'c\r'], '"a\nb","c\r"\n'],
	[[' a'], '" a"\n'],
	[["; rm -rf / #'`"], "; rm -rf / #'`\n"],
];

test.each(WRITTEN)('%j is written', (fields, line) => {
	expect(formatRecord(fields, ',').toString()).toBe(line);
});

test.each([
	[[], 'a record needs at least one field'],
	[['a', 'b\0'], 'a field of a record must not contain a NUL character'],
	[['x'.repeat(MAX_RECORD_BYTES)], 'a record must not be longer than 1 MiB'],
])('cannot be written %#', (fields, message) => {
	expect(() => formatRecord(fields, ',')).toThrow(message);
});

const text = fc.string({
	unit: fc.constantFrom('a', 'b', ' ', '\t', '"', ',', ';', '\n', '\r', 'é', '日', '😀'),
	maxLength: 8,
});
const records = fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
const delimiters = fc.constantFrom(',', ';', '\t', '|', '¦', '😀');

describe('laws', () => {
	it('reads what was written, trimmed', () => {
		fc.assert(
			fc.property(records, delimiters, (list, delimiter) => {
				const written = Buffer.concat(list.map((record) => formatRecord(record, delimiter)));
				const trimmed = list.map((record) => record.map((field) => field.trim()));
				expect(scan(written, delimiter).records).toEqual(trimmed);
				expect(scan(written, delimiter).keys).toEqual(trimmed.map(([key]) => key));
			}),
		);
	});

	it('finds the records that a parser of the whole file finds', () => {
		const line = fc.oneof(
			text,
			records.map((list) => list.map((record) => formatRecord(record, ',').toString()).join('')),
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (lines, lineBreak) => {
				const file = Buffer.from(lines.join(lineBreak));
				let found: string[][];
				try {
					found = scan(file).records;
				} catch (error) {
					if (error instanceof CsvSyntaxError) return;
					throw error;
				}
				const expected: string[][] = parse(file, {
					record_delimiter: ['\r\n', '\n'],
					relax_quotes: true,
					relax_column_count: true,
					skip_empty_lines: true,
					trim: true,
				});
				// About lines of blanks the other one has an opinion of its own.
				const written = (list: string[][]) => list.filter((record) => record.join() !== '');
				expect(written(found)).toEqual(written(expected.map((record) => record.map((field) => field.trim()))));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('takes a time in proportion to the size', () => {
		// A list without any delimiter, and one record with very many fields: neither is searched again and again.
		expect(scan('x\n'.repeat(200_000)).keys).toHaveLength(200_000);
		expect(scan(`"a"${',""'.repeat(300_000)}\n`).records[0]).toHaveLength(300_001);
	});
});
