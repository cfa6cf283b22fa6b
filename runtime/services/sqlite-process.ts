/** The server's side of a connection that lives in a process of its own (`sqlite-worker.ts`). */

import type { ChildProcess } from 'node:child_process';
import { hold, startHelper } from './helper-process.ts';
import type { ConnectionSettings, StatementReply, StatementRequest } from './sqlite-protocol.ts';

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
		this.#child = startHelper('sqlite-worker', [JSON.stringify(settings)]);
		this.#child.on('message', (reply: StatementReply) => {
			const waiting = this.#waiting;
			this.#waiting = undefined;
			waiting?.resolve(reply);
		});
		this.#child.on('error', (error) => this.#end(error));
		this.#child.on('exit', () => this.#end(new Error(DIED)));
	}

	/** Whether it can run statements. */
	get usable(): boolean {
		return this.#ended === undefined;
	}

	/** Runs a statement; one at a time. @throws Error when the process ends before there is an answer */
	async run(request: StatementRequest): Promise<StatementReply> {
		if (this.#ended !== undefined) throw this.#ended;
		hold(this.#child, true);
		try {
			return await new Promise((resolve, reject) => {
				this.#waiting = { resolve, reject };
				this.#child.send(request, (error) => {
					if (error !== null) this.#end(new Error(DIED, { cause: error }));
				});
			});
		} finally {
			hold(this.#child, false);
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
}
