/**
 * Variables that the host gives to a script and gets back from it (language spec 4.1, Appendix C).
 *
 * A scope survives between runs; the top-level variables of a run are added to it when the run ends.
 */

import { Cell, LOCKED } from '../values/cell.ts';
import { share } from '../values/container.ts';
import type { Value } from '../values/value.ts';

export class Scope {
	readonly #cells = new Map<string, Cell>();

	/** The value of a variable; `undefined` both for unit and for an unknown name, see `has`. */
	get(name: string): Value {
		const value = this.#cells.get(name)?.value;
		return value === LOCKED ? undefined : share(value);
	}

	has(name: string): boolean {
		return this.#cells.has(name);
	}

	/** Defines or redefines a variable. */
	set(name: string, value: Value, options: { readonly constant?: boolean } = {}): void {
		this.#cells.set(name, new Cell(share(value), name, options.constant ?? false));
	}

	names(): string[] {
		return [...this.#cells.keys()];
	}

	get size(): number {
		return this.#cells.size;
	}

	/** The constants, which a script compiled against this scope may use everywhere. */
	constants(): Map<string, Value> {
		const constants = new Map<string, Value>();
		for (const [name, cell] of this.#cells) if (cell.constant) constants.set(name, this.get(name));
		return constants;
	}

	/** The variable itself, for the VM. */
	cell(name: string): Cell | undefined {
		return this.#cells.get(name);
	}

	/** Takes over a variable that closures may share. */
	adopt(name: string, cell: Cell): void {
		this.#cells.set(name, cell);
	}
}
