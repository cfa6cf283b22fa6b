/** The library with functions that keep the script waiting, where the real ones answer at once. */

import type { FunctionDeclaration, NativeModule, Overload } from '../../lang/index.ts';

const CONTAINERS = new Set(['array', 'map', 'blob']);

/** One turn of the event loop, or none: also a promise that is kept at once makes the script wait. */
async function pause(long: boolean): Promise<void> {
	if (long) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Properties are read at once, and only containers are changed in place: what a function makes of a text or a number it
 * has to say before it ends.
 */
function mayWait({ property, effect }: FunctionDeclaration, { kind, params }: Overload): boolean {
	if (kind !== 'plain' || property) return false;
	return effect !== 'mutates' || CONTAINERS.has(params[0]?.type ?? '');
}

/** @param chosen which functions wait @param long which of those wait for a turn of the event loop */
export function waitingLibrary(
	module: NativeModule,
	chosen: (name: string) => boolean,
	long: (name: string) => boolean,
): NativeModule {
	const functions = module.functions.map((declaration): FunctionDeclaration => {
		const [name] = declaration.names;
		if (!chosen(name)) return declaration;
		const overloads = declaration.overloads.map((overload): Overload => {
			if (!mayWait(declaration, overload)) return overload;
			const run: Overload['run'] = async (call, ...args) => {
				await pause(long(name));
				return overload.run(call, ...args) as never;
			};
			return { ...overload, kind: 'async', run };
		});
		return { ...declaration, overloads };
	});
	return { ...module, functions };
}
