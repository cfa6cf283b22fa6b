/** Compiled code for comparisons and conditions, as values and in jumps. */

import { Char } from '../../values/char.ts';
import type { Emitter } from './emitter.ts';
import {
	bothNumbers,
	known,
	lastOperand,
	mayBeNumbers,
	type Operand,
	registerOperand,
	type Template,
} from './operands.ts';
import { ANY, BOOL, FLOAT, NUMBER, STRING } from './types.ts';

export interface Comparison {
	readonly symbol: string;
	readonly general: string;
	readonly floats: (x: string, y: string) => string;
}

export const COMPARISONS: Readonly<Record<string, Comparison>> = {
	EQ: { symbol: '===', general: 'equals', floats: (x, y) => `floatEquals(${x}, ${y})` },
	NE: { symbol: '!==', general: 'notEquals', floats: (x, y) => `floatDiffers(${x}, ${y})` },
	LT: { symbol: '<', general: 'lessThan', floats: (x, y) => `floatLess(${x}, ${y})` },
	LE: { symbol: '<=', general: 'lessOrEqual', floats: (x, y) => `floatLessOrEqual(${x}, ${y})` },
	GT: { symbol: '>', general: 'greaterThan', floats: (x, y) => `floatLess(${y}, ${x})` },
	GE: { symbol: '>=', general: 'greaterOrEqual', floats: (x, y) => `floatLessOrEqual(${y}, ${x})` },
};

/** The condition as an expression; may say first where it can fail. */
export function comparison(e: Emitter, operator: string, x: Operand, y: Operand): string {
	const { symbol, general, floats } = COMPARISONS[operator] as Comparison;
	if (x.type === NUMBER && y.type === NUMBER) return `${x.value} ${symbol} ${y.value}`;
	if (known(x) && known(y)) return floats(x.number, y.number);
	e.line(e.mayFail());
	const call = `${general}(${x.value}, ${y.value})`;
	if (x.type === FLOAT && y.type === ANY) {
		return `(${y.value} instanceof Float ? ${floats(x.number, `${y.value}.value`)} : ${call})`;
	}
	if (y.type === FLOAT && x.type === ANY) {
		return `(${x.value} instanceof Float ? ${floats(`${x.value}.value`, y.number)} : ${call})`;
	}
	if (y.constant instanceof Char && x.type === ANY) {
		return `(${x.value} instanceof Char ? ${x.value}.code ${symbol} ${y.constant.code} : ${call})`;
	}
	const equality = operator === 'EQ' || operator === 'NE';
	if (equality && y.type === STRING && x.type === ANY) {
		return `(typeof ${x.value} === 'string' ? ${x.value} ${symbol} ${y.value} : ${call})`;
	}
	if (!mayBeNumbers(x, y)) return call;
	return `(${bothNumbers(x, y)} ? ${x.value} ${symbol} ${y.value} : ${call})`;
}

export function compare(operator: string): Template {
	return (e, ins) => {
		const condition = comparison(e, operator, registerOperand(e, ins.b), lastOperand(e, ins, ins.c));
		e.store(ins.a, BOOL, condition);
	};
}

export function jumpUnless(operator: string): Template {
	return (e, ins) => {
		const condition = comparison(e, operator, registerOperand(e, ins.a), lastOperand(e, ins, ins.b));
		e.branch(condition, ins.index + 1, ins.target.index);
	};
}

/** A register as a condition. */
export function truth(e: Emitter, register: number): string {
	if (e.typeOf(register) === BOOL) return `r${register}`;
	e.line(e.mayFail());
	const value = e.value(register);
	return `(${value} === true || (${value} !== false && bool(${value})))`;
}
