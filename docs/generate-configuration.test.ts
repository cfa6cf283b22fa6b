/** The page of the configuration: its examples are configurations, and it has every key. */

import { describe, expect, test } from 'vitest';
import { lenientHost, loadScript, loadToml, showConfig } from '../runtime/config/index.ts';
import { CONFIG_SCHEMA } from '../runtime/config/schema/index.ts';
import { schemaKeys } from '../runtime/config/schema/keys.ts';
import { testHost } from '../runtime/config/test-host.ts';
import { generateConfiguration } from './generate-configuration.ts';

const page = generateConfiguration('the command');
const host = lenientHost(testHost());

describe('the examples', () => {
	const block = (language: string): string => new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 's').exec(page)?.[1] ?? '';
	const shown = [loadToml(block('toml'), host), loadScript(block('vsl'), host)].map(({ config, diagnostics }) => {
		expect(diagnostics).toEqual([]);
		return config === undefined ? '' : showConfig(config).replace(/"version_requirement": .*/, '');
	});
	test('are the same configuration twice', () => expect(shown[0]).toBe(shown[1]));
});

test('every key has a row', () => {
	const rows = page.split('\n').filter((line) => line.startsWith('| `'));
	expect(rows).toHaveLength(schemaKeys(CONFIG_SCHEMA).length);
	for (const row of rows) expect(row.split(' | ')).toHaveLength(4);
});
