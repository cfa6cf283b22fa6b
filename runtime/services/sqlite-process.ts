/** The server's side of a connection that lives in a process of its own (`sqlite-worker.ts`). */

import { type ChildProcess, fork } from 'node:child_process';
import type { ConnectionSettings, StatementReply, StatementRequest } from './sqlite-protocol.ts';

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './sqlite-worker.ts' : './sqlite-worker.js', import.meta.url);

const DIED = 'the process of the data base has ended unexpectedly';

interface Waiting {
	readonly resolve: (reply: StatementReply) => void;
	readonly reject: (error: Error) => void;
}

export class SqliteProcess {
	readonly #child: ChildProcess;
	#waiting: Waiting | undefined;
	/** Why there is no process any more. */
	#ended: Error | undefined;

	constructor(settings: ConnectionSettings) {
		this.#child = fork(WORKER, [JSON.stringify(settings)], {
			// What the server was started with means nothing to a process that only runs statements.
			execArgv: [],
			env: {},
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
			serialization: 'advanced',
		});
		this.#child.on('message', (reply: StatementReply) => {
			const waiting = this.#waiting;
			this.#waiting = undefined;
			waiting?.resolve(reply);
		});
		this.#child.on('error', (error) => this.#end(error));
		this.#child.on('exit', () => this.#end(new Error(DIED)));
		this.#hold(false);
	}

	/** Whether it can run statements. */
	get usable(): boolean {
		return this.#ended === undefined;
	}

	/** Runs a statement; one at a time. @throws Error when the process ends before there is an answer */
	async run(request: StatementRequest): Promise<StatementReply> {
		if (this.#ended !== undefined) throw this.#ended;
		this.#hold(true);
		try {
			return await new Promise((resolve, reject) => {
				this.#waiting = { resolve, reject };
				this.#child.send(request, (error) => {
					if (error !== null) this.#end(new Error(DIED, { cause: error }));
				});
			});
		} finally {
			this.#hold(false);
		}
	}

	/** Stops whatever it does, at once. */
	kill(reason: Error): void {
		this.#end(reason);
		this.#child.kill('SIGKILL');
	}

	/** Lets the process close the data base and end; nothing may be running. */
	close(): void {
		this.#ended ??= new Error('the data base has been closed');
		if (this.#child.connected) this.#child.disconnect();
	}

	#end(reason: Error): void {
		this.#ended ??= reason;
		const waiting = this.#waiting;
		this.#waiting = undefined;
		waiting?.reject(this.#ended);
	}

	/** An idle connection keeps nobody from ending; a statement that runs does. */
	#hold(busy: boolean): void {
		if (busy) {
			this.#child.ref();
			this.#child.channel?.ref();
		} else {
			this.#child.unref();
			this.#child.channel?.unref();
		}
	}
}
