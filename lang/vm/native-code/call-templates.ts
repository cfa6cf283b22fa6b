/**
 * Compiled code for calls. Functions of the script and closures that are compiled too are called directly, and natives
 * that give their result at once; everything else goes the interpreter's way and may leave to it.
 */

import { INSTRUCTION_SIZE } from '../../compiler/opcodes.ts';
import type { CallSite, MethodSite, PathStep } from '../../compiler/sites.ts';
import type { Code, Instruction } from '../instructions.ts';
import type { Emitter } from './emitter.ts';
import { consecutive, isOpen, literal, mark, show } from './operands.ts';
import { readField, stepRegisters } from './place-templates.ts';
import type { Point } from './points.ts';
import { ANY, constantType, FLOAT, keepsReceiver, NUMBER } from './types.ts';

/** A function of the script, called as a JavaScript function if it has been compiled too. */
export function call(e: Emitter, ins: Instruction): void {
	const callee = e.plan.functions[ins.b] as Code;
	const args = Array.from({ length: callee.arity }, (_, at) => e.value(ins.c + at));
	if (callee.thisRegister >= 0) args.push('UNBOUND');
	e.settle();
	e.line(`t = F[${ins.b}].body; ${e.mayFail({ below: ins.c })}`);
	e.line(`if (fiber.operations > fiber.checkAt && fiber.check()) { fiber.sliceOver = true; ${e.giveUp(false)} }`);
	e.line(`if (t === null || depth >= fiber.directLimit) ${e.giveUp(false)}`);
	e.line(`u = open(fiber, F[${ins.b}], frame.environment, base + ${ins.c}, base + ${ins.a});`);
	e.line(`t = t(${['fiber', 'u', `base + ${ins.c}`, ...args].join(', ')});`);
	e.line(`if (typeof t === 'symbol' && t === LEFT) ${e.leaveInCall({ below: ins.c })}`);
	e.line('fiber.depth = depth; fiber.frame = frame;');
	e.line(`if (typeof t === 'symbol') ${e.giveUp(false)}`);
	e.store(ins.a, ANY, 't');
}

/** Lets what a call has entered run to its end, if that can be done from here. */
export function finish(e: Emitter, during: Partial<Point>): void {
	e.line('fiber.looked = false;');
	e.line(
		`if ((fiber.frame !== frame || fiber.waiting !== null) && !finish(fiber, frame, depth)) ${e.leaveInCall(during)}`,
	);
}

export function callSite(e: Emitter, ins: Instruction): void {
	const site = ins.site as CallSite;
	const { reference } = site;
	const rooted = reference?.kind === 'register' || reference?.kind === 'this' ? [reference.register] : [];
	e.settle();
	const during = { stored: rooted, below: ins.c };
	const { natives } = site;
	const direct =
		site.namespace.length === 0 &&
		site.argumentCount <= 3 &&
		natives?.candidates.some((native) => native.direct) === true;
	if (direct) {
		const args = consecutive(ins.c, site.argumentCount).map((register) => e.value(register));
		orElse(e, ins, livePlaces(e, ins, site.places, site.argumentCount), false, args, -1, rooted);
	}
	// A cell is looked at as well, but only its content can change.
	const read = reference?.kind === 'cell' ? [reference.register] : rooted;
	show(e, [...consecutive(ins.c, site.argumentCount), ...read]);
	e.line(`${e.mayFail(during)} frame.at = I[${ins.index}];`);
	e.line(`callSite(fiber, frame, I[${ins.index}].site, base + ${ins.a}, base + ${ins.c});`);
	finish(e, during);
	e.line(`r${ins.a} = R[base + ${ins.a}];`);
	for (const register of rooted) e.line(`r${register} = R[base + ${register}];`);
	e.types[ins.a] = ANY;
	for (const register of rooted) e.types[register] = ANY;
	e.check(ins.index + 1, ins.index + 1, '!fiber.looked && ');
	if (direct) e.line('}');
}

/**
 * Opens the branch for calls that are not simply a native function with its result at once.
 * @param args receiver included
 * @param variable register of a receiver that the function may change, −1 if there is none
 */
export function orElse(
	e: Emitter,
	ins: Instruction,
	places: number,
	method: boolean,
	args: readonly string[],
	variable: number,
	rooted: readonly number[],
	condition = '',
): void {
	const three = [...args, 'undefined', 'undefined', 'undefined'].slice(0, 3).join(', ');
	if (variable >= 0) show(e, [variable]);
	e.line(`${e.mayFail({ below: ins.c, stored: variable < 0 ? [] : [variable] })} frame.at = I[${ins.index}];`);
	const place = variable < 0 ? '-1' : `base + ${variable}`;
	const details = `${places}, ${method}, ${place}, ${args.length}, ${three}`;
	const called = `callNative(fiber, I[${ins.index}].site.natives, ${details})`;
	e.line(`t = ${condition === '' ? called : `${condition} ? ${called} : MISS`};`);
	// Only LEFT and MISS are symbols, and asking that is cheaper than comparing.
	e.line("if (typeof t !== 'symbol') {");
	const before = [...e.types];
	if (variable >= 0) e.line(`r${variable} = R[base + ${variable}];`);
	// The other branch gives these back as values of any type.
	for (const register of rooted) {
		if (register !== variable && e.typeOf(register) === FLOAT) e.line(`r${register} = ${e.value(register)};`);
		e.types[register] = ANY;
	}
	e.store(ins.a, ANY, 't');
	e.check(ins.index + 1, ins.index + 1);
	e.types = before;
	e.line('} else {');
}

/** The usual method call: a native function, on a variable or a value. */
export function directMethod(e: Emitter, ins: Instruction, site: MethodSite, rooted: readonly number[]): boolean {
	const { root, steps } = site.path;
	const { argumentCount: count, natives } = site;
	if (root.kind !== 'register' && root.kind !== 'temporary') return false;
	if (steps.length > 1 || count > 2 || site.skip >= 0 || site.functions.length > 0 || natives === null) return false;
	const { candidates } = natives;
	if (steps.length === 1) {
		if (!candidates.some((native) => native.direct)) return false;
		const receiver = element(e, root.register, steps[0] as PathStep);
		if (receiver === undefined) return false;
		const others = consecutive(ins.c, count).map((register) => e.value(register));
		e.line(`u = ${receiver};`);
		orElse(
			e,
			ins,
			(livePlaces(e, ins, site.places, count) << 1) | 1,
			true,
			['u', ...others],
			-1,
			rooted,
			"typeof u !== 'symbol'",
		);
		return true;
	}
	const changes = candidates.some((native) => native.mutates && native.kind === 'plain');
	const variable = changes && root.kind === 'register' && !root.constant ? root.register : -1;
	if (variable < 0 && !candidates.some((native) => native.direct)) return false;
	const args = [root.register, ...consecutive(ins.c, count)].map((register) => e.value(register));
	orElse(e, ins, (livePlaces(e, ins, site.places, count) << 1) | 1, true, args, variable, rooted);
	return true;
}

/** What an index or property names, or MISS for all but arrays and maps that have it. */
export function element(e: Emitter, register: number, step: PathStep): string | undefined {
	if (e.typeOf(register) !== ANY) return undefined;
	if (step.kind === 'property') {
		const read = readField(`r${register}`, e.constant(step.name), e.field());
		return `r${register} instanceof MapValue && !strict ? ${read} : MISS`;
	}
	const constant = step.operand < 0 ? e.plan.code.chunk.constants[~step.operand] : undefined;
	const type = step.operand < 0 ? constantType(constant) : e.typeOf(step.operand);
	if (type !== NUMBER && type !== ANY) return undefined;
	const key = step.operand < 0 ? literal(constant as number) : `r${step.operand}`;
	const tests = [`r${register} instanceof ArrayValue`];
	if (type === ANY) tests.push(`typeof ${key} === 'number'`);
	tests.push(`${key} >= 0`, `${key} < r${register}.items.length`);
	return `${tests.join(' && ')} ? r${register}.items[${key}] : MISS`;
}

/** Arguments that are places and still will be: what was read from a variable for the last time is shared with nobody. */
export function livePlaces(e: Emitter, ins: Instruction, places: number, count: number): number {
	let left = places;
	for (let at = 0; at < count; at++) {
		if ((places & (1 << at)) !== 0 && e.isLastUse(ins.c + at)) left &= ~(1 << at);
	}
	return left;
}

/** `f.call(…)` with a closure that is compiled; opens the branch for all that is not. */
export function callClosure(e: Emitter, ins: Instruction, site: MethodSite, pointer: string): void {
	const args = consecutive(ins.c, site.argumentCount);
	args.forEach((register, at) => {
		if ((site.places & (1 << at)) !== 0 && isOpen(e.typeOf(register))) e.line(mark(`r${register}`));
	});
	const list = args.map((register) => e.value(register)).join(', ');
	e.line(`${e.mayFail({ below: ins.c })} t = MISS; if ((u = ${pointer}) instanceof FunctionPointer) {`);
	e.line(`if (fiber.operations > fiber.checkAt && fiber.check()) { fiber.sliceOver = true; ${e.giveUp(false)} }`);
	e.line(`t = callCompiled(fiber, u, [${list}], base + ${ins.c}, base + ${ins.a});`);
	e.line(`if (typeof t === 'symbol' && t === LEFT) ${e.leaveInCall({ below: ins.c })}`);
	e.line("} if (typeof t === 'symbol') {");
}

export function callMethod(e: Emitter, ins: Instruction): void {
	const site = ins.site as MethodSite;
	const { root, steps } = site.path;
	const kept = keepsReceiver(site, e.types);
	const rooted = !kept && (root.kind === 'register' || root.kind === 'this') ? [root.register] : [];
	e.settle();
	const read = root.kind === 'name' ? [] : [root.register];
	const during = { stored: rooted, below: ins.c };
	const closure =
		steps.length === 0 &&
		site.name === 'call' &&
		site.skip < 0 &&
		root.kind !== 'name' &&
		e.typeOf(root.register) === ANY;
	const direct = !closure && directMethod(e, ins, site, rooted);
	if (closure) {
		const pointer = root.kind === 'cell' ? `cellValue(r${root.register})` : `r${root.register}`;
		callClosure(e, ins, site, pointer);
	}
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
	e.check(ins.index + 1, ins.index + 1, '!fiber.looked && ');
	if (closure) e.line(`} else r${ins.a} = t;`);
	if (direct) e.line('}');
	if (site.skip >= 0) e.edge(ins.index + 1);
}
