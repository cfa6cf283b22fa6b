/** Statements and control flow (language spec 4.1, 6). */

import type {
	Block,
	DoExpression,
	Expression,
	ForExpression,
	LoopExpression,
	Statement,
	SwitchCase,
	SwitchExpression,
	TryStatement,
	WhileExpression,
} from '../../../lang/ast/nodes.ts';
import { exactKey } from '../../../lang/values/exact-key.ts';
import { Float } from '../../../lang/values/float.ts';
import { isInt } from '../../../lang/values/int.ts';
import { iterate } from '../../../lang/values/iterate.ts';
import { RangeValue } from '../../../lang/values/range.ts';
import { untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { thrownMessage } from '../../../lang/vm/error-text.ts';
import { ScriptError } from '../../../lang/vm/errors.ts';
import { caughtValue } from './caught.ts';
import { assign } from './chains.ts';
import {
	BreakSignal,
	ContinueSignal,
	copy,
	executeBlock,
	locating,
	type Machine,
	placeOf,
	ReturnSignal,
	unsupported,
} from './machine.ts';
import type { Scope } from './scope.ts';

/** Runs statements one after the other; the value is that of the last that has one (language spec 2.5). */
export function executeAll(machine: Machine, statements: readonly Statement[], scope: Scope): Value {
	let value: Value;
	for (const statement of statements) {
		if (statement.kind === 'Empty' || statement.kind === 'Function' || statement.kind === 'Test') continue;
		value = machine.execute(statement, scope);
	}
	return value;
}

export function execute(machine: Machine, node: Statement, scope: Scope): Value {
	machine.spend(1);
	switch (node.kind) {
		case 'Empty':
		case 'Function':
		case 'Test':
			return undefined;
		case 'ExpressionStatement':
			return machine.evaluate(node.expression, scope);
		case 'Let': {
			const value = node.value === null ? undefined : machine.evaluate(node.value, scope);
			scope.declare(node.name.name, value, node.constant);
			if (node.constant && scope.isGlobal) machine.constants.set(node.name.name, copy(machine, value));
			return undefined;
		}
		case 'Assign':
			assign(machine, node, scope);
			return undefined;
		case 'Break':
			throw new BreakSignal(node.value === null ? undefined : machine.evaluate(node.value, scope));
		case 'Continue':
			throw new ContinueSignal();
		case 'Return':
			throw new ReturnSignal(node.value === null ? undefined : machine.evaluate(node.value, scope));
		case 'Throw': {
			const value = node.value === null ? undefined : machine.evaluate(node.value, scope);
			const place = placeOf(machine, node);
			const caught = scope.caughtError();
			if (untag(value) === undefined && caught !== undefined) throw raisedAgain(caught, place);
			const error = new ScriptError('ErrorRuntime', thrownMessage(value), {}, value);
			error.place = place;
			throw error;
		}
		case 'Try':
			return executeTry(machine, node, scope);
		default:
			return unsupported(node);
	}
}

/** The same error, as if its outermost construct stood here (language spec 6.6). */
function raisedAgain(error: ScriptError, place: NonNullable<ScriptError['place']>): ScriptError {
	const again = new ScriptError(error.kind, error.text, error.fields, error.value, error.parseKind);
	const inner = error.wrappers.slice(0, -1);
	const outermost = error.wrappers.at(-1);
	again.place = outermost === undefined ? place : error.place;
	again.wrappers = outermost === undefined ? [] : [...inner, { ...outermost, place }];
	return again;
}

function executeTry(machine: Machine, node: TryStatement, scope: Scope): Value {
	try {
		return executeBlock(machine, node.body, scope);
	} catch (error) {
		if (!(error instanceof ScriptError) || !error.catchable) throw error;
		const handler = scope.inner();
		handler.caught = error;
		if (node.catchName !== null) handler.declare(node.catchName.name, caughtValue(machine, error));
		executeBlock(machine, node.handler, handler);
		return undefined;
	}
}

type Construct = Extract<Expression, { kind: 'Block' | 'If' | 'Switch' | 'While' | 'Loop' | 'Do' | 'For' }>;

export function executeConstruct(machine: Machine, node: Construct, scope: Scope): Value {
	switch (node.kind) {
		case 'Block':
			return executeBlock(machine, node, scope);
		case 'If': {
			for (const branch of node.branches) {
				if (machine.isTrue(branch.condition, scope)) return executeBlock(machine, branch.body, scope);
			}
			return node.otherwise === null ? undefined : executeBlock(machine, node.otherwise, scope);
		}
		case 'Switch':
			return executeSwitch(machine, node, scope);
		default:
			return executeLoop(machine, node, scope);
	}
}

// --------------------------------------------------------------------------------------------------- loops

type Loop = WhileExpression | LoopExpression | DoExpression | ForExpression;

/**
 * A loop has no value of its own, only that of the `break` that leaves it. Conditions and what a `for` runs over are
 * outside of the loop: a `break` there leaves the loop around.
 */
function executeLoop(machine: Machine, node: Loop, scope: Scope): Value {
	if (node.kind === 'For') return executeFor(machine, node, scope);
	for (;;) {
		if (node.kind === 'While' && !machine.isTrue(node.condition, scope)) return undefined;
		const end = executeBody(machine, node.body, scope);
		if (end instanceof BreakSignal) return end.value;
		// A `continue` skips the condition of `do` (language spec 6.2).
		if (node.kind !== 'Do' || end instanceof ContinueSignal) continue;
		if (machine.isTrue(node.condition, scope) === node.until) return undefined;
	}
}

/** Runs a body once. @returns the jump that ended it, if any */
function executeBody(machine: Machine, body: Block, scope: Scope): BreakSignal | ContinueSignal | undefined {
	machine.spend(1);
	try {
		executeBlock(machine, body, scope);
		return undefined;
	} catch (signal) {
		if (signal instanceof BreakSignal || signal instanceof ContinueSignal) return signal;
		throw signal;
	}
}

/** The loop variables exist once for the whole loop, and closures share them (language spec 6.3). */
function executeFor(machine: Machine, node: ForExpression, scope: Scope): Value {
	const iterable = machine.evaluate(node.iterable, scope);
	const items = locating(placeOf(machine, node.iterable), () => iterate(iterable));
	const inner = scope.inner();
	const variable = inner.declare(node.variable.name, undefined);
	const counter = node.counter === null ? undefined : inner.declare(node.counter.name, undefined);
	let count = 0;
	for (let item = items.next(); item.done !== true; item = items.next()) {
		variable.value = copy(machine, item.value);
		if (counter !== undefined) counter.value = count;
		count++;
		const end = executeBody(machine, node.body, inner);
		if (end instanceof BreakSignal) return end.value;
	}
	return undefined;
}

// -------------------------------------------------------------------------------------------------- switch

interface Pattern {
	readonly arm: SwitchCase;
	readonly value: Value;
}

/** Exact cases come before ranges, whatever their order, and both before `_` (language spec 6.5). */
function executeSwitch(machine: Machine, node: SwitchExpression, scope: Scope): Value {
	const subject = untag(machine.evaluate(node.subject, scope));
	const patterns = node.cases.flatMap((arm): Pattern[] =>
		(arm.patterns ?? []).map((pattern) => ({ arm, value: machine.evaluate(pattern, scope) })),
	);
	const key = exactKey(subject);
	const exact = patterns.filter(
		({ value }) => !(value instanceof RangeValue) && key !== undefined && exactKey(value) === key,
	);
	const ranges = patterns.filter(({ value }) => value instanceof RangeValue && matchesRange(subject, value));
	for (const { arm } of [...exact, ...ranges]) {
		if (arm.guard !== null && !machine.isTrue(arm.guard, scope.inner())) continue;
		return machine.execute(arm.action, scope.inner());
	}
	const fallback = node.cases.find((arm) => arm.patterns === null);
	return fallback === undefined ? undefined : machine.execute(fallback.action, scope.inner());
}

/** A number inside the range, or an equal range that is not empty. */
function matchesRange(subject: Value, range: RangeValue): boolean {
	const { from, to, inclusive } = range;
	if (isInt(subject)) return subject >= from && (inclusive ? subject <= to : subject < to);
	if (subject instanceof Float) {
		const number = subject.value;
		return number >= Number(from) && (inclusive ? number <= Number(to) : number < Number(to));
	}
	if (!(subject instanceof RangeValue) || (inclusive ? to < from : to <= from)) return false;
	return subject.from === from && subject.to === to && subject.inclusive === inclusive;
}
