/**
 * Tells the host what a run decides on: the values of conditions, of the operands they compare, of `switch` subjects.
 *
 * Only programs of an engine with the option `observe` contain the instruction; everybody else pays nothing.
 */

import type { ObserveSite } from '../compiler/sites.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Value } from '../values/value.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';

export interface Observation {
	readonly what: ObserveSite['what'];
	readonly source: SourceFile;
	/** Offsets of the expression. */
	readonly start: number;
	readonly end: number;
	/** The value itself, not a copy: to be looked at during the call only. */
	readonly value: Value;
}

export type Observer = (observation: Observation) => void;

export function observe(fiber: Fiber, frame: Frame, { what, start, end }: ObserveSite, value: Value): void {
	const { observer } = fiber.options;
	const source = frame.code?.chunk.source;
	if (observer !== undefined && source !== undefined) observer({ what, source, start, end, value });
}
