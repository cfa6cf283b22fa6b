/** The functions that a script defines, all known before it starts (language spec 7.1). */

import type { Script } from '../../../lang/ast/nodes.ts';
import type { ScriptFunction } from './machine.ts';

const TYPE_NAMES: Readonly<Record<string, string>> = { int: 'i64', float: 'f64' };

export class FunctionTable {
	readonly #functions: readonly ScriptFunction[];

	constructor(script: Script) {
		this.#functions = script.statements.flatMap((statement): ScriptFunction[] => {
			if (statement.kind !== 'Function') return [];
			const type = statement.thisType?.name;
			return [
				{
					name: statement.name.name,
					anonymous: false,
					arity: statement.params.length,
					params: statement.params,
					body: statement.body,
					thisType: type === undefined ? undefined : (TYPE_NAMES[type] ?? type),
					captured: new Map(),
				},
			];
		});
	}

	/** Whether a bare name is a pointer to a function (language spec 7.5). */
	names(name: string): boolean {
		return this.#functions.some((one) => one.name === name);
	}

	/** @param receiverType the type of the receiver in method style; typed methods come first */
	find(name: string, arity: number, receiverType?: string): ScriptFunction | undefined {
		const candidates = this.#functions.filter((one) => one.name === name && one.arity === arity);
		const typed = candidates.find((one) => one.thisType !== undefined && one.thisType === receiverType);
		return typed ?? candidates.find((one) => one.thisType === undefined);
	}

	defines(name: string, arity: number, thisType: string | undefined): boolean {
		return this.#functions.some((one) => one.name === name && one.arity === arity && one.thisType === thisType);
	}
}
