/** Every page of a lint shows a script with exactly that finding, and the repaired script without any. */

import { describe, expect, test } from 'vitest';
import { MAIL_LINT_ENTRIES, mailRules } from './index.ts';
import { checkedText } from './test-check.ts';

function found(text: string): string[] {
	return checkedText(text).map(({ id, severity, message }) => `${id} ${severity} ${message}`);
}

describe('examples of lint pages', () => {
	for (const { id, name, severity, bad, good } of MAIL_LINT_ENTRIES) {
		test(`${id} ${name}: the bad example has exactly this finding`, () => {
			const all = found(bad);
			expect(all).toHaveLength(1);
			expect(all[0]).toMatch(new RegExp(`^${id} ${severity} `));
		});
		test(`${id} ${name}: the good example has none`, () => expect(found(good)).toEqual([]));
	}
});

test('each rule has a page, and each page a rule', () => {
	const rules = mailRules().map(({ id }) => id);
	expect(MAIL_LINT_ENTRIES.map(({ id }) => id)).toEqual(rules);
	expect([...rules].sort()).toEqual(rules);
});
