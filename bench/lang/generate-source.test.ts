import { expect, test } from 'vitest';
import { parse } from '../../lang/parser/parse.ts';
import { SourceFile } from '../../lang/source/source-file.ts';
import { generateSource } from './generate-source.ts';

test.each([2, 3, 20, 57, 1000])('%d lines, all of them correct vSL', (lineCount) => {
	const text = generateSource(lineCount);
	expect(text.split('\n').length - 1).toBe(lineCount);
	expect(parse(new SourceFile('generated.vsl', text), {}).problems).toEqual([]);
});
