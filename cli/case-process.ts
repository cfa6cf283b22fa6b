/**
 * Runs cases in a process of their own and watches over it: a case that hangs outside the reach of the limits, takes
 * all memory or crashes the process is answered with an error, and the next one finds a new process.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { outOfMemory, ScriptError } from '../lang/vm/errors.ts';
import type { EvalMode } from './eval-settings.ts';
import type { EvaluatorOptions } from './evaluate.ts';
import { outcomeMembers } from './outcome-json.ts';

export interface CaseMessage {
	readonly script: string;
	readonly mode: EvalMode;
}

export type WorkerSettings = Omit<EvaluatorOptions, 'print' | 'debug'>;

interface Waiting {
	readonly message: CaseMessage;
	readonly resolve: (members: string) => void;
}

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './case-worker.ts' : './case-worker.js', import.meta.url);

const WATCH_INTERVAL = 250;

/** Milliseconds beyond the time limit: compiling, printing the result and a busy machine count too. */
const GRACE = 5000;

/** Resident bytes at which the process is stopped, before it drives the machine into swapping. */
const MAX_MEMORY = Math.min(4 * 2 ** 30, totalmem() / 2);

const PAGE_BYTES = 4096;

/** Resident bytes of a process; 0 where the system does not say. */
function residentBytes(pid: number): number {
	try {
		return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
	} catch {
		// Not Linux, or the process is gone: then its end is on the way.
		return 0;
	}
}

export class CaseProcess {
	readonly #settings: WorkerSettings;
	readonly #timeLimit: number;
	#child: ChildProcess | undefined;
	/** Sent and not answered; the process works on the first. */
	#waiting: Waiting[] = [];
	#started = 0;
	#watch: NodeJS.Timeout | undefined;
	/** Why we killed the process. */
	#verdict: ScriptError | undefined;

	constructor(settings: WorkerSettings) {
		this.#settings = settings;
		const wallTime = settings.limits?.wallTime ?? 0;
		this.#timeLimit = wallTime === 0 ? Number.POSITIVE_INFINITY : wallTime + GRACE;
	}

	/** @returns the members of the answer, see `outcome-json.ts`; never rejects */
	run(message: CaseMessage): Promise<string> {
		return new Promise((resolve) => {
			if (this.#waiting.length === 0) this.#started = performance.now();
			this.#waiting.push({ message, resolve });
			const running = this.#child;
			if (running === undefined) this.#start();
			else running.send(message);
		});
	}

	/** Ends the process; nothing may be waiting. */
	close(): void {
		clearInterval(this.#watch);
		this.#child?.removeAllListeners();
		this.#child?.kill();
		this.#child = undefined;
	}

	/** Starts a process and gives it everything that waits. */
	#start(): void {
		const child = fork(WORKER, [JSON.stringify(this.#settings)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
		this.#child = child;
		this.#started = performance.now();
		child.on('message', (members: string) => {
			if (this.#child !== child) return;
			this.#started = performance.now();
			this.#waiting.shift()?.resolve(members);
		});
		child.on('error', () => this.#ended(child));
		// Answers that were on their way still arrive before `disconnect`.
		child.on('exit', () => (child.connected ? child.once('disconnect', () => this.#ended(child)) : this.#ended(child)));
		clearInterval(this.#watch);
		this.#watch = setInterval(() => this.#look(), WATCH_INTERVAL);
		for (const { message } of this.#waiting) child.send(message);
	}

	#look(): void {
		const pid = this.#child?.pid;
		if (pid === undefined || this.#waiting.length === 0) return;
		if (performance.now() - this.#started > this.#timeLimit) {
			this.#kill(new ScriptError('ErrorTimeout', 'Script timed out'));
		} else if (residentBytes(pid) > MAX_MEMORY) {
			this.#kill(outOfMemory());
		}
	}

	#kill(verdict: ScriptError): void {
		this.#verdict = verdict;
		this.#child?.kill('SIGKILL');
	}

	#ended(child: ChildProcess): void {
		// Only the first of `error` and `exit` counts, and only for the process in use.
		if (this.#child !== child) return;
		this.#child = undefined;
		clearInterval(this.#watch);
		const error = this.#verdict ?? new ScriptError('ErrorSystem', 'The process that ran the script died');
		this.#verdict = undefined;
		this.#waiting.shift()?.resolve(outcomeMembers({ kind: 'run-time-error', error }, ''));
		if (this.#waiting.length > 0) this.#start();
	}
}
