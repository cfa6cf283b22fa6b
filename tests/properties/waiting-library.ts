/** The library with functions that keep the script waiting, where the real ones answer at once. */

import type { FunctionDeclaration, NativeModule, Overload } from '../../lang/index.ts';

/** One turn of the event loop, or none: also a promise that is kept at once makes the script wait. */
async function pause(long: boolean): Promise<void> {
	if (long) await new Promise((resolve) => setImmediate(resolve));
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
			// Properties are read at once.
			if (overload.kind !== 'plain' || declaration.property) return overload;
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
