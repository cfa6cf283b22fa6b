/**
 * What compiled code does for each instruction. The frequent cases of ints, floats and strings are written out; all
 * else calls the functions that the interpreter calls, under the names of `support.ts`.
 */

import type { CallSite, KeysSite, MethodSite, PathStep, PlaceSite, SwitchSite } from '../../compiler/sites.ts';
import { INSTRUCTION_SIZE } from '../../compiler/opcodes.ts';
import { Char } from '../../values/char.ts';
import { Float } from '../../values/float.ts';
import { type Code, type Instruction, RUN_OPCODES } from '../instructions.ts';
import type { Emitter } from './emitter.ts';
import { baseName } from './instruction-kinds.ts';
import type { Point } from './points.ts';
import { ANY, arithmeticType, BOOL, COUNTING, FLOAT, keepsReceiver, NUMBER, RANGE, resultType, STRING, type Type } from './types.ts';

export type Template = (e: Emitter, ins: Instruction) => void;

const SAFE = '9007199254740991';
const SMALL_TEXT = '16777216';

/** A number as text of the language; only doubles that are written and read back exactly come here. */
function literal(value: number): string {
	return Object.is(value, -0) ? '-0' : String(value);
}

/** An operand: a register, or the constant of the instruction. */
interface Operand {
	readonly type: Type;
	/** Boxed. */
	readonly value: string;
	/** For NUMBER and FLOAT: a JavaScript number. */
	readonly number: string;
	readonly constant: unknown;
}

function registerOperand(e: Emitter, register: number): Operand {
	const type = e.typeOf(register);
	return { type, value: e.value(register), number: e.number(register), constant: undefined };
}

/** The operand that may be a constant, by the variant of the instruction. */
function lastOperand(e: Emitter, ins: Instruction, register: number): Operand {
	const name = RUN_OPCODES[ins.op] as string;
	if (name === baseName(ins)) return registerOperand(e, register);
	const value = name.endsWith('I') ? ins.n : ins.k;
	if (typeof value === 'number') {
		return { type: NUMBER, value: literal(value), number: literal(value), constant: value };
	}
	if (value instanceof Float) {
		return { type: FLOAT, value: e.constant(value), number: literal(value.value), constant: value };
	}
	const type = typeof value === 'string' ? STRING : typeof value === 'boolean' ? BOOL : ANY;
	return { type, value: e.constant(value), number: 'NaN', constant: value };
}

function known(operand: Operand): boolean {
	return operand.type === NUMBER || operand.type === FLOAT;
}

/** Tests that an operand not known to be a small int is one. */
function bothNumbers(x: Operand, y: Operand): string {
	const tests = [x, y].filter(({ type }) => type !== NUMBER).map(({ value }) => `typeof ${value} === 'number'`);
	return tests.length === 0 ? 'true' : tests.join(' && ');
}

function mayBeNumbers(x: Operand, y: Operand): boolean {
	const fits = ({ type }: Operand) => type === NUMBER || type === ANY;
	return fits(x) && fits(y);
}

// ------------------------------------------------------------------------------------------------- arithmetic

interface Arithmetic {
	readonly symbol: string;
	/** Name of the general function in `support.ts`. */
	readonly general: string;
}

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
	ADD: { symbol: '+', general: 'add' },
	SUB: { symbol: '-', general: 'subtract' },
	MUL: { symbol: '*', general: 'multiply' },
	DIV: { symbol: '/', general: 'divide' },
	MOD: { symbol: '%', general: 'remainder' },
};

function arithmetic(e: Emitter, target: number, operator: string, x: Operand, y: Operand, general: string): void {
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
function floatOperand(e: Emitter, operand: Operand): string {
	if (known(operand)) return operand.number;
	e.line(`u = ${operand.value}; if (u instanceof Float) u = u.value; else if (typeof u !== 'number') ${e.giveUp()}`);
	return 'u';
}

function binaryArithmetic(operator: string): Template {
	return (e, ins) => {
		const x = registerOperand(e, ins.b);
		const y = lastOperand(e, ins, ins.c);
		const { general } = ARITHMETIC[operator] as Arithmetic;
		arithmetic(e, ins.a, operator, x, y, `${general}(fiber, ${x.value}, ${y.value})`);
	};
}

/** Operators without a path of their own. */
function binaryCall(name: string): Template {
	return (e, ins) => {
		const x = registerOperand(e, ins.b);
		const y = lastOperand(e, ins, ins.c);
		e.line(e.mayFail());
		e.store(ins.a, ANY, `${name}(${x.value}, ${y.value})`);
	};
}

/** Bit operators: two ints of 32 bits are what is usual. */
function bits(symbol: string, name: string): Template {
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

const UPDATES = ['ADD', 'SUB', 'MUL', 'DIV', 'MOD'];

function update(e: Emitter, ins: Instruction, number: number): void {
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

// ------------------------------------------------------------------------------------------------ comparisons

interface Comparison {
	readonly symbol: string;
	readonly general: string;
	readonly floats: (x: string, y: string) => string;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
	EQ: { symbol: '===', general: 'equals', floats: (x, y) => `floatEquals(${x}, ${y})` },
	NE: { symbol: '!==', general: 'notEquals', floats: (x, y) => `floatDiffers(${x}, ${y})` },
	LT: { symbol: '<', general: 'lessThan', floats: (x, y) => `floatLess(${x}, ${y})` },
	LE: { symbol: '<=', general: 'lessOrEqual', floats: (x, y) => `floatLessOrEqual(${x}, ${y})` },
	GT: { symbol: '>', general: 'greaterThan', floats: (x, y) => `floatLess(${y}, ${x})` },
	GE: { symbol: '>=', general: 'greaterOrEqual', floats: (x, y) => `floatLessOrEqual(${y}, ${x})` },
};

/** The condition as an expression; may say first where it can fail. */
function comparison(e: Emitter, operator: string, x: Operand, y: Operand): string {
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

function compare(operator: string): Template {
	return (e, ins) => {
		const condition = comparison(e, operator, registerOperand(e, ins.b), lastOperand(e, ins, ins.c));
		e.store(ins.a, BOOL, condition);
	};
}

function jumpUnless(operator: string): Template {
	return (e, ins) => {
		const condition = comparison(e, operator, registerOperand(e, ins.a), lastOperand(e, ins, ins.b));
		e.branch(condition, ins.index + 1, ins.target.index);
	};
}

/** A register as a condition. */
function truth(e: Emitter, register: number): string {
	if (e.typeOf(register) === BOOL) return `r${register}`;
	e.line(e.mayFail());
	const value = e.value(register);
	return `(${value} === true || (${value} !== false && bool(${value})))`;
}

// -------------------------------------------------------------------------------------------- data and places

function mark(name: string): string {
	return `if (${name} instanceof Container) ${name}.shared = true;`;
}

/** Whether values of a type can be containers. */
function isOpen(type: Type): boolean {
	return type === ANY;
}

function readElement(e: Emitter, ins: Instruction, copy: boolean): void {
	const list = registerOperand(e, ins.b);
	const index = lastOperand(e, ins, ins.c);
	e.line(e.mayFail());
	const general = `readElement(fiber, ${list.value}, ${index.value})`;
	if (index.type === NUMBER || index.type === ANY) {
		const tests = [`(u = ${list.value}) instanceof ArrayValue`];
		if (index.type === ANY) tests.push(`typeof ${index.value} === 'number'`);
		tests.push(`${index.value} >= 0`, `${index.value} < (u = u.items).length`);
		e.line(`u = ${tests.join(' && ')} ? u[${index.value}] : ${general};`);
	} else {
		e.line(`u = ${general};`);
	}
	if (copy) e.line(mark('u'));
	e.store(ins.a, ANY, 'u');
}

function readProperty(e: Emitter, ins: Instruction, copy: boolean): void {
	const object = e.value(ins.b);
	const name = e.constant(ins.k);
	e.line(e.mayFail());
	e.line(
		`u = (u = ${object}) instanceof MapValue && !strict ? u.entries.get(${name}) : readProperty(fiber, u, ${name});`,
	);
	if (copy) e.line(mark('u'));
	e.store(ins.a, ANY, 'u');
}

function assignElement(e: Emitter, ins: Instruction): void {
	const list = registerOperand(e, ins.a);
	const index = lastOperand(e, ins, ins.b);
	const value = e.value(ins.c);
	e.line(`u = ${value};`);
	e.line(e.mayFail());
	const general = `r${ins.a} = setElement(fiber, base + ${ins.a}, ${list.value}, ${index.value}, u);`;
	if (list.type !== ANY || (index.type !== NUMBER && index.type !== ANY)) {
		e.line(general);
		return;
	}
	const tests = [`r${ins.a} instanceof ArrayValue`, `!r${ins.a}.shared`, '!sized'];
	if (index.type === ANY) tests.push(`typeof ${index.value} === 'number'`);
	tests.push(`${index.value} >= 0`, `${index.value} < r${ins.a}.items.length`);
	e.line(`if (${tests.join(' && ')}) r${ins.a}.items[${index.value}] = u; else ${general}`);
}

function assignProperty(e: Emitter, ins: Instruction): void {
	const object = registerOperand(e, ins.a);
	const value = e.value(ins.c);
	const name = e.constant(ins.k);
	e.line(e.mayFail());
	e.line(`r${ins.a} = setMember(fiber, base + ${ins.a}, ${object.value}, ${name}, ${value});`);
}

/** Puts registers where functions of the interpreter look for them. */
function show(e: Emitter, registers: readonly number[]): void {
	for (const register of new Set(registers)) e.line(`R[base + ${register}] = ${e.value(register)};`);
}

function stepRegisters(steps: readonly PathStep[]): number[] {
	return steps.filter(({ kind, operand }) => kind === 'index' && operand >= 0).map(({ operand }) => operand);
}

function assignPath(e: Emitter, ins: Instruction): void {
	const { path } = ins.site as PlaceSite;
	const { root } = path;
	const rooted = root.kind === 'register' || root.kind === 'this' ? [root.register] : [];
	show(e, [...(root.kind === 'name' ? [] : [root.register]), ...stepRegisters(path.steps)]);
	e.line(e.mayFail({ stored: rooted }));
	e.line(`frame.at = I[${ins.index}];`);
	e.line(`assignPath(fiber, frame, I[${ins.index}].site, ${e.value(ins.b)});`);
	for (const register of rooted) e.line(`r${register} = R[base + ${register}];`);
}

// ----------------------------------------------------------------------------------------------------- calls

/** A function of the script, called as a JavaScript function if it has been compiled too. */
function call(e: Emitter, ins: Instruction): void {
	const callee = e.plan.functions[ins.b] as Code;
	const args = Array.from({ length: callee.arity }, (_, at) => e.value(ins.c + at));
	if (callee.thisRegister >= 0) args.push('UNBOUND');
	e.settle();
	e.line(`t = F[${ins.b}].body; ${e.mayFail({ below: ins.c })}`);
	e.line(`if (fiber.operations > fiber.checkAt && fiber.check()) { fiber.sliceOver = true; ${e.giveUp(false)} }`);
	e.line(`if (t === null || depth >= fiber.directLimit) ${e.giveUp(false)}`);
	e.line(`u = open(fiber, F[${ins.b}], frame.environment, base + ${ins.c}, base + ${ins.a});`);
	e.line(`t = t(${['fiber', 'u', `base + ${ins.c}`, ...args].join(', ')});`);
	e.line(`if (t === LEFT) ${e.leaveInCall({ below: ins.c })}`);
	e.line('fiber.depth = depth; fiber.frame = frame;');
	e.line(`if (t === MISS) ${e.giveUp(false)}`);
	e.store(ins.a, ANY, 't');
}

/** Lets what a call has entered run to its end, if that can be done from here. */
function finish(e: Emitter, during: Partial<Point>): void {
	e.line(
		`if ((fiber.frame !== frame || fiber.waiting !== null) && !finish(fiber, frame, depth)) ${e.leaveInCall(during)}`,
	);
}

function consecutive(first: number, count: number): number[] {
	return Array.from({ length: count }, (_, at) => first + at);
}

function callSite(e: Emitter, ins: Instruction): void {
	const site = ins.site as CallSite;
	const { reference } = site;
	const rooted = reference?.kind === 'register' || reference?.kind === 'this' ? [reference.register] : [];
	e.settle();
	const during = { stored: rooted, below: ins.c };
	show(e, [...consecutive(ins.c, site.argumentCount), ...rooted]);
	e.line(`${e.mayFail(during)} frame.at = I[${ins.index}];`);
	e.line(`callSite(fiber, frame, I[${ins.index}].site, base + ${ins.a}, base + ${ins.c});`);
	finish(e, during);
	e.line(`r${ins.a} = R[base + ${ins.a}];`);
	for (const register of rooted) e.line(`r${register} = R[base + ${register}];`);
	e.types[ins.a] = ANY;
	for (const register of rooted) e.types[register] = ANY;
	e.check(ins.index + 1, ins.index + 1);
}

function callMethod(e: Emitter, ins: Instruction): void {
	const site = ins.site as MethodSite;
	const { root, steps } = site.path;
	const kept = keepsReceiver(site, e.types);
	const rooted = !kept && (root.kind === 'register' || root.kind === 'this') ? [root.register] : [];
	e.settle();
	const read = root.kind === 'name' ? [] : [root.register];
	const during = { stored: rooted, below: ins.c };
	show(e, [...consecutive(ins.c, site.argumentCount), ...read, ...stepRegisters(steps)]);
	e.line(`${e.mayFail(during)} frame.at = I[${ins.index}];`);
	const called = `callMethod(fiber, frame, I[${ins.index}].site, base + ${ins.a}, base + ${ins.c})`;
	if (site.skip < 0) {
		e.line(`${called};`);
	} else {
		const before = [...e.types];
		e.line(`if (!${called}) {`);
		for (const register of rooted) e.line(`r${register} = R[base + ${register}];`);
		for (const register of rooted) e.types[register] = ANY;
		e.edge(site.skip / INSTRUCTION_SIZE);
		e.line('}');
		e.types = before;
	}
	finish(e, during);
	e.line(`r${ins.a} = R[base + ${ins.a}];`);
	for (const register of rooted) e.line(`r${register} = R[base + ${register}];`);
	e.types[ins.a] = ANY;
	for (const register of rooted) e.types[register] = ANY;
	e.check(ins.index + 1, ins.index + 1);
	if (site.skip >= 0) e.edge(ins.index + 1);
}

// ------------------------------------------------------------------------------------------------------ loops

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
	else e.line(`if ((t = nextItem(${state})) !== NO_ITEM) {`);
	e.store(ins.b, counting ? NUMBER : ANY, counting ? `${state}.next++` : 't');
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
	['JUNIT', (e, ins) => e.branch(`${e.value(ins.a)} !== undefined`, ins.index + 1, ins.target.index)],
	['JNUNIT', (e, ins) => e.branch(`${e.value(ins.a)} === undefined`, ins.index + 1, ins.target.index)],
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
	['QUALIFIED', (e, ins) => {
		e.line(`${e.mayFail()} u = readQualified(fiber, frame, I[${ins.index}].site); ${mark('u')}`);
		e.store(ins.a, ANY, 'u');
	}],
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
		if (type === STRING) return value;
		return type === ANY ? `(typeof ${value} === 'string' ? ${value} : display(${value}))` : `display(${value})`;
	});
	e.line(`u = '' + ${pieces.length === 0 ? "''" : pieces.join(' + ')}; if (sized || u.length > ${SMALL_TEXT}) checkText(fiber, u);`);
	e.store(ins.a, STRING, 'u');
}
