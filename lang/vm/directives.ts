/** `rule`, `object` and their kin are given their meaning by the host (directive spec sections 3 to 5). */

import type { DirectiveSite } from '../compiler/sites.ts';
import type { Value } from '../values/value.ts';
import { ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';

/** @param first absolute register of the first operand */
export function declareDirective(fiber: Fiber, frame: Frame, site: DirectiveSite, first: number): Value {
	const { directives } = fiber.engine;
	const source = frame.code?.chunk.source;
	// The engine refuses such scripts when it compiles them; this is for programs compiled elsewhere.
	if (directives === undefined || source === undefined) {
		throw new ScriptError('ErrorSystem', `no host for '${site.keyword}'`);
	}
	const count = site.keyword === 'delegate' ? 2 : 1;
	return directives.declare(site, fiber.registers.slice(first, first + count) as Value[], source);
}
