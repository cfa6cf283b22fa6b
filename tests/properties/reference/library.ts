/**
 * Finds the native function for a call, from the declarations themselves (language spec 7.2, Appendix C): exact types
 * first, then with more and more parameters taking anything, the last parameter first.
 */

import type { FunctionDeclaration, NativeModule, Overload } from '../../../lang/modules/native-module.ts';
import { TYPE_IDS, typeId } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';

export interface Native {
	readonly declaration: FunctionDeclaration;
	readonly overload: Overload;
	readonly mutates: boolean;
}

function takes(type: string, value: Value): boolean {
	return type === 'any' || (TYPE_IDS as Readonly<Record<string, number>>)[type] === typeId(value);
}

/** The set of parameters that take anything, as a binary number whose lowest bit is the last parameter. */
function wildcards({ overload }: Native): number {
	return overload.params.reduce((bits, { type }) => bits * 2 + (type === 'any' ? 1 : 0), 0);
}

export class Library {
	readonly #natives: readonly Native[];
	readonly #known = new Map<string, readonly Native[]>();

	constructor(modules: readonly NativeModule[]) {
		this.#natives = modules
			.flatMap((module) => module.functions)
			.flatMap((declaration) =>
				declaration.overloads.map((overload) => ({
					declaration,
					overload,
					mutates: declaration.effect === 'mutates',
				})),
			);
	}

	#named(name: string, count: number): readonly Native[] {
		const key = `${name}/${count}`;
		let named = this.#known.get(key);
		if (named === undefined) {
			named = this.#natives
				.filter(({ declaration, overload }) => declaration.names.includes(name) && overload.params.length === count)
				.sort((left, right) => wildcards(left) - wildcards(right));
			this.#known.set(key, named);
		}
		return named;
	}

	/** Whether there is any function of that name with so many parameters. */
	has(name: string, count: number): boolean {
		return this.#named(name, count).length > 0;
	}

	find(name: string, args: readonly Value[]): Native | undefined {
		return this.#named(name, args.length).find(({ overload }) =>
			overload.params.every(({ type }, index) => takes(type, args[index])),
		);
	}

	/** A function that can be read as a property of this value. */
	property(name: string, base: Value): Native | undefined {
		return this.#named(name, 1).find(
			({ declaration, overload }) => declaration.property && takes(overload.params[0]?.type ?? '', base),
		);
	}
}
