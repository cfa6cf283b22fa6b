/**
 * Writing random programs: lines, names, scopes and what is visible where. Types are followed loosely, so that most of
 * a program works and some of it fails.
 */

import type { Random } from '../../../lang/testing/random.ts';

/**
 * What a value looks like.
 *
 * `ints`: array of ints. `rows`: array of those. `dict`: map of them, with keys `a` and `b`. `obj`: map with `n` (int),
 * `list` (ints), `rows`, perhaps `sub` (obj), and `act`, a closure with one parameter. `box`: array of anything.
 * `fn`: closure that gives an int. `fns`: array of such without parameters.
 */
export const TYPES = ['int', 'ints', 'rows', 'dict', 'obj', 'str', 'bool', 'blob', 'box', 'fns', 'fn'] as const;
export type Type = (typeof TYPES)[number];

/** Those whose text is the same in every run: closures have made-up names. */
export const PLAIN = ['int', 'ints', 'rows', 'dict', 'bool', 'str', 'blob'] as const;

/** Those that a function can be called on. */
export const RECEIVERS = ['int', 'ints', 'rows', 'dict', 'obj', 'str', 'blob'] as const;

export interface Variable {
	readonly name: string;
	readonly type: Type;
	readonly constant: boolean;
	/** Number of parameters, of a closure. */
	readonly params: number;
}

export interface FunctionInfo {
	readonly name: string;
	readonly params: readonly Type[];
	readonly returns: Type;
	readonly receiver: Type | undefined;
}

export type Make = () => string;

export abstract class ProgramWriter {
	protected readonly random: Random;
	protected readonly lines: string[] = [];
	protected readonly functions: FunctionInfo[] = [];
	/** Innermost last. */
	protected scopes: Variable[][] = [[]];
	/** The type of `this`, in methods. */
	protected thisType: Type | undefined;
	protected inFunction = false;
	/** Loops whose `break` and `continue` are in reach. */
	protected inLoop = 0;
	/** Loops around, those of callers included: they multiply. */
	protected loops = 0;
	/** Nesting of expressions. */
	protected depth = 0;
	protected indent = 0;
	#names = 0;

	constructor(random: Random) {
		this.random = random;
	}

	protected abstract simpleStatement(): void;
	protected abstract statement(): void;

	protected line(text: string): void {
		this.lines.push(`${'  '.repeat(this.indent)}${text}`);
	}

	protected oneOf(...choices: Make[]): string {
		return this.random.pick(choices)();
	}

	// -------------------------------------------------------------------------------------------------- names

	protected fresh(prefix: string): string {
		return `${prefix}${this.#names++}`;
	}

	/** A new name, or one that is taken already. */
	protected name(): string {
		const taken = this.random.chance(30) ? this.visible() : [];
		return taken.length > 0 ? this.random.pick(taken).name : this.fresh('v');
	}

	protected add(name: string, type: Type, constant = false, params = 0): void {
		this.scopes.at(-1)?.push({ name, type, constant, params });
	}

	/** What is visible, without the variables that inner ones hide. */
	protected visible(): Variable[] {
		const seen = new Map<string, Variable>();
		for (const variable of this.scopes.flat()) seen.set(variable.name, variable);
		return [...seen.values()];
	}

	protected variable(type: Type, assignable: boolean): Variable | undefined {
		const fitting = this.visible().filter((one) => one.type === type && !(assignable && one.constant));
		return fitting.length === 0 ? undefined : this.random.pick(fitting);
	}

	// ------------------------------------------------------------------------------------------------- blocks

	/** Statements with a scope of their own. */
	protected body(statements: number, before?: () => void): void {
		this.indent++;
		this.scopes.push([]);
		before?.();
		for (let done = 0; done < statements; done++) this.statement();
		this.scopes.pop();
		this.indent--;
	}

	/** Runs what writes lines, and gives them as one line instead. */
	protected inline(write: () => void): string {
		const start = this.lines.length;
		const { indent } = this;
		this.indent = 0;
		write();
		this.indent = indent;
		return this.lines.splice(start).join(' ');
	}

	/** `{ statements; value }` */
	protected blockValue(value: Make, statements = this.random.int(1, 2)): string {
		this.scopes.push([]);
		const text = this.inline(() => {
			for (let done = 0; done < statements; done++) this.simpleStatement();
			this.line(value());
		});
		this.scopes.pop();
		return `{ ${text} }`;
	}

	/** Runs something in the surroundings of a function of its own. */
	protected asFunction<T>(scopes: Variable[][], receiver: Type | undefined, make: () => T): T {
		const saved = [this.scopes, this.thisType, this.inLoop, this.inFunction] as const;
		[this.scopes, this.thisType, this.inLoop, this.inFunction] = [scopes, receiver, 0, true];
		const made = make();
		[this.scopes, this.thisType, this.inLoop, this.inFunction] = saved;
		return made;
	}
}
