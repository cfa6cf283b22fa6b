/**
 * Makes a JavaScript function of a function or loop of a script that has become hot.
 *
 * A unit is entered by the interpreter (`enter`) or, if it is a whole function, by other compiled code (`body`, with the
 * arguments as JavaScript arguments). It gives the function's result, LEFT when the interpreter has to go on, or MISS
 * when the values in the registers are not of the types that it was made for.
 */

import type { Cell } from '../../values/cell.ts';
import { Float } from '../../values/float.ts';
import type { Value } from '../../values/value.ts';
import type { Fiber, Slot } from '../fiber.ts';
import type { Frame } from '../frame.ts';
import type { Code, Instruction } from '../instructions.ts';
import { Iteration, RANGE } from '../iteration.ts';
import { Emitter } from './emitter.ts';
import { type FlowGraph, flowGraph, type Region } from './flow-graph.ts';
import { registerUse } from './instruction-kinds.ts';
import { Liveness } from './liveness.ts';
import type { LEFT, MISS, PointTable } from './points.ts';
import { SUPPORT } from './support.ts';
import { ANY, COUNTING, FLOAT, inferTypes, NONE, NUMBER, type Type } from './types.ts';

export type Enter = (fiber: Fiber, frame: Frame, base: number) => Value | typeof LEFT | typeof MISS;
export type Body = (fiber: Fiber, frame: Frame, base: number, ...args: Slot[]) => Value | typeof LEFT | typeof MISS;

/** The same with the arguments and the captured cells in lists. */
export type Apply = (
	fiber: Fiber,
	frame: Frame,
	base: number,
	args: readonly Value[],
	cells: readonly Cell[],
) => Value | typeof LEFT | typeof MISS;

export interface CompiledUnit {
	readonly enter: Enter;
	readonly body: Body;
	readonly apply: Apply;
	/** The text, for tests and the curious. */
	readonly source: string;
}

const MOST_REGISTERS = 400;

/** What the text of a unit consists of, beside the parameters of the function around it. */
const HEAD = `'use strict';\nconst { ${Object.keys(SUPPORT).join(', ')} } = support;\n`;

function observe(value: Slot): Type {
	if (typeof value === 'number') return NUMBER;
	if (value instanceof Float) return FLOAT;
	return value instanceof Iteration && value.kind === RANGE ? COUNTING : ANY;
}

/**
 * Compiles a region.
 * @param functions those of the script, as CALL numbers them
 * @param slots the registers as they are on entering, whose types it is compiled for; `null` to assume nothing
 * @returns `undefined` for a region that is left to the interpreter
 */
export function compileUnit(
	code: Code,
	functions: readonly Code[],
	region: Region,
	whole: boolean,
	slots: readonly Slot[] | null,
	surprised: () => void,
): CompiledUnit | undefined {
	if (code.registers > MOST_REGISTERS) return undefined;
	const graph = flowGraph(region);
	if (graph === undefined) return undefined;
	const { instructions, start } = region;
	const live = new Liveness(code, functions, instructions);
	const used = usedRegisters(code, functions, instructions, graph);
	const incoming = code.arity + code.chunk.captures.length + (code.thisRegister >= 0 ? 1 : 0);
	const entry: Type[] = [];
	for (let register = 0; register < code.registers; register++) {
		const present = live.isLive(start, register) && (whole ? register < incoming : used.has(register));
		entry.push(!present ? NONE : slots === null ? ANY : observe(slots[register]));
	}
	const bold = slots !== null;
	const types = inferTypes(code, functions, instructions, graph, live, entry, bold);
	const emitter = new Emitter({ code, functions, instructions, graph, live, types, bold }, used);
	emitter.write();
	return assemble(code, functions, instructions, emitter, types[0] as Type[], whole ? incoming : -1, surprised);
}

/** The registers that the instructions of a region name: each needs a variable. */
function usedRegisters(
	code: Code,
	functions: readonly Code[],
	instructions: readonly Instruction[],
	graph: FlowGraph,
): Set<number> {
	const used = new Set<number>();
	for (const { first, last } of graph.blocks) {
		for (let index = first; index <= last; index++) {
			const { reads, writes } = registerUse(code, functions, instructions[index] as Instruction);
			for (const register of reads) used.add(register);
			for (const register of writes) used.add(register);
		}
	}
	return used;
}

/** @param incoming number of registers that the caller hands over; −1 for a loop, which finds them in the fiber */
function assemble(
	code: Code,
	functions: readonly Code[],
	instructions: readonly Instruction[],
	emitter: Emitter,
	entry: readonly Type[],
	incoming: number,
	surprised: () => void,
): CompiledUnit {
	const text = emitter.text;
	for (let register = 0; register < incoming; register++) emitter.used.add(register);
	const registers = [...emitter.used].sort((left, right) => left - right);
	// What counts as FLOAT at the entry needs a variable for it.
	entry.forEach((type, register) => {
		if (type === FLOAT) emitter.floatName(register);
	});
	const floats = emitter.usedFloats;
	const isParameter = (register: number) => register < incoming;
	const parameters = registers.filter(isParameter).map((register) => `r${register}`);
	const locals = registers.filter((register) => !isParameter(register));
	const handedOver = `fiber, frame, base, [${registers.map((register) => `r${register}`).join(', ')}], [${floats
		.map((register) => `f${register}`)
		.join(', ')}]`;
	const declarations = [
		...locals.map((register) => (incoming < 0 ? `r${register} = R[base + ${register}]` : `r${register}`)),
		...floats.map((register) => `f${register} = 0`),
	];
	const guards = entry.flatMap((type, register) => {
		switch (type) {
			case NUMBER:
				return [`if (typeof r${register} !== 'number') return MISS;`];
			case FLOAT:
				return [`if (r${register} instanceof Float) f${register} = r${register}.value; else return MISS;`];
			case COUNTING:
				return [`if (!(r${register} instanceof Iteration) || r${register}.kind !== ${RANGE}) return MISS;`];
			default:
				return [];
		}
	});
	const needs = (name: string, expression: string) => (text.includes(name) ? `, ${name} = ${expression}` : '');
	const { length: cells } = code.chunk.captures;
	const listed = parameters.map((_, register) => {
		if (register < code.arity) return `args[${register}]`;
		return register < code.arity + cells ? `cells[${register - code.arity}]` : 'UNBOUND';
	});
	const source = `${HEAD}${emitter.constants.map((_, index) => `const k${index} = K[${index}];`).join(' ')}
function body(${['fiber', 'frame', 'base', ...parameters].join(', ')}) {
const R = fiber.registers${needs('depth', 'fiber.depth')}${needs('sized', 'fiber.sized')}${needs('strict', 'fiber.engine.watchesProperties')};
let n = 0, pc = 0, t, u${declarations.map((declaration) => `, ${declaration}`).join('')};
${guards.join('\n')}
try {
$exit: {
${text}
}
return leave(table, pc, n, ${handedOver});
} catch (error) {
fail(table, pc, n, ${handedOver});
throw error;
}
}
function enter(fiber, frame, base) {
const R = fiber.registers;
return body(${['fiber', 'frame', 'base', ...parameters.map((_, register) => `R[base + ${register}]`)].join(', ')});
}
function apply(fiber, frame, base, args, cells) {
return body(${['fiber', 'frame', 'base', ...listed].join(', ')});
}
return { body, enter, apply };`;
	const table: PointTable = {
		points: emitter.points,
		registers,
		floatRegisters: floats,
		window: code.registers,
		surprised,
	};
	const make = new Function('support', 'Iteration', 'K', 'I', 'F', 'table', source);
	const { body, enter, apply } = make(
		SUPPORT,
		Iteration,
		emitter.constants,
		instructions,
		functions,
		table,
	) as CompiledUnit;
	return { body, enter, apply, source };
}
