/**
 * What compiled code does for each instruction. The frequent cases are written out; all else calls the functions that
 * the interpreter calls, under the names of `support.ts`.
 */

import { INSTRUCTION_SIZE } from '../../compiler/opcodes.ts';
import type { KeysSite, SwitchSite } from '../../compiler/sites.ts';
import { Float } from '../../values/float.ts';
import type { Code, Instruction } from '../instructions.ts';
import { ARITHMETIC, binaryArithmetic, binaryCall, bits, update } from './arithmetic-templates.ts';
import { call, callMethod, callSite } from './call-templates.ts';
import { COMPARISONS, compare, jumpUnless, truth } from './comparison-templates.ts';
import type { Emitter } from './emitter.ts';
import { consecutive, isOpen, lastOperand, literal, mark, SMALL_TEXT, show, type Template } from './operands.ts';
import { assignElement, assignPath, assignProperty, readElement, readProperty } from './place-templates.ts';
import { ANY, BOOL, COUNTING, FLOAT, NUMBER, RANGE, resultType, STRING, type Type } from './types.ts';

function iterate(e: Emitter, ins: Instruction): void {
	e.line(e.mayFail());
	e.line(`u = startIteration(${e.value(ins.b)});`);
	const type = resultType(ins, e.types, e.plan.bold);
	if (type === COUNTING) e.line(`if (u.kind !== 0) ${e.giveUp()}`);
	e.store(ins.a, type, 'u');
}

function next(e: Emitter, ins: Instruction): void {
	const state = `r${ins.a}`;
	const counting = e.typeOf(ins.a) === COUNTING;
	e.line(e.mayFail());
	e.line(`${state}.count++;`);
	const before = [...e.types];
	if (counting) e.line(`if (${state}.next < ${state}.end) {`);
	else e.line(`if (typeof (t = nextItem(${state})) !== 'symbol') {`);
	e.store(ins.b, counting ? NUMBER : ANY, counting ? `${state}.next` : 't');
	if (counting) e.line(`${state}.next = r${ins.b} + ${state}.step;`);
	e.settle();
	e.check(ins.index, ins.target.index);
	e.edge(ins.target.index);
	e.line('}');
	e.types = before;
	e.edge(ins.index + 1);
}

function leaveFunction(e: Emitter, ins: Instruction, value: string): void {
	const { code } = e.plan;
	if (code.chunk.topLevel.length > 0) {
		e.line(e.giveUp(false));
		return;
	}
	if (code.thisRegister >= 0) {
		e.used.add(code.thisRegister);
		e.line(`R[base + ${code.thisRegister}] = ${e.value(code.thisRegister)};`);
	}
	// Where something is done at the end of the frame that can fail, its place is that of the return.
	e.line(`if (depth === 0${code.thisRegister >= 0 ? ' || frame.special' : ''}) frame.at = I[${ins.index}];`);
	e.line(`fiber.operations += n; return ${value};`);
}

function jumpTable(e: Emitter, ins: Instruction): void {
	const site = ins.site as SwitchSite;
	e.line(e.mayFail());
	e.line(`switch (switchTarget(I[${ins.index}].site, ${e.value(ins.a)})) {`);
	const words = new Set([...site.direct.values(), ...site.exact.values()]);
	words.delete(site.otherwise);
	for (const word of words) {
		e.line(`case ${word}: {`);
		e.edge(word / INSTRUCTION_SIZE);
		e.line('}');
	}
	e.line('}');
	e.edge(site.otherwise / INSTRUCTION_SIZE);
}

function store(expression: (e: Emitter, ins: Instruction) => string, type: Type = ANY): Template {
	return (e, ins) => {
		e.line(e.mayFail());
		e.store(ins.a, type, expression(e, ins));
	};
}

function values(e: Emitter, first: number, count: number): string {
	return consecutive(first, count)
		.map((register) => e.value(register))
		.join(', ');
}

/** By name without the variant for constants. */
export const TEMPLATES: ReadonlyMap<string, Template> = new Map<string, Template>([
	['NOP', () => undefined],
	['LOADK', (e, ins) => e.store(ins.a, resultType(ins, e.types, false), loaded(e, ins))],
	['LOADINT', (e, ins) => e.store(ins.a, NUMBER, literal(ins.n))],
	['MOVE', (e, ins) => e.store(ins.a, e.typeOf(ins.b), e.number(ins.b))],
	[
		'COPY',
		(e, ins) => {
			const type = e.typeOf(ins.b);
			if (isOpen(type)) e.line(mark(`r${ins.b}`));
			e.store(ins.a, type, e.number(ins.b));
		},
	],
	['NEWCELL', store((e, ins) => `newCell(I[${ins.index}].site, ${e.value(ins.b)})`)],
	['LOADCELL', store((_e, ins) => `cellValue(r${ins.b})`)],
	[
		'COPYCELL',
		(e, ins) => {
			e.line(e.mayFail());
			e.line(`u = cellValue(r${ins.b}); ${mark('u')}`);
			e.store(ins.a, ANY, 'u');
		},
	],
	[
		'STORECELL',
		(e, ins) => {
			e.line(e.mayFail());
			e.line(`setCell(r${ins.a}, ${e.value(ins.b)});`);
		},
	],
	['LOADNAME', store((e, ins) => `readName(fiber, frame.outer, ${e.constant(ins.k)})`)],
	[
		'STORENAME',
		(e, ins) => {
			e.line(e.mayFail());
			e.line(`writeName(fiber, frame.outer, ${e.constant(ins.k)}, ${e.value(ins.b)});`);
		},
	],
	['FUNCTION', store((e, ins) => `functionPointer(frame, ${e.constant(ins.k)})`)],
	[
		'CLOSURE',
		(e, ins) => {
			const inner = e.plan.code.functions[ins.b] as Code;
			show(
				e,
				inner.chunk.captures.flatMap((init) => (init.kind === 'register' ? [init.register] : [])),
			);
			e.line(`${e.mayFail()} frame.at = I[${ins.index}];`);
			e.store(ins.a, ANY, `makeClosure(fiber, frame, frame.code.functions[${ins.b}])`);
		},
	],
	[
		'THIS',
		(e, ins) => {
			e.line(e.mayFail());
			e.line(`checkThis(frame, ${e.value(ins.a)}, ${ins.b === 1});`);
		},
	],
	...Object.keys(ARITHMETIC).map((name): [string, Template] => [name, binaryArithmetic(name)]),
	['POW', binaryCall('power')],
	['SHL', binaryCall('shiftLeft')],
	['SHR', binaryCall('shiftRight')],
	['BITAND', bits('&', 'bitAnd')],
	['BITOR', bits('|', 'bitOr')],
	['BITXOR', bits('^', 'bitXor')],
	...Object.keys(COMPARISONS).map((name): [string, Template] => [name, compare(name)]),
	...Object.keys(COMPARISONS).map((name): [string, Template] => [`JN${name}`, jumpUnless(name)]),
	[
		'NEG',
		(e, ins) => {
			const type = e.typeOf(ins.b);
			if (type === NUMBER) return e.store(ins.a, NUMBER, `0 - r${ins.b}`);
			if (type === FLOAT) return e.store(ins.a, FLOAT, `-${e.number(ins.b)}`);
			e.line(e.mayFail());
			return e.store(ins.a, ANY, `negate(${e.value(ins.b)})`);
		},
	],
	['PLUS', store((e, ins) => `plus(${e.value(ins.b)})`)],
	[
		'NOT',
		(e, ins) => {
			if (e.typeOf(ins.b) === BOOL) return e.store(ins.a, BOOL, `!r${ins.b}`);
			e.line(e.mayFail());
			const value = e.value(ins.b);
			return e.store(ins.a, BOOL, `typeof ${value} === 'boolean' ? !${value} : not(${value})`);
		},
	],
	['IN', store((e, ins) => `contains(${e.value(ins.c)}, ${e.value(ins.b)})`, BOOL)],
	['RANGE', store((e, ins) => `makeRange(${e.value(ins.b)}, ${e.value(ins.c)}, false)`, RANGE)],
	['RANGEI', store((e, ins) => `makeRange(${e.value(ins.b)}, ${e.value(ins.c)}, true)`, RANGE)],
	['ARRAY', store((e, ins) => `newArray(fiber, [${values(e, ins.b, ins.c)}])`)],
	[
		'EXTEND',
		(e, ins) => {
			e.line(e.mayFail());
			e.line(`extendArray(fiber, r${ins.a}, [${values(e, ins.b, ins.c)}]);`);
		},
	],
	[
		'MAP',
		store((e, ins) => {
			const { length } = (ins.site as KeysSite).keys;
			return `newMap(fiber, I[${ins.index}].site, [${values(e, ins.b, length)}])`;
		}),
	],
	[
		'MAPEXTEND',
		(e, ins) => {
			const { length } = (ins.site as KeysSite).keys;
			e.line(e.mayFail());
			e.line(`extendMap(fiber, r${ins.a}, I[${ins.index}].site, [${values(e, ins.b, length)}]);`);
		},
	],
	['CONCAT', concat],
	['INDEX', (e, ins) => readElement(e, ins, false)],
	['INDEXCOPY', (e, ins) => readElement(e, ins, true)],
	['PROP', (e, ins) => readProperty(e, ins, false)],
	['PROPCOPY', (e, ins) => readProperty(e, ins, true)],
	['SETINDEX', assignElement],
	['SETPROP', assignProperty],
	['SETPATH', assignPath],
	['UPDATEADD', (e, ins) => update(e, ins, 0)],
	['UPDATE', (e, ins) => update(e, ins, ins.n)],
	[
		'UPDATECELL',
		(e, ins) => {
			const y = lastOperand(e, ins, ins.b);
			e.line(e.mayFail());
			e.line(`updateCell(fiber, r${ins.a}, ${y.value}, ${ins.n});`);
		},
	],
	['JUMP', () => undefined],
	[
		'LOOP',
		(e, ins) => {
			e.settle();
			e.check(ins.index, ins.target.index);
			e.edge(ins.target.index);
		},
	],
	['JF', (e, ins) => e.branch(truth(e, ins.a), ins.index + 1, ins.target.index)],
	['JT', (e, ins) => e.branch(`!${truth(e, ins.a)}`, ins.index + 1, ins.target.index)],
	['JUNIT', (e, ins) => e.branch(`!isUnit(${e.value(ins.a)})`, ins.index + 1, ins.target.index)],
	['JNUNIT', (e, ins) => e.branch(`isUnit(${e.value(ins.a)})`, ins.index + 1, ins.target.index)],
	[
		'BOOL',
		(e, ins) => {
			if (e.typeOf(ins.a) === BOOL) return;
			const value = e.value(ins.a);
			e.line(e.mayFail());
			e.store(ins.a, ANY, `typeof ${value} === 'boolean' ? ${value} : bool(${value})`);
		},
	],
	['ITER', iterate],
	['NEXT', next],
	['COUNT', store((_e, ins) => `iterationCount(r${ins.b})`, NUMBER)],
	['SWITCH', jumpTable],
	[
		'INRANGE',
		(e, ins) => {
			e.line(e.mayFail());
			e.branch(`inRange(untag(${e.value(ins.a)}), ${e.constant(ins.k)})`, ins.index + 1, ins.target.index);
		},
	],
	['CALL', call],
	['CALLSITE', callSite],
	['METHOD', callMethod],
	['RETURN', (e, ins) => leaveFunction(e, ins, e.value(ins.a))],
	['RETUNIT', (e, ins) => leaveFunction(e, ins, 'undefined')],
	[
		'QUALIFIED',
		(e, ins) => {
			e.line(`${e.mayFail()} u = readQualified(fiber, frame, I[${ins.index}].site); ${mark('u')}`);
			e.store(ins.a, ANY, 'u');
		},
	],
	['ISSHARED', store((_e, ins) => `r${ins.b}.captured`, BOOL)],
]);

function loaded(e: Emitter, ins: Instruction): string {
	const { k } = ins;
	if (k === undefined || typeof k === 'number' || typeof k === 'boolean') return String(k);
	return k instanceof Float ? literal(k.value) : e.constant(k);
}

function concat(e: Emitter, ins: Instruction): void {
	e.line(e.mayFail());
	const pieces = consecutive(ins.b, ins.c).map((register) => {
		const type = e.typeOf(register);
		const value = e.value(register);
		// A small int's text is the same in both languages.
		if (type === STRING || type === NUMBER) return value;
		return type === ANY ? `(typeof ${value} === 'string' ? ${value} : display(${value}))` : `display(${value})`;
	});
	e.line(
		`u = '' + ${pieces.length === 0 ? "''" : pieces.join(' + ')}; if (sized || u.length > ${SMALL_TEXT}) checkText(fiber, u);`,
	);
	e.store(ins.a, STRING, 'u');
}
