import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vsl, vslProcess } from '../tests/run-vsl.ts';

const COMMANDS = ['run', 'eval', 'check', 'explain', 'fmt', 'disasm', 'repl', 'completion'];
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
	version: string;
};

describe('vsl', () => {
	it.each([['--version'], ['-V']])('%s', async (flag) => {
		expect(await vslProcess([flag])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
	});

	it('--help lists the commands', async () => {
		const { status, stdout } = await vslProcess(['--help']);
		expect(status).toBe(0);
		for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
	});

	it.each(COMMANDS)('%s --help has examples', async (command) => {
		const { status, stdout, stderr } = await vsl([command, '--help']);
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout).toMatch(/Examples:\n {2}\$ .*vsl/);
		expect((await vsl(['help', command])).stdout).toContain('Examples:');
	});

	it.each<[args: string[], stderr: string]>([
		[[], 'Usage: vsl'],
		[['rnu'], 'Did you mean run?'],
		[['run'], "missing required argument 'file'"],
		[['check', '--fixx', 'x'], 'Did you mean --fix?'],
		[['explain', 'V9999'], 'no diagnostic V9999'],
		[['disasm', '/does/not/exist'], 'no such file'],
		[['completion', 'tcsh'], 'Allowed choices'],
	])('refuses %j', async (args, stderr) => {
		const result = await vsl(args);
		expect(result.status).toBe(2);
		expect(result.stderr).toContain(stderr);
	});
});

describe('vsl explain', () => {
	it('shows a page', async () => {
		const { status, stdout } = await vsl(['explain', 'v601']);
		expect(status).toBe(0);
		expect(stdout).toContain('# V601');
		expect(stdout).toContain('**Good**');
	});

	it('lists all ids', async () => {
		expect((await vsl(['explain'])).stdout).toMatch(/^V601 {2}error/m);
	});

	it('suggests', async () => {
		expect((await vsl(['explain', 'import-cycel'])).stderr).toContain('import-cycle');
	});
});

describe('vsl disasm', () => {
	it('shows instructions', async () => {
		const { status, stdout } = await vsl(['disasm', '-'], { input: 'fn f(a) { a + 1 } f(41)' });
		expect(status).toBe(0);
		expect(stdout).toContain('registers');
		expect(stdout).toMatch(/\bf\b/);
	});

	it('reports syntax errors', async () => {
		expect(await vsl(['disasm', '-'], { input: 'let' })).toMatchObject({ status: 1, stdout: '' });
	});
});

describe('vsl completion', () => {
	const offered = async (...words: string[]): Promise<string[]> =>
		(await vslProcess(['complete', '--', ...words])).stdout.split('\n').map((line) => line.split('\t')[0] ?? '');

	it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s', async (shell) => {
		const { status, stdout } = await vslProcess(['completion', shell]);
		expect(status).toBe(0);
		expect(stdout).toContain('vsl');
	});

	it('offers commands, options, choices, ids and files', async () => {
		expect(await offered('')).toEqual(expect.arrayContaining(COMMANDS));
		expect(await offered('check', '--')).toContain('--deny-warnings');
		expect(await offered('check', '--format', '')).toContain('sarif');
		expect(await offered('check', '--target', '')).toEqual(expect.arrayContaining(['1', '2']));
		expect(await offered('explain', 'V60')).toContain('V601');
		expect(await offered('run', 'examples/')).toContain('examples/tour.vsl');
	});
});
