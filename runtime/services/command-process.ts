/** The server's side of the process that starts programs (`command-worker.ts`). */

import type { ChildProcess } from 'node:child_process';
import type { CommandResult } from '../../stdlib/host/services.ts';
import type { CommandMessage, CommandReply } from './command-protocol.ts';
import { hold, startHelper } from './helper-process.ts';
import type { Program } from './running-program.ts';

const DIED = 'cmd process failed to spawn: the process that starts programs has ended unexpectedly';

interface Waiting {
	readonly resolve: (result: CommandResult) => void;
	readonly reject: (error: unknown) => void;
}

export class CommandProcess {
	#child: ChildProcess | undefined;
	readonly #waiting = new Map<number, Waiting>();
	#lastId = 0;

	/**
	 * Runs a program to its end.
	 * @param time milliseconds after which it is killed
	 * @throws Error with a text for the script, when it cannot be started; the reason of the signal
	 */
	async run(program: Program, time: number, signal: AbortSignal): Promise<CommandResult> {
		signal.throwIfAborted();
		const id = ++this.#lastId;
		const onAbort = () => {
			if (this.#child !== undefined) this.#send({ kind: 'cancel', id });
			this.#waiting.get(id)?.reject(signal.reason);
		};
		signal.addEventListener('abort', onAbort, { once: true });
		try {
			return await new Promise((resolve, reject) => {
				this.#waiting.set(id, { resolve, reject });
				this.#send({ kind: 'run', id, program, time });
			});
		} finally {
			signal.removeEventListener('abort', onAbort);
			this.#waiting.delete(id);
			if (this.#waiting.size === 0 && this.#child !== undefined) hold(this.#child, false);
		}
	}

	/** Ends it, and with it all that it has started. */
	close(): void {
		if (this.#child?.connected === true) this.#child.disconnect();
	}

	#send(message: CommandMessage): void {
		this.#child ??= this.#start();
		const child = this.#child;
		hold(child, true);
		child.send(message, (error) => {
			if (error !== null) this.#ended(child);
		});
	}

	#start(): ChildProcess {
		const child = startHelper('command-worker');
		child.on('message', ({ id, result, error }: CommandReply) => {
			const waiting = this.#waiting.get(id);
			if (result !== undefined) waiting?.resolve(result);
			else waiting?.reject(new Error(error));
		});
		child.on('error', () => this.#ended(child));
		// Answers that were on their way still arrive before `disconnect`.
		child.on('disconnect', () => this.#ended(child));
		child.on('exit', () => this.#ended(child));
		return child;
	}

	#ended(child: ChildProcess): void {
		if (this.#child !== child) return;
		this.#child = undefined;
		for (const { reject } of this.#waiting.values()) reject(new Error(DIED));
	}
}
