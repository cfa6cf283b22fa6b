/** Operators and literals that compute something: arithmetic, comparison, logic, templates, arrays, maps. */

import type {
	ArrayLiteral,
	BinaryExpression,
	BinaryOperator,
	Expression,
	MapLiteral,
	RangeExpression,
	TemplateString,
	UnaryExpression,
} from '../ast/nodes.ts';
import { unparenthesized } from '../resolver/resolve.ts';
import { I64_MAX } from '../values/int.ts';
import type { Label } from './builder.ts';
import { callByName, isBareVariable } from './calls.ts';
import type { FunctionCompiler } from './function-compiler.ts';
import { OP, type OpcodeName } from './opcodes.ts';
import type { ObserveSite } from './sites.ts';

const BINARY: Partial<Record<BinaryOperator, OpcodeName>> = {
	'+': 'ADD',
	'-': 'SUB',
	'*': 'MUL',
	'/': 'DIV',
	'%': 'MOD',
	'**': 'POW',
	'<<': 'SHL',
	'>>': 'SHR',
	'&': 'BITAND',
	'|': 'BITOR',
	'^': 'BITXOR',
	'==': 'EQ',
	'!=': 'NE',
	'<': 'LT',
	'<=': 'LE',
	'>': 'GT',
	'>=': 'GE',
};

/** Fused compare-and-jump: goes on when the comparison holds, jumps when it does not. */
const JUMP_UNLESS: Partial<Record<BinaryOperator, OpcodeName>> = {
	'==': 'JNEQ',
	'!=': 'JNNE',
	'<': 'JNLT',
	'<=': 'JNLE',
	'>': 'JNGT',
	'>=': 'JNGE',
};

/** Large literals are built in batches, so that their elements need few registers. */
const BATCH = 50;

export function compileUnary(fc: FunctionCompiler, node: UnaryExpression, register: number): void {
	const { builder } = fc;
	builder.charge(1);
	const top = builder.top;
	const operand = fc.operand(node.operand);
	const op = node.operator === '-' ? OP.NEG : node.operator === '+' ? OP.PLUS : OP.NOT;
	builder.emit(op, register, operand, 0, node.start, node.start + 1);
	builder.release(top);
}

export function compileBinary(fc: FunctionCompiler, node: BinaryExpression, register: number): void {
	const { builder } = fc;
	const operatorEnd = node.operatorStart + (node.word ? (node.operator === '==' ? 2 : 3) : node.operator.length);
	switch (node.operator) {
		case '&&':
		case '||':
			return compileLogic(fc, node, register);
		case '??':
			return compileCoalesce(fc, node, register);
		case 'in':
		case '!in':
			builder.charge(1);
			compileIn(fc, node, register, operatorEnd);
			if (node.operator === '!in') {
				builder.emit(OP.NOT, register, register, 0, node.operatorStart, operatorEnd);
			}
			return;
		default: {
			builder.charge(1);
			const top = builder.top;
			const left = fc.operand(node.left, [node.right]);
			const right = fc.operandOrConstant(node.right);
			if (JUMP_UNLESS[node.operator] !== undefined) {
				observe(fc, 'operand', node.left, left);
				observe(fc, 'operand', node.right, right);
			}
			const op = OP[BINARY[node.operator] as OpcodeName];
			builder.emit(op, register, left, right, node.operatorStart, operatorEnd);
			builder.release(top);
		}
	}
}

/** `v in c` is the call `contains(c, v)`, so a function of the script may take it over (language spec 5.6). */
function compileIn(fc: FunctionCompiler, node: BinaryExpression, register: number, operatorEnd: number): void {
	const { builder } = fc;
	const top = builder.top;
	if (fc.script.functionIndex('contains', 2) !== undefined) {
		callByName(fc, 'contains', [node.right, node.left], register, { start: node.operatorStart, end: operatorEnd });
		return;
	}
	// Also as in a call, a container that is a bare variable is read last (language spec 5.1).
	const early = isBareVariable(node.right) ? fc.operand(node.left) : undefined;
	const container = fc.operand(node.right, early === undefined ? [node.left] : []);
	const item = early ?? fc.operand(node.left);
	observe(fc, 'operand', node.left, item);
	observe(fc, 'operand', node.right, container);
	builder.emit(OP.IN, register, item, container, node.operatorStart, operatorEnd);
	builder.release(top);
}

/** Tells the observer a value; literals are not worth telling. */
export function observe(fc: FunctionCompiler, what: ObserveSite['what'], node: Expression, register: number): void {
	if (!fc.script.observe || register < 0 || isLiteral(unparenthesized(node))) return;
	const site = fc.builder.site({ kind: 'observe', what, start: node.start, end: node.end });
	fc.builder.emit(OP.OBSERVE, register, site, 0, node.start, node.end);
}

function isLiteral(node: Expression): boolean {
	return ['Unit', 'Bool', 'Int', 'Float', 'Char', 'String'].includes(node.kind);
}

function compileLogic(fc: FunctionCompiler, node: BinaryExpression, register: number): void {
	const { builder } = fc;
	builder.charge(1);
	const end = builder.label();
	// The target may be a variable that the right operand reads, so it is written only by whole operands.
	const top = builder.top;
	const work = builder.take();
	fc.raw(node.left, work);
	builder.jump(node.operator === '&&' ? OP.JF : OP.JT, [work, 0, 0], 1, end, node.left.start, node.left.end);
	fc.raw(node.right, work);
	builder.emit(OP.BOOL, work, 0, 0, node.right.start, node.right.end);
	builder.place(end);
	builder.emit(OP.MOVE, register, work, 0, node.start, node.end);
	builder.release(top);
}

function compileCoalesce(fc: FunctionCompiler, node: BinaryExpression, register: number): void {
	const { builder } = fc;
	builder.charge(1);
	const end = builder.label();
	const top = builder.top;
	const work = builder.take();
	fc.into(node.left, work);
	builder.jump(OP.JNUNIT, [work, 0, 0], 1, end, node.start, node.end);
	fc.into(node.right, work);
	builder.place(end);
	builder.emit(OP.MOVE, register, work, 0, node.start, node.end);
	builder.release(top);
}

/** Emits code that goes on when the condition holds and jumps to `target` when it does not. */
export function jumpUnless(fc: FunctionCompiler, condition: Expression, target: Label): void {
	const { builder } = fc;
	const node = unparenthesized(condition);
	const top = builder.top;
	if (node.kind === 'Binary') {
		if (node.operator === '&&') {
			builder.charge(1);
			jumpUnless(fc, node.left, target);
			jumpUnless(fc, node.right, target);
			return;
		}
		const fused = JUMP_UNLESS[node.operator];
		if (fused !== undefined && !fc.script.observe) {
			builder.charge(1);
			const left = fc.operand(node.left, [node.right]);
			const right = fc.operandOrConstant(node.right);
			builder.jump(OP[fused], [left, right, 0], 2, target, node.operatorStart, node.operatorStart + 2);
			builder.release(top);
			return;
		}
		if (node.operator === '||') {
			builder.charge(1);
			const holds = builder.label();
			jumpIf(fc, node.left, holds);
			jumpUnless(fc, node.right, target);
			builder.place(holds);
			return;
		}
	}
	const value = fc.operand(node);
	observe(fc, 'condition', node, value);
	builder.jump(OP.JF, [value, 0, 0], 1, target, node.start, node.end);
	builder.release(top);
}

/** Emits code that goes on when the condition fails and jumps to `target` when it holds. */
export function jumpIf(fc: FunctionCompiler, condition: Expression, target: Label): void {
	const { builder } = fc;
	const node = unparenthesized(condition);
	const top = builder.top;
	if (node.kind === 'Binary' && (node.operator === '||' || node.operator === '&&')) {
		builder.charge(1);
		if (node.operator === '||') {
			jumpIf(fc, node.left, target);
			jumpIf(fc, node.right, target);
			return;
		}
		const fails = builder.label();
		jumpUnless(fc, node.left, fails);
		jumpIf(fc, node.right, target);
		builder.place(fails);
		return;
	}
	const value = fc.operand(node);
	observe(fc, 'condition', node, value);
	builder.jump(OP.JT, [value, 0, 0], 1, target, node.start, node.end);
	builder.release(top);
}

export function compileRange(fc: FunctionCompiler, node: RangeExpression, register: number): void {
	const { builder } = fc;
	builder.charge(1);
	const top = builder.top;
	const from = builder.take();
	const to = builder.take();
	if (node.from === null) fc.load(0, from, node);
	else fc.raw(node.from, from);
	if (node.to === null) fc.load(I64_MAX, to, node);
	else fc.raw(node.to, to);
	const end = node.operatorStart + (node.inclusive ? 3 : 2);
	builder.emit(node.inclusive ? OP.RANGEI : OP.RANGE, register, from, to, node.operatorStart, end);
	builder.release(top);
}

export function compileTemplate(fc: FunctionCompiler, node: TemplateString, register: number): void {
	const { builder } = fc;
	builder.charge(1);
	const top = builder.top;
	let pieces = 0;
	const total = builder.take();
	let started = false;
	const flush = () => {
		if (pieces === 0 && started) return;
		const first = started ? total : total + 1;
		builder.emit(OP.CONCAT, total, first, pieces + (started ? 1 : 0), node.start, node.end);
		started = true;
		pieces = 0;
		builder.release(total + 1);
	};
	for (const part of node.parts) {
		const piece = builder.take();
		pieces++;
		if (part.kind === 'TemplateText') {
			builder.charge(1);
			fc.load(part.value, piece, part);
		} else {
			fc.block(part.body, piece);
		}
		if (pieces === BATCH) flush();
	}
	flush();
	builder.emit(OP.MOVE, register, total, 0, node.start, node.end);
	builder.release(top);
}

export function compileArray(fc: FunctionCompiler, node: ArrayLiteral, register: number): void {
	const { builder } = fc;
	builder.charge(1);
	const top = builder.top;
	const { elements } = node;
	// An element may read the variable that is being assigned, so the array is built beside it.
	const work = elements.length > BATCH ? builder.take() : register;
	for (let from = 0; from === 0 || from < elements.length; from += BATCH) {
		const batch = elements.slice(from, from + BATCH);
		const first = builder.take(batch.length);
		const inner = builder.top;
		batch.forEach((element, index) => {
			fc.into(element, first + index);
			builder.release(inner);
		});
		builder.emit(from === 0 ? OP.ARRAY : OP.EXTEND, work, first, batch.length, node.start, node.end);
		builder.release(first);
	}
	if (work !== register) builder.emit(OP.MOVE, register, work, 0, node.start, node.end);
	builder.release(top);
}

export function compileMap(fc: FunctionCompiler, node: MapLiteral, register: number): void {
	const { builder } = fc;
	builder.charge(1);
	const top = builder.top;
	const { entries } = node;
	const work = entries.length > BATCH ? builder.take() : register;
	for (let from = 0; from === 0 || from < entries.length; from += BATCH) {
		const batch = entries.slice(from, from + BATCH);
		const first = builder.take(batch.length);
		const inner = builder.top;
		batch.forEach((entry, index) => {
			fc.into(entry.value, first + index);
			builder.release(inner);
		});
		const keys = batch.map(({ key }) => (key.kind === 'Identifier' ? key.name : key.value));
		const site = builder.site({ kind: 'keys', keys });
		builder.emit(from === 0 ? OP.MAP : OP.MAPEXTEND, work, first, site, node.start, node.end);
		builder.release(first);
	}
	if (work !== register) builder.emit(OP.MOVE, register, work, 0, node.start, node.end);
	builder.release(top);
}
