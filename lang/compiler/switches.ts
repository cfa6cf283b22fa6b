/**
 * `switch` (language spec 6.5).
 *
 * Cases that are no ranges are found by a table from the exact value to a list of candidates in source order; when all
 * of them fail their guards, and for values not in the table, the range cases are tried in order, then `_`.
 */

import type { Expression, SwitchCase, SwitchExpression, UnaryExpression } from '../ast/nodes.ts';
import { negate, plus } from '../values/arithmetic.ts';
import { ArrayValue, MapValue } from '../values/container.ts';
import { display } from '../values/display.ts';
import { exactKey } from '../values/exact-key.ts';
import { Float } from '../values/float.ts';
import { FunctionPointer } from '../values/function-pointer.ts';
import { I64_MAX, I64_MIN, isInt } from '../values/int.ts';
import { RangeValue } from '../values/range.ts';
import type { Value } from '../values/value.ts';
import type { Label } from './builder.ts';
import type { FunctionCompiler } from './function-compiler.ts';
import { literalValue } from './literals.ts';
import { OP } from './opcodes.ts';
import { jumpUnless, observe } from './operations.ts';
import type { SwitchSite } from './sites.ts';
import { RETURN, type Target } from './targets.ts';

interface Arm {
	readonly node: SwitchCase;
	readonly action: Label;
}

export function compileSwitch(fc: FunctionCompiler, node: SwitchExpression, target: Target): void {
	const { builder } = fc;
	const top = builder.top;
	const subject = builder.take();
	fc.raw(node.subject, subject);
	observe(fc, 'subject', node.subject, subject);
	const site: SwitchSite = { kind: 'switch', direct: new Map(), exact: new Map(), otherwise: -1 };
	builder.emit(OP.SWITCH, subject, builder.site(site), 0, node.subject.start, node.subject.end);

	const end = builder.label();
	const ranges = builder.label();
	const otherwise = builder.label();
	const arms: Arm[] = node.cases.map((arm) => ({ node: arm, action: builder.label() }));

	for (const [key, candidates] of candidatesByKey(arms)) {
		const entry = builder.label();
		builder.place(entry);
		tryCandidates(fc, candidates, ranges);
		if (typeof key.direct === 'string' || typeof key.direct === 'number') site.direct.set(key.direct, entry.position);
		else site.exact.set(key.exact, entry.position);
	}

	builder.place(ranges);
	site.otherwise = ranges.position;
	for (const arm of arms) rangeTests(fc, arm, subject);
	const fallback = arms.find((arm) => arm.node.patterns === null);
	builder.jump(OP.JUMP, [0, 0, 0], 0, fallback?.action ?? otherwise, node.end, node.end);

	for (const arm of arms) {
		builder.place(arm.action);
		compileAction(fc, arm.node, target);
		if (target !== RETURN) builder.jump(OP.JUMP, [0, 0, 0], 0, end, arm.node.end, arm.node.end);
	}
	builder.place(otherwise);
	fc.unit(target, node);
	builder.place(end);
	builder.release(top);
}

interface Key {
	/** Ints that are numbers, and strings: looked up as they are. */
	readonly direct: string | number | undefined;
	readonly exact: string;
}

function candidatesByKey(arms: readonly Arm[]): Map<Key, Arm[]> {
	const keys = new Map<string, Key>();
	const result = new Map<Key, Arm[]>();
	for (const arm of arms) {
		for (const pattern of arm.node.patterns ?? []) {
			const value = constantValue(pattern);
			if (value === undefined || value.value instanceof RangeValue) continue;
			const exact = exactKey(value.value);
			if (exact === undefined) continue;
			let key = keys.get(exact);
			if (key === undefined) {
				const simple = typeof value.value === 'string' || typeof value.value === 'number';
				key = { direct: simple ? (value.value as string | number) : undefined, exact };
				keys.set(exact, key);
				result.set(key, []);
			}
			const candidates = result.get(key) as Arm[];
			// After one without a guard nothing else is reached.
			if (candidates.at(-1)?.node.guard !== null || candidates.length === 0) candidates.push(arm);
		}
	}
	return result;
}

function tryCandidates(fc: FunctionCompiler, candidates: readonly Arm[], ranges: Label): void {
	const { builder } = fc;
	for (const [index, arm] of candidates.entries()) {
		const { guard } = arm.node;
		if (guard === null) {
			builder.jump(OP.JUMP, [0, 0, 0], 0, arm.action, arm.node.start, arm.node.start);
			return;
		}
		const next = builder.label();
		jumpUnless(fc, guard, next);
		builder.jump(OP.JUMP, [0, 0, 0], 0, arm.action, guard.start, guard.end);
		builder.place(next);
		if (index === candidates.length - 1) builder.jump(OP.JUMP, [0, 0, 0], 0, ranges, guard.start, guard.end);
	}
}

function rangeTests(fc: FunctionCompiler, arm: Arm, subject: number): void {
	const { builder } = fc;
	for (const pattern of arm.node.patterns ?? []) {
		const value = constantValue(pattern);
		if (value === undefined || !(value.value instanceof RangeValue) || isEmpty(value.value)) continue;
		const next = builder.label();
		const range = builder.constant(value.value);
		builder.jump(OP.INRANGE, [subject, range, 0], 2, next, pattern.start, pattern.end);
		if (arm.node.guard !== null) jumpUnless(fc, arm.node.guard, next);
		builder.jump(OP.JUMP, [0, 0, 0], 0, arm.action, pattern.start, pattern.end);
		builder.place(next);
	}
}

function isEmpty(range: RangeValue): boolean {
	return range.inclusive ? range.to < range.from : range.to <= range.from;
}

function compileAction(fc: FunctionCompiler, arm: SwitchCase, target: Target): void {
	fc.scoped(() => {
		fc.statement(arm.action, target);
		if (arm.action.kind === 'Empty' || arm.action.kind === 'Error') fc.unit(target, arm.action);
	});
}

/** The value of a case: literals, and arrays, maps and function pointers of literals. */
export function constantValue(node: Expression): { readonly value: Value } | undefined {
	const literal = literalValue(node);
	if (literal !== undefined) return literal;
	switch (node.kind) {
		case 'Paren':
			return constantValue(node.expression);
		case 'Unary':
			return signedConstant(node);
		case 'Range': {
			const from = node.from === null ? 0 : constantValue(node.from)?.value;
			const to = node.to === null ? I64_MAX : constantValue(node.to)?.value;
			return isInt(from) && isInt(to) ? { value: new RangeValue(from, to, node.inclusive) } : undefined;
		}
		case 'Array': {
			const items: Value[] = [];
			for (const element of node.elements) {
				const item = constantValue(element);
				if (item === undefined) return undefined;
				items.push(item.value);
			}
			return { value: new ArrayValue(items) };
		}
		case 'Map': {
			const map = new MapValue();
			for (const entry of node.entries) {
				const item = constantValue(entry.value);
				if (item === undefined) return undefined;
				map.set(entry.key.kind === 'Identifier' ? entry.key.name : entry.key.value, item.value);
			}
			return { value: map };
		}
		case 'Call': {
			const [name] = node.args;
			if (node.name.name !== 'Fn' || node.args.length !== 1 || name?.kind !== 'String') return undefined;
			return { value: new FunctionPointer(name.value, [], undefined, [], undefined) };
		}
		case 'Template': {
			let text = '';
			for (const part of node.parts) {
				if (part.kind === 'TemplateText') {
					text += part.value;
					continue;
				}
				const last = part.body.statements.at(-1);
				if (last === undefined) continue;
				const inner = last.kind === 'ExpressionStatement' ? constantValue(last.expression) : undefined;
				if (inner === undefined) return undefined;
				text += display(inner.value);
			}
			return { value: text };
		}
		default:
			return undefined;
	}
}

/** A number with a sign that is no part of the literal, as after `}` (language spec 1.6). */
function signedConstant(node: UnaryExpression): { readonly value: Value } | undefined {
	const operand = constantValue(node.operand)?.value;
	// The one number that cannot be negated equals no case.
	if (!(operand instanceof Float || isInt(operand)) || operand === I64_MIN) return undefined;
	return { value: node.operator === '-' ? negate(operand) : plus(operand) };
}
