/** The scripts that the guide to rules shows are loaded as a server would load them, and are in the canonical layout. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../runtime/rules/load.ts';
import { DEFAULT_RULE_SETTINGS } from '../runtime/rules/settings.ts';
import { samplePorts } from '../runtime/simulate/sample.ts';
import { codeBlocks } from './markdown-blocks.ts';

describe.each(['rules.md'])('docs/%s', (name) => {
	const page = readFileSync(join(import.meta.dirname, name), 'utf8');
	const scripts = codeBlocks(page).filter(({ language, text }) => language === 'vsl' && text.includes('#{'));

	test.each(scripts)('line $line', async ({ text }) => {
		const folder = mkdtempSync(join(tmpdir(), 'vsl-docs-'));
		try {
			const script = join(folder, 'main.vsl');
			writeFileSync(script, text);
			const { diagnostics } = await loadRules({ ...DEFAULT_RULE_SETTINGS, script }, { ports: samplePorts() });
			expect(diagnostics.map(({ message }) => message)).toEqual([]);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});
