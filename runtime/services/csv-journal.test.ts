import { expect, test } from 'vitest';
import { scratch } from '../../tests/scratch.ts';
import { type ReadJournal, readJournal, soundLength, writeJournal } from './csv-journal.ts';

const folder = scratch();

const entry = (length: number, before: string, data: string, inode = 7n) => ({
	inode,
	length,
	before: Buffer.from(before),
	data: Buffer.from(data),
});

test('is read back', async () => {
	const path = folder.at('journal');
	expect(await readJournal(path)).toBeUndefined();
	for (const written of [
		entry(4, 'a,b\n', 'c,d\ne\n'),
		entry(0, '', 'ä\n'),
		entry(2 ** 40, '\n', '"x\ny"\n', 2n ** 63n),
	]) {
		await writeJournal(path, written, 0o640);
		expect(await readJournal(path)).toEqual(written);
	}
});

test('cut short it is unreadable', async () => {
	const path = folder.at('torn');
	await writeJournal(path, entry(4, 'a,b\n', 'c,d\n'), 0o640);
	const whole = folder.read('torn');
	for (let length = 0; length < whole.length; length++) {
		folder.write('torn', whole.slice(0, length));
		expect(await readJournal(path)).toBe('unreadable');
	}
});

const FILES: readonly (readonly [what: string, file: string, journal: ReadJournal, sound: string])[] = [
	['no journal', 'a\nb', undefined, 'a\nb'],
	['nothing has been written yet', 'a\n', entry(2, 'a\n', 'b\n'), 'a\n'],
	['a part', 'a\nb', entry(2, 'a\n', 'b,c\n'), 'a\n'],
	['all but the end', 'a\nb,c', entry(2, 'a\n', 'b,c\n'), 'a\n'],
	['all of it', 'a\nb,c\n', entry(2, 'a\n', 'b,c\n'), 'a\nb,c\n'],
	['several records, in parts', 'a\nb\nc', entry(2, 'a\n', 'b\nc,d\n'), 'a\n'],
	['a part inside quotes', 'a\n"b\nc', entry(2, 'a\n', '"b\nc"\n'), 'a\n'],
	['the first record', 'b', entry(0, '', 'b,c\n'), ''],
	['another file by now', 'a\nb', entry(2, 'a\n', 'b,c\n', 8n), 'a\nb'],
	['another file with the same inode', 'x\nb', entry(2, 'a\n', 'b,c\n'), 'x\nb'],
	['a shorter file', 'a', entry(2, 'a\n', 'b,c\n'), 'a'],
	['an old journal, and a torn record behind', 'a\nb\nc\nd', entry(2, 'a\n', 'b\n'), 'a\nb\nc\n'],
	['an old journal of a file in order', 'a\nb\nc\n', entry(2, 'a\n', 'b\n'), 'a\nb\nc\n'],
	['an unreadable journal of a file in order', 'a\nb\n', 'unreadable', 'a\nb\n'],
	['an unreadable journal and a torn record', 'a\nb', 'unreadable', 'a\n'],
	['an unreadable journal of a file with mistakes', 'a\n"b"x\nc\n', 'unreadable', 'a\n"b"x\nc\n'],
];

test.each(FILES)('%s', (_what, file, journal, sound) => {
	const bytes = Buffer.from(file);
	expect(bytes.toString('utf8', 0, soundLength(bytes, 7n, journal, ','))).toBe(sound);
});
