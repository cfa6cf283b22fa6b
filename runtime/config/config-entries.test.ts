/** The pages of the diagnostics: each bad example has exactly its finding, each good one none. */

import { describe, expect, test } from 'vitest';
import { CONFIG_ENTRIES } from './config-entries.ts';
import { lenientHost, loadScript, loadToml } from './index.ts';
import { testHost } from './test-host.ts';

const host = lenientHost(testHost());

function ids(language: string, text: string): string[] {
	const load = language === 'toml' ? loadToml : loadScript;
	return load(text, host).diagnostics.map(({ id }) => id);
}

describe.each(CONFIG_ENTRIES.map((entry) => [entry.id, entry.page] as const))('%s', (id, page) => {
	const [bad, good] = [...page.matchAll(/```(?<language>\w+)\n(?<text>.*?)\n```/gs)].map(({ groups }) => groups);
	test.skipIf(bad === undefined)('bad', () => expect(ids(bad?.language ?? '', bad?.text ?? '')).toEqual([id]));
	test.skipIf(good === undefined)('good', () => expect(ids(good?.language ?? '', good?.text ?? '')).toEqual([]));
});

test('ids are those of the configuration, in order', () => {
	const all = CONFIG_ENTRIES.map(({ id }) => id as string);
	expect(all).toEqual([...all].sort());
	expect(all.every((id) => id >= 'V700' && id <= 'V719')).toBe(true);
});
