import { chmodSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vsl } from '../tests/run-vsl.ts';
import { scratch } from '../tests/scratch.ts';

const files = scratch();
const UGLY = 'let a=[1,2] ;';
const NICE = 'let a = [1, 2];\n';

describe('vsl fmt', () => {
	it('writes files back, with their mode', async () => {
		const path = files.write('a.vsl', UGLY);
		chmodSync(path, 0o755);
		expect(await vsl(['fmt', path])).toEqual({ status: 0, stdout: '', stderr: '' });
		expect(files.read('a.vsl')).toBe(NICE);
		expect(statSync(path).mode & 0o777).toBe(0o755);
	});

	it('takes a byte order mark away, and says so beforehand', async () => {
		const path = files.write('marked.vsl', '\uFEFFlet a = 1;\nprint(a);\n');
		expect(await vsl(['fmt', '--check', path])).toMatchObject({ status: 1, stdout: `${path}\n` });
		expect(await vsl(['fmt', path])).toMatchObject({ status: 0 });
		expect(files.read('marked.vsl')).toBe('let a = 1;\nprint(a);\n');
		expect(await vsl(['fmt', '--check', path])).toMatchObject({ status: 0, stdout: '' });
	});

	it('does not touch what is in shape', async () => {
		const path = files.write('nice.vsl', NICE);
		const { mtimeMs, ino } = statSync(path);
		await vsl(['fmt', path]);
		expect(statSync(path)).toMatchObject({ mtimeMs, ino });
	});

	it('formats folders', async () => {
		files.write('tree/a.vsl', UGLY);
		files.write('tree/sub/b.vsl', UGLY);
		files.write('tree/c.txt', UGLY);
		await vsl(['fmt', files.at('tree')]);
		expect([files.read('tree/a.vsl'), files.read('tree/sub/b.vsl'), files.read('tree/c.txt')]).toEqual([
			NICE,
			NICE,
			UGLY,
		]);
	});

	it('lists with --check what would change', async () => {
		const path = files.write('check.vsl', UGLY);
		const nice = files.write('checked.vsl', NICE);
		expect(await vsl(['fmt', '--check', path, nice])).toEqual({ status: 1, stdout: `${path}\n`, stderr: '' });
		expect(files.read('check.vsl')).toBe(UGLY);
		expect((await vsl(['fmt', '--check', nice])).status).toBe(0);
	});

	it('formats standard input', async () => {
		expect(await vsl(['fmt', '--stdin'], { input: UGLY })).toEqual({ status: 0, stdout: NICE, stderr: '' });
	});

	it('keeps a shebang line', async () => {
		const path = files.write('shebang.vsl', `#!/usr/bin/env vsl\n${UGLY}`);
		await vsl(['fmt', path]);
		expect(files.read('shebang.vsl')).toBe(`#!/usr/bin/env vsl\n${NICE}`);
	});

	it('leaves broken files alone and goes on', async () => {
		const broken = files.write('broken.vsl', 'let a=[1,2');
		const other = files.write('other.vsl', UGLY);
		const { status, stderr } = await vsl(['fmt', broken, other]);
		expect(status).toBe(1);
		expect(stderr).toContain(`${broken}:1:11`);
		expect([files.read('broken.vsl'), files.read('other.vsl')]).toEqual(['let a=[1,2', NICE]);
	});

	it.each([[[]], [['--stdin', 'a.vsl']], [['/does/not/exist']]])('refuses %j', async (args) => {
		expect((await vsl(['fmt', ...args])).status).toBe(2);
	});
});
