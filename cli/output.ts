/**
 * One output stream of the process: gathers small writes, because a system call per printed line would dominate scripts
 * that print a lot.
 *
 * Whatever was written appears at the latest when the event loop turns, so a script that prints and then waits is seen
 * to print first.
 */

export interface TextStream {
	write(text: string): unknown;
	readonly isTTY?: boolean;
}

/** UTF-16 units gathered before a write; about what a pipe takes at once. */
const BUFFER_SIZE = 1 << 16;

export class Output {
	readonly #stream: TextStream;
	#parts: string[] = [];
	#size = 0;
	#scheduled = false;

	constructor(stream: TextStream) {
		this.#stream = stream;
	}

	/** Whether a person is looking. */
	get isTerminal(): boolean {
		return this.#stream.isTTY === true;
	}

	write(text: string): void {
		this.#parts.push(text);
		this.#size += text.length;
		if (this.#size >= BUFFER_SIZE) this.flush();
		else if (!this.#scheduled) {
			this.#scheduled = true;
			setImmediate(() => {
				this.#scheduled = false;
				this.flush();
			});
		}
	}

	/** Writes and ends the line. */
	line(text: string): void {
		this.write(`${text}\n`);
	}

	flush(): void {
		if (this.#parts.length === 0) return;
		const text = this.#parts.join('');
		this.#parts = [];
		this.#size = 0;
		this.#stream.write(text);
	}
}
