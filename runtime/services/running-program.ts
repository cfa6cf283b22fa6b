/**
 * A program from its start to its end: in a process group of its own, so that all it has started can be ended with it;
 * without input; its output captured.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { CommandResult } from '../../stdlib/host/services.ts';
import { errorCode, systemErrorText } from '../files/system-error.ts';
import { CapturedOutput } from './captured-output.ts';

export interface Program {
	readonly command: string;
	readonly args: readonly string[];
	/** Whose identity it gets; ours when absent. */
	readonly uid: number | undefined;
	readonly gid: number | undefined;
	readonly environment: Readonly<Record<string, string>>;
}

/** Milliseconds that the system may take to end a killed program. */
const KILL_PATIENCE = 5_000;

export class RunningProgram {
	/** Kept when the program has ended. @throws Error with a text for the script when it cannot be started */
	readonly result: Promise<CommandResult>;
	readonly #child: ChildProcess;
	readonly #stdout: CapturedOutput;
	readonly #stderr: CapturedOutput;

	/** @throws Error with a text for the script */
	constructor(program: Program) {
		const { command, args, uid, gid, environment } = program;
		// The system would cut the text there, and run something else.
		if ([command, ...args].some((text) => text.includes('\0'))) {
			throw failure('a NUL character cannot be passed to a program');
		}
		try {
			this.#child = spawn(command, [...args], {
				...(uid === undefined ? {} : { uid }),
				...(gid === undefined ? {} : { gid }),
				env: environment,
				stdio: ['ignore', 'pipe', 'pipe'],
				detached: true,
			});
		} catch (error) {
			throw failure(reasonFor(error, program));
		}
		this.#stdout = new CapturedOutput(this.#child.stdout);
		this.#stderr = new CapturedOutput(this.#child.stderr);
		this.result = this.#outcome(program);
	}

	/** Ends it and all that it has started, at once. */
	kill(): void {
		const { pid, exitCode, signalCode } = this.#child;
		// When it has ended, its number may be that of another process.
		if (pid === undefined || exitCode !== null || signalCode !== null) return;
		try {
			process.kill(-pid, 'SIGKILL');
		} catch {
			// It is ending in this moment.
		}
	}

	async #outcome(program: Program): Promise<CommandResult> {
		try {
			const [code, signal] = await this.#ended(program);
			await this.#drained();
			return {
				code: code ?? undefined,
				signal: signal === null ? undefined : constants.signals[signal],
				stdout: this.#stdout.text,
				stderr: this.#stderr.text,
			};
		} finally {
			this.#stdout.close();
			this.#stderr.close();
		}
	}

	#ended(program: Program): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
		return new Promise((resolve, reject) => {
			this.#child.on('exit', (code, signal) => resolve([code, signal]));
			this.#child.on('error', (error) => {
				// Of a program that runs, all that can fail is to send it a signal.
				if (this.#child.pid === undefined) reject(failure(reasonFor(error, program)));
			});
		});
	}

	/**
	 * Waits until all that the program itself has written is here. The pipes need not close for that: a process that it
	 * has left behind may hold them open for ever.
	 */
	async #drained(): Promise<void> {
		let received = -1;
		for (let quiet = 0; quiet < 2; ) {
			await new Promise((resolve) => setImmediate(resolve));
			const now = this.#stdout.received + this.#stderr.received;
			quiet = now === received ? quiet + 1 : 0;
			received = now;
		}
	}
}

/**
 * Waits for the end of a program, which is brought about when its time is over or the signal is raised.
 * @param time milliseconds
 * @throws the reason of the signal; Error when the program does not even end when it is killed
 */
export function endOf(program: RunningProgram, time: number, signal: AbortSignal): Promise<CommandResult> {
	return new Promise((resolve, reject) => {
		let patience: NodeJS.Timeout | undefined;
		const kill = () => {
			program.kill();
			patience ??= setTimeout(() => reject(new Error('the program was killed and does not end')), KILL_PATIENCE);
		};
		const onAbort = () => {
			reject(signal.reason);
			kill();
		};
		const timer = setTimeout(kill, time);
		signal.addEventListener('abort', onAbort, { once: true });
		program.result.then(resolve, reject).finally(() => {
			clearTimeout(timer);
			clearTimeout(patience);
			signal.removeEventListener('abort', onAbort);
		});
	});
}

function failure(what: string): Error {
	return new Error(`cmd process failed to spawn: ${what}`);
}

function reasonFor(error: unknown, { command, uid, gid }: Program): string {
	const other = uid !== undefined || gid !== undefined;
	if (other && errorCode(error) === 'EPERM') return `${command}: only root can run programs as another user`;
	return `${command}: ${systemErrorText(error)}`;
}
