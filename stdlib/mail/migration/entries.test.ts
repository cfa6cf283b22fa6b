/** The page of the finding shows a script that has it, and the same script moved. */

import { expect, test } from 'vitest';
import { parse, SourceFile } from '../../../lang/index.ts';
import { MIGRATION_ENTRIES } from './entries.ts';
import { findings, moveText } from './test-move.ts';

test.each(MIGRATION_ENTRIES)('$id', ({ id, bad, good }) => {
	const ids = findings([parse(new SourceFile('main.vsl', bad))], 2).map((finding) => finding.id);
	expect(ids).toEqual([id]);
	expect(moveText(bad, 2)).toEqual({ text: good, left: [] });
});
