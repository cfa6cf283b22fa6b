/** Compiled code for operators and `op=`: ints that stay small and floats inline, the rest by the general functions. */

import type { Instruction } from '../instructions.ts';
import type { Emitter } from './emitter.ts';
import {
	bothNumbers,
	known,
	lastOperand,
	mayBeNumbers,
	type Operand,
	registerOperand,
	SAFE,
	type Template,
} from './operands.ts';
import { ANY, arithmeticType, FLOAT, NUMBER } from './types.ts';

export interface Arithmetic {
	readonly symbol: string;
	/** Name of the general function in `support.ts`. */
	readonly general: string;
}

export const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
	ADD: { symbol: '+', general: 'add' },
	SUB: { symbol: '-', general: 'subtract' },
	MUL: { symbol: '*', general: 'multiply' },
	DIV: { symbol: '/', general: 'divide' },
	MOD: { symbol: '%', general: 'remainder' },
};

export function arithmetic(
	e: Emitter,
	target: number,
	operator: string,
	x: Operand,
	y: Operand,
	general: string,
): void {
	const { symbol } = ARITHMETIC[operator] as Arithmetic;
	const type = arithmeticType(operator, x.type, y.type, e.plan.bold);
	if (type === FLOAT) {
		const left = floatOperand(e, x);
		const right = floatOperand(e, y);
		e.store(target, FLOAT, `${left} ${symbol} ${right}`);
		return;
	}
	if (!mayBeNumbers(x, y)) {
		e.line(e.mayFail());
		e.store(target, type, general);
		return;
	}
	if (operator === 'DIV' || operator === 'MOD') {
		const inline = operator === 'DIV' ? `truncate(${x.value} / ${y.value}) + 0` : `${x.value} % ${y.value} + 0`;
		const positive = typeof y.constant === 'number' ? y.constant > 0 : undefined;
		if (positive === true && x.type === NUMBER) {
			e.store(target, type, inline);
			return;
		}
		e.line(e.mayFail());
		const tests = [bothNumbers(x, y), ...(positive === undefined ? [`${y.value} > 0`] : [String(positive)])];
		e.store(target, type, `${tests.join(' && ')} ? ${inline} : ${general}`);
		return;
	}
	const inline = `(t = ${x.value} ${symbol} ${y.value}${operator === 'MUL' ? ' + 0' : ''})`;
	if (type === NUMBER) {
		e.line(`${inline}; if (t > ${SAFE} || t < -${SAFE}) ${e.giveUp()}`);
		e.store(target, NUMBER, 't');
		return;
	}
	e.line(e.mayFail());
	e.store(target, type, `${bothNumbers(x, y)} && ${inline} <= ${SAFE} && t >= -${SAFE} ? t : ${general}`);
}

/** An operand of a float operation as a number; what is neither float nor small int makes the code give up. */
export function floatOperand(e: Emitter, operand: Operand): string {
	if (known(operand)) return operand.number;
	e.line(`u = ${operand.value}; if (u instanceof Float) u = u.value; else if (typeof u !== 'number') ${e.giveUp()}`);
	return 'u';
}

export function binaryArithmetic(operator: string): Template {
	return (e, ins) => {
		const x = registerOperand(e, ins.b);
		const y = lastOperand(e, ins, ins.c);
		const { general } = ARITHMETIC[operator] as Arithmetic;
		arithmetic(e, ins.a, operator, x, y, `${general}(fiber, ${x.value}, ${y.value})`);
	};
}

/** Operators without a path of their own. */
export function binaryCall(name: string): Template {
	return (e, ins) => {
		const x = registerOperand(e, ins.b);
		const y = lastOperand(e, ins, ins.c);
		e.line(e.mayFail());
		e.store(ins.a, ANY, `${name}(${x.value}, ${y.value})`);
	};
}

/** Bit operators: two ints of 32 bits are what is usual. */
export function bits(symbol: string, name: string): Template {
	return (e, ins) => {
		const x = registerOperand(e, ins.b);
		const y = lastOperand(e, ins, ins.c);
		e.line(e.mayFail());
		const general = `${name}(${x.value}, ${y.value})`;
		if (!mayBeNumbers(x, y)) return e.store(ins.a, ANY, general);
		const small = `(${x.value} | 0) === ${x.value} && (${y.value} | 0) === ${y.value}`;
		const tests = `${bothNumbers(x, y)} && ${small}`;
		return e.store(ins.a, ANY, `${tests} ? ${x.value} ${symbol} ${y.value} : ${general}`);
	};
}

export const UPDATES = ['ADD', 'SUB', 'MUL', 'DIV', 'MOD'];

export function update(e: Emitter, ins: Instruction, number: number): void {
	const x = registerOperand(e, ins.a);
	const y = lastOperand(e, ins, ins.b);
	const operator = UPDATES[number];
	const general = `update(fiber, base + ${ins.a}, ${x.value}, ${y.value}, ${number})`;
	if (operator !== undefined) {
		arithmetic(e, ins.a, operator, x, y, general);
		return;
	}
	e.line(e.mayFail());
	e.store(ins.a, ANY, general);
}
