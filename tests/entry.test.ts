/** `bin/vsl.js` chooses what to run and on which Node; tried on small trees that look like a checkout or a package. */

import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ENTRY } from './run-vsl.ts';

const trees: string[] = [];
afterEach(() => {
	for (const tree of trees.splice(0)) rmSync(tree, { recursive: true });
});

const SOURCE = { 'cli/main.ts': "const what: string = 'sources'; console.log(what, ...process.argv.slice(2));" };
const BUILD = { 'dist/cli/main.js': "console.log('build', ...process.argv.slice(2));" };

/** A folder with the entry and these files; `seconds` dates a file back. */
function tree(files: Readonly<Record<string, string>>, seconds: Readonly<Record<string, number>> = {}): string {
	const root = mkdtempSync(join(tmpdir(), 'vsl-entry-'));
	trees.push(root);
	mkdirSync(join(root, 'bin'));
	copyFileSync(ENTRY, join(root, 'bin/vsl.js'));
	for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
		const path = join(root, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
		const time = Date.now() / 1000 - (seconds[name] ?? 0);
		utimesSync(path, time, time);
	}
	return root;
}

/** A stand-in for the Node of node_modules. */
function withLocalNode(root: string, script: string): string {
	const path = join(root, 'node_modules/node/bin/node');
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, `#!/bin/sh\n${script}\n`);
	chmodSync(path, 0o755);
	return root;
}

interface End {
	readonly status: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** @param flags of Node: `--no-strip-types` makes it like an old one */
function run(
	root: string,
	flags: readonly string[] = [],
	onFirstOutput: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
) {
	const child = spawn(process.execPath, [...flags, join(root, 'bin/vsl.js'), 'a b', '--c']);
	return new Promise<End>((resolve) => {
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (chunk) => {
			if (stdout === '') onFirstOutput((signal) => child.kill(signal));
			stdout += chunk;
		});
		child.stderr.on('data', (chunk) => {
			stderr += chunk;
		});
		child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
		child.stdin.end('input');
	});
}

const OLD = ['--no-strip-types'];

describe('what runs', () => {
	it.each<[name: string, root: () => string, stdout: string]>([
		['a checkout without a build', () => tree(SOURCE), 'sources a b --c\n'],
		['a package', () => tree(BUILD), 'build a b --c\n'],
		['a build newer than the sources', () => tree({ ...SOURCE, ...BUILD }, { 'cli/main.ts': 60 }), 'build a b --c\n'],
		[
			'sources newer than the build',
			() => tree({ ...SOURCE, ...BUILD }, { 'dist/cli/main.js': 60 }),
			'sources a b --c\n',
		],
		[
			'one source newer than the build',
			() => tree({ ...SOURCE, ...BUILD, 'lang/a/b.ts': '' }, { 'cli/main.ts': 90, 'dist/cli/main.js': 60 }),
			'sources a b --c\n',
		],
		[
			'a newer test',
			() => tree({ ...SOURCE, ...BUILD, 'lang/a/b.test.ts': '' }, { 'cli/main.ts': 90, 'dist/cli/main.js': 60 }),
			'build a b --c\n',
		],
	])('%s', async (_, root, stdout) => {
		expect(await run(root())).toMatchObject({ status: 0, stdout, stderr: '' });
	});
});

describe('a Node that cannot strip types', () => {
	it('hands over arguments, streams and exit status', async () => {
		const root = withLocalNode(tree(SOURCE), 'shift; printf "%s|" "$@"; cat; echo err >&2; exit 7');
		expect(await run(root, OLD)).toEqual({ status: 7, signal: null, stdout: 'a b|--c|input', stderr: 'err\n' });
	});

	it('ends by the signal that ended the other', async () => {
		expect(await run(withLocalNode(tree(SOURCE), 'kill -TERM $$'), OLD)).toMatchObject({ signal: 'SIGTERM' });
	});

	it('passes signals on', async () => {
		const root = withLocalNode(
			tree(SOURCE),
			'trap "echo caught; exit 3" TERM; echo ready; while :; do sleep 0.1; done',
		);
		expect(await run(root, OLD, (kill) => kill('SIGTERM'))).toMatchObject({ status: 3, stdout: 'ready\ncaught\n' });
	});

	it('says when the other cannot start', async () => {
		const root = withLocalNode(tree(SOURCE), '');
		chmodSync(join(root, 'node_modules/node/bin/node'), 0o644);
		const end = await run(root, OLD);
		expect(end.status).toBe(2);
		expect(end.stderr).toContain('cannot start');
	});

	it('runs a package by itself', async () => {
		expect(await run(tree(BUILD), OLD)).toMatchObject({ status: 0, stdout: 'build a b --c\n' });
	});

	it('says what is missing', async () => {
		const end = await run(tree(SOURCE), OLD);
		expect(end.status).toBe(2);
		expect(end.stderr).toContain('npm ci');
	});
});
