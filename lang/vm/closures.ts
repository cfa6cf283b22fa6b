/** Evaluating a closure expression: the variables it names become shared (language spec 7.6). */

import type { CaptureInit } from '../compiler/chunk.ts';
import { Cell } from '../values/cell.ts';
import { share } from '../values/container.ts';
import { FunctionPointer } from '../values/function-pointer.ts';
import type { Value } from '../values/value.ts';
import { ScriptError } from './errors.ts';
import type { Fiber } from './fiber.ts';
import type { Frame } from './frame.ts';
import type { Code } from './instructions.ts';
import { findOuter, hostValue } from './places.ts';

/** @throws ScriptError ErrorVariableNotFound for a name that is nowhere */
export function makeClosure(fiber: Fiber, frame: Frame, code: Code): FunctionPointer {
	const captures = code.chunk.captures.map((init) => {
		const cell = captured(fiber, frame, init);
		cell.captured = true;
		return cell;
	});
	const { freeze } = fiber.options;
	return new FunctionPointer(code.name, [], code, captures, frame.environment ?? undefined, freeze);
}

function captured(fiber: Fiber, frame: Frame, init: CaptureInit): Cell {
	if (init.kind === 'register') return fiber.registers[frame.base + init.register] as Cell;
	const { name } = init;
	const outer = findOuter(fiber, frame.outer, name);
	if (outer?.kind === 'cell') return outer.cell;
	if (outer !== undefined) {
		return new Cell(share(fiber.registers[outer.register] as Value), name, outer.constant);
	}
	try {
		return new Cell(hostValue(fiber, name), name, true);
	} catch (error) {
		const source = frame.code?.chunk.source;
		if (error instanceof ScriptError && source !== undefined) {
			error.place = { source, start: init.start, end: init.end };
		}
		throw error;
	}
}
