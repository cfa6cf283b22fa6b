/** What the functions of one script or module can see besides their own variables. */

import type { NativeNamespace } from '../modules/registry.ts';
import type { FunctionEnvironment } from '../values/function-pointer.ts';
import type { Value } from '../values/value.ts';
import type { Code, LinkedProgram } from './instructions.ts';

/** A script that has been imported: what it exported. */
export interface ScriptModule {
	readonly kind: 'script';
	readonly path: string;
	readonly environment: ScriptEnvironment;
	readonly constants: ReadonlyMap<string, Value>;
	readonly modules: ReadonlyMap<string, Module>;
}

/** A module that the host provides. */
export interface HostModule {
	readonly kind: 'host';
	readonly namespace: NativeNamespace;
}

export type Module = ScriptModule | HostModule;

/** A module under the name that `import` gave it. */
export interface ImportBinding {
	readonly name: string;
	readonly module: Module;
	/** The environment whose code executed the import. */
	readonly environment: ScriptEnvironment;
}

export class ScriptEnvironment implements FunctionEnvironment {
	declare readonly program: LinkedProgram;
	/** Constants executed at the top level so far (language spec 8.4). */
	readonly constants = new Map<string, Value>();
	/** Imports executed at the top level: they stay visible to the functions, wherever those are called from. */
	readonly imports: ImportBinding[] = [];
	readonly #byArity = new Map<string, Code[]>();

	constructor(program: LinkedProgram) {
		this.program = program;
		for (const code of program.functions) {
			const key = `${code.name}/${code.arity}`;
			const known = this.#byArity.get(key);
			if (known === undefined) this.#byArity.set(key, [code]);
			else known.push(code);
		}
	}

	get source(): string {
		return this.program.program.source.name;
	}

	/** The function of that name and number of parameters for a receiver type, or for none. */
	find(name: string, argumentCount: number, receiverType: string | null): Code | undefined {
		const candidates = this.#byArity.get(`${name}/${argumentCount}`);
		if (candidates === undefined) return undefined;
		const typed = receiverType === null ? undefined : candidates.find((code) => code.chunk.thisType === receiverType);
		return typed ?? candidates.find((code) => code.chunk.thisType === null);
	}

	/** Whether a function is defined, as `is_def_fn` asks: a type name must match exactly. */
	defines(name: string, argumentCount: number, thisType: string | null): boolean {
		return (this.#byArity.get(`${name}/${argumentCount}`) ?? []).some((code) => code.chunk.thisType === thisType);
	}
}
