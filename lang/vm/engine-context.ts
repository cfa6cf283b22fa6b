/** What all runs of one engine share. */

import type { DirectiveSite } from '../compiler/sites.ts';
import type { Registry } from '../modules/registry.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { ArrayValue, MapValue } from '../values/container.ts';
import type { Value } from '../values/value.ts';
import type { ScriptEnvironment } from './environment.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';
import type { Code, Instruction, LinkedProgram } from './instructions.ts';

/** Gives `rule`, `action`, `delegate`, `object` and `service` their meaning; the mail library implements it. */
export interface DirectiveHost {
	/**
	 * The value of a directive.
	 * @param site what was written
	 * @param operands `rule` and `action`: the body; `delegate`: service and body; `object` and `service`: the value
	 * @param source the script it stands in
	 * @throws ScriptError for a wrong body or value
	 */
	declare(site: DirectiveSite, operands: readonly Value[], source: SourceFile): Value;
}

/** The second tier: compiles what is hot to JavaScript. */
export interface Tier {
	/** Calls of a function, and turns of a loop, after which it is compiled; at least 1. */
	readonly calls: number;
	readonly turns: number;
	/** A function is about to be entered: its arguments are in the registers from `base`. */
	compileFunction(fiber: Fiber, code: Code, base: number, environment: ScriptEnvironment): void;
	/** A loop is about to go back. */
	compileLoop(fiber: Fiber, frame: Frame, closing: Instruction): void;
}

export interface EngineContext {
	/** `null` when everything is interpreted. */
	readonly tier: Tier | null;
	readonly registry: Registry;
	readonly failOnMissingProperty: boolean;
	/** The host has a say in missing properties, or they are errors: then maps are not read directly. */
	readonly watchesProperties: boolean;
	/** Gives a value for a property that a map lacks; `undefined` leaves it missing. */
	readonly missingProperty: ((map: MapValue, name: string) => Value) | undefined;
	/** The same for an index beyond the ends of an array. */
	readonly missingIndex: ((array: ArrayValue, index: number) => Value) | undefined;
	/** Functions see the constants of their script by their bare names. */
	readonly constantsInFunctions: boolean;
	readonly directives: DirectiveHost | undefined;
	/** The namespace of native functions that a path of `import` stands for, when it is not its own name. */
	readonly nativePath: ((path: string) => string | undefined) | undefined;
	/** Values of names that neither the script nor the host's scope knows. */
	readonly resolveName: ((name: string) => Value) | undefined;
	/**
	 * Finds and compiles a module, or gives `undefined` when there is none of that name.
	 * @throws ScriptError ErrorParsing when the module does not compile
	 */
	loadModule(path: string, from: SourceFile): LinkedProgram | undefined;
}
