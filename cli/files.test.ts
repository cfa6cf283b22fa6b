/** What the commands do with the file system: reading scripts, finding them, replacing them. */

import {
	chmodSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findScripts } from './find-scripts.ts';
import { readSource, readText, STANDARD_INPUT } from './read-source.ts';
import { replaceFile } from './write-file.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'vsl-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (...names: string[]): string => join(folder, ...names);
const noInput = Readable.from([]);

function write(name: string, content: string | Uint8Array): string {
	mkdirSync(join(at(name), '..'), { recursive: true });
	writeFileSync(at(name), content);
	return at(name);
}

describe('readSource', () => {
	it.each<[name: string, content: string | Uint8Array, text: string]>([
		['text', 'let a = 1;\n', 'let a = 1;\n'],
		['nothing', '', ''],
		['other scripts than ours', '"naïve 🙂"', '"naïve 🙂"'],
		['a byte order mark', '\uFEFF1', '1'],
		['a shebang line', '#!/bin/vsl\n1', '          \n1'],
		['a shebang line with CRLF', '#!x\r\n1', '    \n1'],
		['a shebang line alone', '#!x', '   '],
		['a number sign that is no shebang', ' #!x', ' #!x'],
	])('%s', async (name, content, text) => {
		const { source } = await readSource(write(`read/${name}.vsl`, content), noInput);
		expect(source?.text).toBe(text);
	});

	it.each<[name: string, bytes: number[], place: [number, number], byte: string]>([
		['Latin-1', [0x61, 0x0a, 0x62, 0xe9, 0x0a], [2, 2], '0xE9'],
		['a cut character', [0xf0, 0x9f, 0x98], [1, 1], '0xF0'],
		['UTF-16', [0xff, 0xfe, 0x61, 0x00], [1, 1], '0xFF'],
		['after wide characters', [...Buffer.from('🙂é\n🙂🙂'), 0x80], [2, 3], '0x80'],
	])('reports %s where it begins', async (name, bytes, [line, column], byte) => {
		const { problem } = await readSource(write(`bytes/${name}.vsl`, Uint8Array.from(bytes)), noInput);
		expect(problem?.message).toContain(byte);
		expect(problem?.source.positionAt(problem.span.start)).toEqual({ line, column });
	});

	it('says why a file cannot be read', async () => {
		expect((await readSource(at('missing.vsl'), noInput)).problem?.message).toContain('no such file');
		expect((await readSource(folder, noInput)).problem?.message).toContain('is a folder');
		expect((await readSource('/dev/zero', noInput)).problem?.message).toContain('larger than');
	});

	it('reads standard input', async () => {
		const { source } = await readSource(STANDARD_INPUT, Readable.from([Buffer.from('a'), Buffer.from('b')]));
		expect(source).toMatchObject({ name: '<stdin>', text: 'ab' });
	});

	it('keeps the shebang line for who writes the text back', async () => {
		expect((await readText(write('shebang.vsl', '#!x\n1'), noInput)).source?.text).toBe('#!x\n1');
	});
});

describe('findScripts', () => {
	beforeAll(() => {
		for (const name of ['b.vsl', 'a.vsl', 'notes.txt', 'sub/c.vsl', '.hidden/d.vsl', 'node_modules/e.vsl']) {
			write(`tree/${name}`, '');
		}
		write('only-text/notes.txt', '');
		symlinkSync(at('tree'), at('tree', 'loop'));
		symlinkSync(at('tree', 'a.vsl'), at('tree', 'link.vsl'));
	});

	it('searches folders in a stable order', () => {
		const names = findScripts([at('tree')]).map((path) => path.slice(at('tree').length + 1));
		expect(names).toEqual(['a.vsl', 'b.vsl', 'link.vsl', 'sub/c.vsl']);
	});

	it('takes files by any name, each once', () => {
		const script = at('tree', 'a.vsl');
		expect(findScripts([script, at('tree', 'notes.txt'), script])).toEqual([script, at('tree', 'notes.txt')]);
	});

	it('knows a file again however its path is written', () => {
		const script = at('tree', 'sub', 'c.vsl');
		expect(findScripts([script, `${at('tree')}/./sub//c.vsl`, at('tree', 'sub')])).toEqual([script]);
		expect(findScripts([relative('.', script), at('tree', 'sub')])).toEqual([relative('.', script)]);
	});

	it.each([
		['missing', 'no such file or folder'],
		['only-text', 'no .vsl files'],
	])('refuses %s', (name, message) => {
		expect(() => findScripts([at(name)])).toThrow(message);
	});
});

describe('replaceFile', () => {
	// Nothing is protected from root.
	it.skipIf(process.getuid?.() === 0)('leaves a file alone that is protected', () => {
		const path = write('protected/a.vsl', 'old');
		chmodSync(path, 0o444);
		expect(() => replaceFile(path, 'new')).toThrow('permission denied');
		expect(readFileSync(path, 'utf8')).toBe('old');
	});

	it('keeps the mode and leaves nothing behind', () => {
		const path = write('replace/a.vsl', 'old');
		chmodSync(path, 0o750);
		replaceFile(path, 'new');
		expect(readFileSync(path, 'utf8')).toBe('new');
		expect(statSync(path).mode & 0o777).toBe(0o750);
		expect(readdirSync(at('replace'))).toEqual(['a.vsl']);
	});

	it('writes through a symbolic link', () => {
		const path = write('linked/target.vsl', 'old');
		const link = at('linked', 'link.vsl');
		symlinkSync(path, link);
		replaceFile(link, 'new');
		expect(lstatSync(link).isSymbolicLink()).toBe(true);
		expect(readFileSync(path, 'utf8')).toBe('new');
	});

	it('does not touch what stands in the way', () => {
		const path = write('planted/a.vsl', 'old');
		const planted = write(`planted/.a.vsl.${process.pid}.tmp`, 'other');
		expect(() => replaceFile(path, 'new')).toThrow('EEXIST');
		expect(readFileSync(path, 'utf8')).toBe('old');
		expect(readFileSync(planted, 'utf8')).toBe('other');
	});
});
