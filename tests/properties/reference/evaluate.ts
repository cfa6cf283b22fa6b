/** The reference evaluator as tests use it: a script in, what it gives and prints out. */

import type { CallExpression, ClosureExpression, Expression, Script, Statement } from '../../../lang/ast/nodes.ts';
import type { NativeModule } from '../../../lang/modules/native-module.ts';
import type { SourceFile } from '../../../lang/source/source-file.ts';
import type { FunctionPointer } from '../../../lang/values/function-pointer.ts';
import type { Value } from '../../../lang/values/value.ts';
import { ScriptError } from '../../../lang/vm/errors.ts';
import { ScriptExit } from '../../../lang/vm/exit.ts';
import { DEFAULT_LIMITS } from '../../../lang/vm/limits.ts';
import { callByName, callPointer, makeClosure } from './calls.ts';
import { execute, executeAll } from './control.ts';
import { condition, evaluate } from './expressions.ts';
import { FunctionTable } from './function-table.ts';
import { Library } from './library.ts';
import { type Machine, type PointerCall, ReturnSignal, TooMuchWork } from './machine.ts';
import { activation, Scope } from './scope.ts';

export { TooMuchWork } from './machine.ts';

export type ReferenceResult =
	| { readonly kind: 'value'; readonly value: Value }
	| { readonly kind: 'error'; readonly error: ScriptError };

class Evaluator implements Machine {
	readonly source: SourceFile;
	readonly functions: FunctionTable;
	readonly library: Library;
	readonly constants = new Map<string, Value>();
	readonly callLevels = DEFAULT_LIMITS.callLevels;
	readonly print: (text: string) => void;
	level = 0;
	#work: number;

	constructor(source: SourceFile, script: Script, library: Library, print: (text: string) => void, work: number) {
		this.source = source;
		this.functions = new FunctionTable(script);
		this.library = library;
		this.print = print;
		this.#work = work;
	}

	spend(work: number): void {
		this.#work -= work;
		if (this.#work < 0) throw new TooMuchWork();
	}

	evaluate(node: Expression, scope: Scope): Value {
		return evaluate(this, node, scope);
	}

	isTrue(node: Expression, scope: Scope): boolean {
		return condition(this, node, scope);
	}

	execute(node: Statement, scope: Scope): Value {
		return execute(this, node, scope);
	}

	executeAll(statements: readonly Statement[], scope: Scope): Value {
		return executeAll(this, statements, scope);
	}

	callByName(node: CallExpression, scope: Scope): Value {
		return callByName(this, node, scope);
	}

	callPointer(call: PointerCall): Value {
		return callPointer(this, call);
	}

	makeClosure(node: ClosureExpression, scope: Scope): FunctionPointer {
		return makeClosure(this, node, scope);
	}
}

export class ReferenceEvaluator {
	readonly #library: Library;

	constructor(modules: readonly NativeModule[]) {
		this.#library = new Library(modules);
	}

	/**
	 * Runs a script that has been parsed without problems.
	 * @param work most nodes evaluated and values copied, together
	 * @throws TooMuchWork beyond that
	 */
	run(source: SourceFile, script: Script, print: (text: string) => void, work: number): ReferenceResult {
		const evaluator = new Evaluator(source, script, this.#library, print, work);
		try {
			return { kind: 'value', value: evaluator.executeAll(script.statements, new Scope(activation('script'))) };
		} catch (thrown) {
			if (thrown instanceof ReturnSignal || thrown instanceof ScriptExit) return { kind: 'value', value: thrown.value };
			if (thrown instanceof ScriptError) return { kind: 'error', error: thrown };
			throw thrown;
		}
	}
}
