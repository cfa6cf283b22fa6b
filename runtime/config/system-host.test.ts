import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig, systemHost } from './index.ts';
import { reportLines } from './test-report.ts';

const host = systemHost('1.2.3');
let folder = '';

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'vsl-config-'));
	mkdirSync(join(folder, 'b.example'));
	mkdirSync(join(folder, 'available'));
	writeFileSync(join(folder, 'file'), 'text');
	symlinkSync('available', join(folder, 'a.example'));
	symlinkSync('nowhere', join(folder, 'broken'));
	symlinkSync('file', join(folder, 'link'));
	writeFileSync(join(folder, 'large.toml'), `#${' '.repeat(4 * 1024 * 1024)}`);
	writeFileSync(
		join(folder, 'ok.toml'),
		'version_requirement = "1.2.3"\nserver.system = { user = "root", group = "root" }\n',
	);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the machine', () => {
	test('folders, links followed', () => {
		expect(host.readDirectory(folder)).toEqual({
			entries: [
				{ name: 'a.example', kind: 'directory', target: join(folder, 'available') },
				{ name: 'available', kind: 'directory' },
				{ name: 'b.example', kind: 'directory' },
				{ name: 'broken', kind: 'broken' },
				{ name: 'file', kind: 'other' },
				{ name: 'large.toml', kind: 'other' },
				{ name: 'link', kind: 'other', target: join(folder, 'file') },
				{ name: 'ok.toml', kind: 'other' },
			],
		});
		expect(host.readDirectory(join(folder, 'none'))).toEqual({ reason: 'no such file or folder' });
		expect(host.readDirectory(join(folder, 'file'))).toEqual({ reason: 'a part of the path is not a folder' });
	});

	test('files', () => {
		expect(host.readBytes(join(folder, 'file'))).toEqual({ bytes: Buffer.from('text') });
		expect(host.readBytes(join(folder, 'none'))).toEqual({ missing: true });
		expect(host.readBytes(folder)).toEqual({ reason: 'is a folder' });
		expect(host.readBytes(join(folder, 'large.toml'))).toEqual({ reason: 'the file is too large' });
		expect(host.exists(join(folder, 'file'))).toBe(true);
		expect(host.exists(join(folder, 'none'))).toBe(false);
	});

	test.each([
		['root', true],
		['no-such-user-of-ours', false],
		['0', false],
		['--help', false],
		['root:x', false],
		['', false],
	])('the account %j exists: %s', (name, expected) => {
		expect(host.userExists(name)).toBe(expected);
		expect(host.groupExists(name)).toBe(expected);
	});

	test('name and environment', () => {
		expect(host.hostname()).toBe(hostname());
		expect(host.variable('PATH')).toBe(process.env.PATH);
		expect(host.variable('VSL_NOT_SET')).toBeUndefined();
		expect(host.version).toBe('1.2.3');
	});

	test('who the process is', () => {
		expect(host.currentUser() === undefined).toBe(process.getuid?.() === 0);
	});
});

test('a real file', () => {
	const { config, diagnostics } = loadConfig(join(folder, 'ok.toml'), host);
	expect(reportLines(diagnostics)).toEqual([]);
	expect(config?.server.system).toMatchObject({ user: 'root', group: 'root' });
	expect(reportLines(loadConfig(join(folder, 'large.toml'), host).diagnostics)).toEqual([
		`${join(folder, 'large.toml')} V605 The file is larger than 4 MiB`,
	]);
});
