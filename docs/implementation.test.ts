/** The code on the page on the implementation does what the page says, and compiles to what it shows. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disassemble, Engine } from '../lang/index.ts';
import { codeBlocks } from './markdown-blocks.ts';
import { vslExamples, withModules } from './vsl-examples.ts';

const page = readFileSync(join(import.meta.dirname, 'implementation.md'), 'utf8');

test.each(vslExamples(page))('$name', async (example) => {
	expect(await withModules(page, (directory) => example.run(directory))).toEqual([]);
});

test('the disassembly is that of the program above it', () => {
	const blocks = codeBlocks(page);
	const index = blocks.findIndex(({ language }) => language === 'disasm');
	const { program } = new Engine().compile(blocks[index - 1]?.text ?? '');
	expect(blocks[index]?.text).toBe(program === undefined ? undefined : disassemble(program.bytecode).trimEnd());
});
