/**
 * The corpus of messages, real-world shaped and broken: each passes through unchanged, is understood as the file beside
 * it says, and bears every function with a result or a clear error. `UPDATE_SAMPLES=1` writes the files again.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { Message } from '../runtime/message/index.ts';
import { describeMessage } from './describe-message.ts';

const FOLDER = new URL('messages/', import.meta.url);

const names = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.eml'))
	.sort();

test('the corpus is there', () => {
	expect(names.length).toBeGreaterThan(75);
});

describe.each(names)('%s', (name) => {
	const raw = readFileSync(new URL(name, FOLDER));

	it('is understood', () => {
		const expected = new URL(name.replace(/\.eml$/, '.out'), FOLDER);
		const text = describeMessage(new Message(raw));
		if (process.env.UPDATE_SAMPLES === '1') writeFileSync(expected, text);
		expect(text).toBe(readFileSync(expected, 'utf8'));
	});
});
