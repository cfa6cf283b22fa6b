/** Rules, case by case: a session, rules and the expected trace in one file (see `rules/README.md`). */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readRuleCases, runRuleCase, type Section, sectionOf, withOutcomes } from './rule-case.ts';

const ROOT = join(import.meta.dirname, 'rules');
const update = process.env.VSL_UPDATE === '1';

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.case'))
	.sort();

for (const name of files) {
	const path = join(ROOT, name);
	const text = readFileSync(path, 'utf8');
	const outcomes = new Map<Section, string>();
	describe(name, () => {
		for (const one of readRuleCases(text)) {
			const expected = sectionOf(one, 'trace') ?? sectionOf(one, 'problems');
			const scripts = one.sections.filter((section) => section.name === 'rules');
			test.each(scripts)(`${one.title} (line ${one.line}), script at line $line`, async (script) => {
				if (expected === undefined) throw new Error('the case expects nothing');
				const actual = await runRuleCase(one, script);
				if (update && script === scripts[0]) outcomes.set(expected, actual);
				else expect(actual).toBe(expected.text);
			});
		}
		afterAll(() => {
			if (outcomes.size > 0) writeFileSync(path, withOutcomes(text, outcomes));
		});
	});
}

test('there are cases', () => {
	expect(files.length).toBeGreaterThan(10);
});
