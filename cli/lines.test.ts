import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type Line, MAX_LINE_BYTES, readLines } from './lines.ts';

async function linesOf(...chunks: (string | Buffer)[]): Promise<Line[]> {
	const lines: Line[] = [];
	for await (const line of readLines(Readable.from(chunks))) lines.push(line);
	return lines;
}

const texts = (...list: string[]): Line[] => list.map((text) => ({ text }));

describe('readLines', () => {
	it.each<[name: string, chunks: (string | Buffer)[], lines: string[]]>([
		['nothing', [], []],
		['a line without its end', ['a'], ['a']],
		['a final line feed', ['a\n'], ['a']],
		['empty lines', ['\n\na\n\n'], ['', '', 'a', '']],
		['lines across chunks', ['a', 'b\nc', 'd\n', '\ne'], ['ab', 'cd', '', 'e']],
		['a character across chunks', [Buffer.from([0x61, 0xc3]), Buffer.from([0xa9, 0x0a])], ['aé']],
		['carriage returns stay', ['a\r\nb'], ['a\r', 'b']],
	])('%s', async (_, chunks, lines) => {
		expect(await linesOf(...chunks)).toEqual(texts(...lines));
	});

	it('goes on after a line that is not UTF-8', async () => {
		expect(await linesOf(Buffer.from([0x61, 0xff, 0x0a, 0x62]))).toEqual([
			{ problem: 'The line is not valid UTF-8' },
			{ text: 'b' },
		]);
	});

	it('does not keep a line without end', async () => {
		const chunk = Buffer.alloc(1 << 20, 0x61);
		const chunks = Array.from({ length: MAX_LINE_BYTES / chunk.length + 1 }, () => chunk);
		expect(await linesOf(...chunks, '\nb')).toEqual([{ problem: 'The line is longer than 64 MiB' }, { text: 'b' }]);
	});
});
