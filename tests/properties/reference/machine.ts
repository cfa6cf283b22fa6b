/**
 * What the parts of the reference evaluator share: the state of one run, and the way from one part to another.
 *
 * The evaluator is written to be obviously right, not fast. It walks the syntax tree; every value that an expression
 * gives is a deep copy, so no two variables, elements or arguments ever have anything in common; variables live in
 * explicit maps. With the compiler and the VM it shares nothing but the classes of errors and the operations on values.
 */

import type {
	Block,
	CallExpression,
	ClosureExpression,
	Expression,
	Identifier,
	Node,
	Statement,
} from '../../../lang/ast/nodes.ts';
import type { SourceFile } from '../../../lang/source/source-file.ts';
import { ArrayValue, BlobValue, MapValue } from '../../../lang/values/container.ts';
import type { FunctionPointer, FunctionTarget } from '../../../lang/values/function-pointer.ts';
import { Tagged } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { type ErrorPlace, ScriptError } from '../../../lang/vm/errors.ts';
import type { FunctionTable } from './function-table.ts';
import type { Library } from './library.ts';
import type { Place } from './places.ts';
import type { Scope, Variable } from './scope.ts';

/** `break`, `continue` and `return` on their way out. They are no errors: nothing catches them. */
export class BreakSignal {
	readonly value: Value;

	constructor(value: Value) {
		this.value = value;
	}
}

export class ContinueSignal {}

export class ReturnSignal {
	readonly value: Value;

	constructor(value: Value) {
		this.value = value;
	}
}

/** The program is too much work for an evaluator that copies everything: says nothing about the program. */
export class TooMuchWork extends Error {}

/** A function that a script can call: one that it defines, or a closure with the variables it captured. */
export interface ScriptFunction extends FunctionTarget {
	readonly params: readonly Identifier[];
	readonly body: Block | Statement;
	readonly thisType: string | undefined;
	readonly captured: ReadonlyMap<string, Variable>;
}

/** How a pointer is called. */
export interface PointerCall {
	readonly pointer: FunctionPointer;
	readonly args: Value[];
	/** Bound to `this`, or the first argument of a native. */
	readonly receiver?: Place | undefined;
	/** The variable that is the first argument, which a native may change. */
	readonly reference?: Place | undefined;
	/** The scope of `call!(…)`. */
	readonly callerScope?: Scope | undefined;
	readonly site: ErrorPlace;
}

export interface Machine {
	readonly source: SourceFile;
	readonly functions: FunctionTable;
	readonly library: Library;
	/** Constants executed at the top level so far. */
	readonly constants: Map<string, Value>;
	readonly callLevels: number;
	/** Nesting of calls. */
	level: number;
	/** @throws TooMuchWork */
	spend(work: number): void;
	print(text: string): void;

	/** The value of an expression: always a copy of its own. */
	evaluate(node: Expression, scope: Scope): Value;
	/** Whether a condition holds. @throws ScriptError ErrorMismatchDataType */
	isTrue(node: Expression, scope: Scope): boolean;
	/** The value of a statement; `undefined` for those without. */
	execute(node: Statement, scope: Scope): Value;
	/** Runs statements in a scope that is there already. */
	executeAll(statements: readonly Statement[], scope: Scope): Value;
	callByName(node: CallExpression, scope: Scope): Value;
	callPointer(call: PointerCall): Value;
	makeClosure(node: ClosureExpression, scope: Scope): FunctionPointer;
}

/** A copy that has nothing in common with the value, at any depth. */
export function copy(machine: Machine, value: Value): Value {
	machine.spend(1);
	if (value instanceof ArrayValue) return new ArrayValue(value.items.map((item) => copy(machine, item)));
	if (value instanceof MapValue) {
		const entries = [...value.pairs()].map(([key, item]): [string, Value] => [key, copy(machine, item)]);
		return new MapValue(new Map(entries));
	}
	if (value instanceof BlobValue) return new BlobValue(value.view().slice());
	if (value instanceof Tagged) return new Tagged(copy(machine, value.value) as Tagged['value'], value.tag);
	return value;
}

/** A block with a scope of its own. */
export function executeBlock(machine: Machine, block: Block, scope: Scope): Value {
	return machine.executeAll(block.statements, scope.inner());
}

export function placeOf(machine: Machine, node: { readonly start: number; readonly end: number }): ErrorPlace {
	return { source: machine.source, start: node.start, end: node.end };
}

/** Runs something; an error that has no place yet was raised here. */
export function locating<T>(place: ErrorPlace, body: () => T): T {
	try {
		return body();
	} catch (error) {
		if (error instanceof ScriptError) error.place ??= place;
		throw error;
	}
}

export function unparenthesized(node: Expression): Expression {
	return node.kind === 'Paren' ? unparenthesized(node.expression) : node;
}

/** A plain name or `this`: what a function may get by reference (language spec 5.1, 7.2). */
export function isBareVariable(node: Expression): boolean {
	const inner = unparenthesized(node);
	return inner.kind === 'This' || (inner.kind === 'Variable' && inner.namespace.length === 0);
}

export function unsupported(node: Node): never {
	throw new TypeError(`the reference evaluator does not know ${node.kind}`);
}
