/**
 * Formats the samples in `spec-tests/format`: each `.vsl` file gives the `.out` file beside it. After a change that is
 * meant, `UPDATE_SAMPLES=1` writes the results; read the difference before you commit it.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFormat } from '../testing/check-format.ts';

const FOLDER = new URL('../../spec-tests/format/', import.meta.url);

describe('samples', () => {
	const names = readdirSync(FOLDER).filter((name) => name.endsWith('.vsl'));
	it.each(names)('%s', (name) => {
		const result = checkFormat(readFileSync(new URL(name, FOLDER), 'utf8'));
		const text = result === undefined ? 'syntax error' : 'text' in result ? result.text : result.fault;
		const expected = new URL(name.replace(/\.vsl$/, '.out'), FOLDER);
		if (process.env.UPDATE_SAMPLES === '1') writeFileSync(expected, text);
		expect(text).toBe(readFileSync(expected, 'utf8'));
	});
});
