/**
 * Runs `vsl` for tests: in this process, which is fast, or through `bin/vsl.js` as a process of its own, which is what
 * users have.
 */

import { spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../cli/program.ts';
import { createTerminal } from '../cli/terminal.ts';

export interface Result {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly input?: string | Uint8Array;
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
}

export const ENTRY = fileURLToPath(new URL('../bin/vsl.js', import.meta.url));

/** The commands without a process around them; `cwd` stays that of the tests. */
export async function vsl(args: readonly string[], options: Omit<RunOptions, 'cwd'> = {}): Promise<Result> {
	const written = { stdout: '', stderr: '' };
	const collect = (name: keyof typeof written) =>
		new Writable({
			decodeStrings: false,
			write: (text: string, _, done) => {
				written[name] += text;
				done();
			},
		});
	const terminal = createTerminal({
		stdin: Readable.from(options.input === undefined ? [] : [Buffer.from(options.input)]),
		stdout: collect('stdout'),
		stderr: collect('stderr'),
		env: options.env ?? {},
	});
	const status = await runCommandLine(args, terminal);
	terminal.output.flush();
	terminal.errors.flush();
	return { status, ...written };
}

/** A real process; its environment has no colours. */
export function vslProcess(args: readonly string[], options: RunOptions = {}): Promise<Result> {
	// Node itself warns when both are set.
	const { FORCE_COLOR, ...environment } = process.env;
	const child = spawn(process.execPath, [ENTRY, ...args], {
		cwd: options.cwd,
		env: { ...environment, NO_COLOR: '1', ...options.env },
	});
	return new Promise((resolve, reject) => {
		const out: Buffer[] = [];
		const err: Buffer[] = [];
		child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
		child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
		// A command that ends without reading its input closes the pipe.
		child.stdin.on('error', () => {});
		child.stdin.end(options.input ?? '');
		child.on('error', reject);
		child.on('close', (status) =>
			resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
		);
	});
}
