/**
 * Keeps scripts from exhausting the memory of the process, which V8 answers by ending it.
 *
 * The memory is looked at with the other limits every few thousand operations, and whenever values of some size have been
 * made in between: their makers say so with `charge`, before or right after the allocation. What is in use may be garbage,
 * so nothing is decided before it has been collected. The error goes to the run that asks, be the memory its own or not:
 * the heap belongs to the process. Hosts that run scripts of others set the limits on data as well.
 */

import { totalmem } from 'node:os';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { outOfMemory } from '../vm/errors.ts';

/**
 * Part of the heap that may be taken: the rest is for what is made between two looks, for a large array that is being
 * moved because it grows, and for collecting garbage.
 */
const SHARE_OF_HEAP = 0.6;

/** What V8 counts as heap beside the part for values that have lived for a while. */
const YOUNG_BYTES = 96 * 2 ** 20;

/** Part of the machine, or of the control group, if that is less. */
const SHARE_OF_MACHINE = 0.6;

/** Bytes between two looks. */
const STEP = 2 ** 24;

/** Bytes of an element of an array, and of an entry in a hash table. */
const ITEM_BYTES = 8;
const ENTRY_BYTES = 40;

/** Elements, characters or bytes below which a value is not worth mentioning. */
const SMALL = 512;
const SHORT_TEXT = 2 ** 16;

/** What is watched: the process, unless a test says otherwise. */
export interface Memory {
	used(): number;
	readonly available: number;
	collect(): void;
}

function processMemory(): Memory {
	const machine = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
	const { heap_size_limit: limit } = getHeapStatistics();
	const heap = Math.max(limit - YOUNG_BYTES, limit / 4);
	let collect: (() => void) | undefined;
	return {
		used: () => {
			const { used_heap_size, external_memory } = getHeapStatistics();
			return used_heap_size + external_memory;
		},
		available: Math.min(heap * SHARE_OF_HEAP, machine * SHARE_OF_MACHINE),
		collect: () => {
			if (collect === undefined) {
				setFlagsFromString('--expose-gc');
				collect = runInNewContext('gc') as () => void;
			}
			collect();
		},
	};
}

export class MemoryWatch {
	readonly #memory: Memory;
	/** Use below which nothing needs to be asked. */
	#calm: number;
	#charged = 0;

	constructor(memory: Memory) {
		this.#memory = memory;
		this.#calm = memory.available / 2;
	}

	/**
	 * Looks at the memory.
	 * @param coming bytes about to be allocated
	 * @throws ScriptError ErrorDataTooLarge when what is in use cannot be given up
	 */
	look(coming = 0): void {
		this.#charged = 0;
		const { available } = this.#memory;
		if (this.#memory.used() + coming < this.#calm) return;
		this.#memory.collect();
		const live = this.#memory.used();
		if (live + coming > available) throw outOfMemory();
		// Collecting takes long, so it comes again only when much has been added.
		const room = Math.max((available - live) / 2, available / 32);
		this.#calm = Math.max(available / 2, Math.min(live + room, available));
	}

	/** Counts an allocation, and looks when there have been enough. @throws ScriptError as `look` */
	charge(bytes: number): void {
		this.#charged += bytes;
		if (this.#charged > STEP) this.look(bytes);
	}
}

const watch = new MemoryWatch(processMemory());

/** @throws ScriptError ErrorDataTooLarge when the process is short of memory */
export function lookAtMemory(): void {
	watch.look();
}

/** A list of this many elements is made. @throws ScriptError ErrorDataTooLarge */
export function chargeItems(count: number): void {
	if (count > SMALL) watch.charge(count * ITEM_BYTES);
}

/** A hash table of this many entries is made. @throws ScriptError ErrorDataTooLarge */
export function chargeEntries(count: number): void {
	if (count > SMALL) watch.charge(count * ENTRY_BYTES);
}

/** A blob of this many bytes is made. @throws ScriptError ErrorDataTooLarge */
export function chargeBytes(count: number): void {
	if (count > SMALL) watch.charge(count);
}

/**
 * A long text is made, or one that consists of parts so far is read, which makes it whole.
 * @throws ScriptError ErrorDataTooLarge
 */
export function chargeText(units: number): void {
	if (units > SHORT_TEXT) watch.charge(units);
}
