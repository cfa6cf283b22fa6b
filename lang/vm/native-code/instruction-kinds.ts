/**
 * What the second tier knows of instructions besides the templates: which end a stretch of code, and which registers
 * each reads and writes. Operand kinds come from the opcode table; the exceptions are listed here.
 */

import { OPCODES } from '../../compiler/opcodes.ts';
import type { CallSite, KeysSite, MethodSite, Path, PlaceSite } from '../../compiler/sites.ts';
import { type Code, type Instruction, RUN_OPCODES } from '../instructions.ts';

/** Rare instructions that compiled code leaves to the interpreter: control does not go on behind them. */
export const LEFT_TO_INTERPRETER: ReadonlySet<string> = new Set([
	'LINK',
	'ENTER',
	'THROW',
	'CATCH',
	'IMPORT',
	'MARKIMPORTS',
	'RESETIMPORTS',
	'EXPORT',
	'GLOBALCONST',
	'DEFVAR',
	'FAIL',
	'DIRECTIVE',
	'OBSERVE',
]);

/** Instructions after which control goes nowhere, as far as compiled code is concerned. */
export const ENDS: ReadonlySet<string> = new Set([...LEFT_TO_INTERPRETER, 'RETURN', 'RETUNIT']);

/** Calls: operations are settled before them, and control may come back in the interpreter. */
export const CALLS: ReadonlySet<string> = new Set(['CALL', 'CALLSITE', 'METHOD']);

/** Instructions that change their first register instead of only reading it. */
const CHANGES_FIRST = /^(?:UPDATE(?:ADD)?|SETINDEX|SETPROP|EXTEND|MAPEXTEND|BOOL)[IK]?$/;

const COUNT = OPCODES.length;

/** Name without the variant for constant operands. */
export function baseName(ins: Instruction): string {
	const name = RUN_OPCODES[ins.op] as string;
	if (ins.op < COUNT || name === 'LINK' || name === 'ENTER') return name;
	return name.slice(0, -1);
}

const OPERANDS: ReadonlyMap<string, string> = new Map(OPCODES.map(({ name, operands }) => [name, operands]));

export interface RegisterUse {
	readonly reads: readonly number[];
	readonly writes: readonly number[];
}

function pathRegisters(path: Path, reads: number[], writes: number[]): void {
	const { root } = path;
	if (root.kind !== 'name') {
		reads.push(root.register);
		if (root.kind === 'register' || root.kind === 'this') writes.push(root.register);
	}
	for (const step of path.steps) if (step.kind === 'index' && step.operand >= 0) reads.push(step.operand);
}

function consecutive(first: number, count: number): number[] {
	return Array.from({ length: count }, (_, at) => first + at);
}

/**
 * The registers that an instruction reads and writes. What it may change counts as both.
 * @param functions those of the script, for CALL
 */
export function registerUse(code: Code, functions: readonly Code[], ins: Instruction): RegisterUse {
	const name = baseName(ins);
	const reads: number[] = [];
	const writes: number[] = [];
	const kinds = OPERANDS.get(name) ?? '';
	const constant = RUN_OPCODES[ins.op] !== name;
	const operands = [ins.a, ins.b, ins.c];
	for (let at = 0; at < kinds.length; at++) {
		const operand = operands[at] as number;
		const kind = kinds[at];
		if (kind === 'd') writes.push(operand);
		else if (kind === 'r' || (kind === 'x' && !constant)) reads.push(operand);
	}
	if (CHANGES_FIRST.test(name)) writes.push(ins.a);
	switch (name) {
		case 'ARRAY':
		case 'CONCAT':
		case 'EXTEND':
			reads.push(...consecutive(ins.b, ins.c));
			break;
		case 'MAP':
		case 'MAPEXTEND':
			reads.push(...consecutive(ins.b, (ins.site as KeysSite).keys.length));
			break;
		case 'CALL':
			reads.splice(0, reads.length, ...consecutive(ins.c, (functions[ins.b] as Code).arity));
			break;
		case 'CALLSITE': {
			const { argumentCount, reference, visible } = ins.site as CallSite;
			reads.splice(0, reads.length, ...consecutive(ins.c, argumentCount));
			if (reference !== null) pathRegisters({ root: reference, steps: [] }, reads, writes);
			for (const { register } of visible ?? []) reads.push(register);
			break;
		}
		case 'METHOD': {
			const { argumentCount, path } = ins.site as MethodSite;
			reads.splice(0, reads.length, ...consecutive(ins.c, argumentCount));
			pathRegisters(path, reads, writes);
			break;
		}
		case 'SETPATH':
			pathRegisters((ins.site as PlaceSite).path, reads, writes);
			break;
		case 'CLOSURE':
			for (const init of (code.functions[ins.b] as Code).chunk.captures) {
				if (init.kind === 'register') reads.push(init.register);
			}
			break;
		case 'DIRECTIVE':
		case 'THROW':
			reads.splice(0);
			break;
	}
	return { reads, writes };
}

/** The register that receives an instruction's result, −1 if it has none. */
export function destination(ins: Instruction): number {
	const name = baseName(ins);
	if (name === 'NEXT') return ins.b;
	return OPERANDS.get(name)?.startsWith('d') || CHANGES_FIRST.test(name) ? ins.a : -1;
}
