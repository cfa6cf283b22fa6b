/** Lets so many in at a time; the others wait in order, each only so long. */

interface Waiting {
	readonly enter: () => void;
	/** Whether it has given up. */
	gone: boolean;
}

export class Gate {
	#free: number;
	readonly #tooLate: string;
	#waiting: Waiting[] = [];

	/** @param tooLate the message for those who find no place in time */
	constructor(places: number, tooLate: string) {
		this.#free = places;
		this.#tooLate = tooLate;
	}

	/**
	 * @param patience milliseconds
	 * @returns what to call on leaving, once
	 * @throws the reason of the signal, or an Error when there was no place in time
	 */
	async enter(patience: number, signal: AbortSignal): Promise<() => void> {
		signal.throwIfAborted();
		if (this.#free > 0) this.#free--;
		else await this.#place(patience, signal);
		let inside = true;
		return () => {
			if (inside) this.#leave();
			inside = false;
		};
	}

	#place(patience: number, signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const done = () => {
				clearTimeout(timer);
				signal.removeEventListener('abort', onAbort);
			};
			const waiting: Waiting = {
				gone: false,
				enter: () => {
					done();
					resolve();
				},
			};
			const giveUp = (reason: unknown) => {
				waiting.gone = true;
				done();
				reject(reason);
			};
			const onAbort = () => giveUp(signal.reason);
			const timer = setTimeout(() => giveUp(new Error(this.#tooLate)), patience);
			signal.addEventListener('abort', onAbort, { once: true });
			this.#waiting.push(waiting);
		});
	}

	#leave(): void {
		for (;;) {
			const next = this.#waiting.shift();
			if (next === undefined) {
				this.#free++;
				return;
			}
			if (next.gone) continue;
			next.enter();
			return;
		}
	}
}
