/** Compiled code for elements and properties: reading them, and changing them in a variable. */

import type { PathStep, PlaceSite } from '../../compiler/sites.ts';
import type { Instruction } from '../instructions.ts';
import type { Emitter } from './emitter.ts';
import { lastOperand, mark, registerOperand, SAFE, show } from './operands.ts';
import { ANY, constantType, NUMBER, STRING } from './types.ts';

export function readElement(e: Emitter, ins: Instruction, copy: boolean): void {
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

export function readProperty(e: Emitter, ins: Instruction, copy: boolean): void {
	const object = e.value(ins.b);
	const name = e.constant(ins.k);
	e.line(e.mayFail());
	const field = e.field();
	e.line(
		`u = (u = ${object}) instanceof MapValue && !strict ? ${readField('u', name, field)} : readProperty(fiber, u, ${name});`,
	);
	if (copy) e.line(mark('u'));
	e.store(ins.a, ANY, 'u');
}

/** Text that reads a property of a map. @param field what the site remembers of the record it met last */
export function readField(map: string, name: string, field: string): string {
	return `(${map}.names === ${field}.names ? ${map}.fields[${field}.at] : readField(${map}, ${name}, ${field}))`;
}

export function assignElement(e: Emitter, ins: Instruction): void {
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

export function assignProperty(e: Emitter, ins: Instruction): void {
	const object = registerOperand(e, ins.a);
	const value = e.value(ins.c);
	const name = e.constant(ins.k);
	e.line(e.mayFail());
	e.line(`r${ins.a} = setMember(fiber, base + ${ins.a}, ${object.value}, ${name}, ${value});`);
}

/** `x.name += n` and `x[key] += n` with a count in a map that belongs to the variable; opens the branch for the rest. */
export function countUp(e: Emitter, ins: Instruction): boolean {
	const { path, operator } = ins.site as PlaceSite;
	const { root, steps } = path;
	const [step] = steps;
	if (operator !== '+=' || steps.length !== 1 || step === undefined) return false;
	if (root.kind !== 'register' && root.kind !== 'this') return false;
	if (root.kind === 'register' && root.constant) return false;
	const value = registerOperand(e, ins.b);
	if (e.typeOf(root.register) !== ANY || (value.type !== NUMBER && value.type !== ANY)) return false;
	const tests = [`r${root.register} instanceof MapValue`, `!r${root.register}.shared`];
	if (root.kind === 'this') tests.push('!frame.constantThis');
	let key: string;
	if (step.kind === 'property') {
		key = e.constant(step.name);
	} else {
		const type = step.operand < 0 ? constantType(e.plan.code.chunk.constants[~step.operand]) : e.typeOf(step.operand);
		if (type !== STRING && type !== ANY) return false;
		key = step.operand < 0 ? e.constant(e.plan.code.chunk.constants[~step.operand]) : `r${step.operand}`;
		if (type !== STRING) tests.push(`typeof ${key} === 'string'`);
	}
	tests.push(`typeof (t = r${root.register}.get(${key})) === 'number'`);
	if (value.type === ANY) tests.push(`typeof ${value.value} === 'number'`);
	tests.push(`(t += ${value.value}) <= ${SAFE}`, `t >= -${SAFE}`);
	e.line(`if (${tests.join(' && ')}) r${root.register}.set(${key}, t); else {`);
	return true;
}

export function assignPath(e: Emitter, ins: Instruction): void {
	const { path } = ins.site as PlaceSite;
	const counted = countUp(e, ins);
	const { root } = path;
	const rooted = root.kind === 'register' || root.kind === 'this' ? [root.register] : [];
	show(e, [...(root.kind === 'name' ? [] : [root.register]), ...stepRegisters(path.steps)]);
	e.line(e.mayFail({ stored: rooted }));
	e.line(`frame.at = I[${ins.index}];`);
	e.line(`assignPath(fiber, frame, I[${ins.index}].site, ${e.value(ins.b)});`);
	for (const register of rooted) e.line(`r${register} = R[base + ${register}];`);
	if (counted) e.line('}');
}

export function stepRegisters(steps: readonly PathStep[]): number[] {
	return steps.filter(({ kind, operand }) => kind === 'index' && operand >= 0).map(({ operand }) => operand);
}
