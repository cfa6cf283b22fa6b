/** The schema itself: documented, without contradictions, with defaults that it accepts. */

import { describe, expect, test } from 'vitest';
import { defaultConfig, loadToml } from '../index.ts';
import { spellings } from '../read.ts';
import { testHost } from '../test-host.ts';
import { reportLines } from '../test-report.ts';
import { CONFIG_SCHEMA } from './index.ts';
import { schemaKeys, schemaTables } from './keys.ts';

const host = testHost();

describe.each(schemaKeys(CONFIG_SCHEMA).map(({ path, node }) => [path.join('.'), node] as const))(
	'%s',
	(_path, node) => {
		test('has a sentence, and one only', () => {
			expect(node.doc).toMatch(/^[A-Z`].*[.]$/);
			expect(node.doc).not.toMatch(/\. [A-Z]/);
			expect(node.doc).not.toContain('|');
		});
		test('says what it expects', () => expect(node.type.expected.length).toBeGreaterThan(2));
	},
);

describe.each(schemaTables(CONFIG_SCHEMA).map((table) => [table.path.join('.'), table] as const))(
	'[%s]',
	(path, { node, keys }) => {
		test('is documented', () => expect(path === '' || /^[A-Z].*\.$/.test(node.doc)).toBe(true));
		test('has each name once', () => {
			const names = keys.flatMap((key) => spellings(key.path.at(-1) as string, key.node));
			expect(names).toEqual([...new Set(names)]);
		});
	},
);

test('the defaults are accepted', () => {
	expect(reportLines(loadToml('version_requirement = "*"', host).diagnostics)).toEqual([]);
});

test('a table with nothing but its defaults is the default', () => {
	const empty =
		'[server]\n[server.system]\n[server.logs]\n[server.smtp]\n[server.smtp.codes]\n[server.dns]\n[app]\n[app.vsl]\n[app.logs]';
	const { config } = loadToml(`version_requirement = ">=2.2.0, <3.0.0"\n${empty}`, host);
	expect(config).toEqual(defaultConfig(host));
});

/** Defaults that are promised elsewhere. */
test.each<[value: unknown, expected: unknown]>([
	[defaultConfig(host).server.client_count_max, 10_000],
	[
		defaultConfig(host).server.smtp.codes.ConnectionMaxReached,
		{ code: 421, enhanced: '4.3.2', text: 'Cannot process connection, closing' },
	],
	[defaultConfig(host).server.smtp.timeout_client.data, 300_000],
	[defaultConfig(host).server.queues.disk_free_min, 100_000_000],
	[defaultConfig(host).server.queues.delivery.expiry, 432_000_000],
	[defaultConfig(host).server.tls, undefined],
	[defaultConfig(host).server.smtp.auth, undefined],
	[defaultConfig(host).app.vsl.stage_timeout.postq, 300_000],
	[defaultConfig(host).app.vsl.limits.string_size, 16_777_216],
	[defaultConfig(host).server.virtual.size, 0],
])('%j is %j', (value, expected) => expect(value).toEqual(expected));
