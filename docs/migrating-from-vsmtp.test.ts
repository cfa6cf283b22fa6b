/** The page on moving shows what really happens, and names everything that has no counterpart. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NO_COUNTERPART } from '../stdlib/mail/migration/no-counterpart.ts';
import { moveText } from '../stdlib/mail/migration/test-move.ts';
import { type CodeBlock, codeBlocks } from './markdown-blocks.ts';

const page = readFileSync(join(import.meta.dirname, 'migrating-from-vsmtp.md'), 'utf8');
const blocks = codeBlocks(page).filter(({ language }) => language === 'vsl');

function pairs(before: string, after: string): [line: number, before: CodeBlock, after: CodeBlock][] {
	const first = blocks.filter(({ words }) => words.includes(before));
	const second = blocks.filter(({ words }) => words.includes(after));
	expect(second).toHaveLength(first.length);
	return first.map((block, index) => [block.line, block, second[index] as CodeBlock]);
}

describe('docs/migrating-from-vsmtp.md', () => {
	test.each(pairs('before', 'after'))('line %i, to 2.x', (_line, before, after) => {
		expect(moveText(before.text, 2)).toEqual({ text: after.text, left: [] });
	});
	test.each(pairs('back-before', 'back-after'))('line %i, to 1.x', (_line, before, after) => {
		expect(moveText(before.text, 1)).toEqual({ text: after.text, left: [] });
	});
	test('shows both directions', () => {
		expect(blocks.length).toBeGreaterThan(8);
	});
	test.each([...NO_COUNTERPART.keys()])('names %s', (name) => expect(page).toMatch(new RegExp(`\`(sys::)?${name}\``)));
});
