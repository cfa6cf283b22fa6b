/** Control flow: branches, loops, jumps, `try` (language spec section 6). */

import type {
	Block,
	DoExpression,
	ForExpression,
	IfExpression,
	JumpStatement,
	LoopExpression,
	Node,
	TryStatement,
	WhileExpression,
} from '../ast/nodes.ts';
import type { Label } from './builder.ts';
import { containsImport } from './declarations.ts';
import type { FunctionCompiler } from './function-compiler.ts';
import { literalValue } from './literals.ts';
import { OP } from './opcodes.ts';
import { jumpIf, jumpUnless } from './operations.ts';
import { DISCARD, RETURN, type Target } from './targets.ts';

export function compileIf(fc: FunctionCompiler, node: IfExpression, target: Target): void {
	const { builder } = fc;
	const end = builder.label();
	for (const [index, branch] of node.branches.entries()) {
		const next = builder.label();
		jumpUnless(fc, branch.condition, next);
		fc.block(branch.body, target);
		const last = index === node.branches.length - 1 && node.otherwise === null && target === DISCARD;
		if (!last && target !== RETURN) builder.jump(OP.JUMP, [0, 0, 0], 0, end, branch.end, branch.end);
		builder.place(next);
	}
	if (node.otherwise !== null) fc.block(node.otherwise, target);
	else fc.unit(target, node);
	builder.place(end);
}

/** Compiles the body of a loop with its `break` and `continue` targets. */
function loopBody(fc: FunctionCompiler, body: Block, breakLabel: Label, continueLabel: Label, target: Target): void {
	// An iteration of an empty loop counts too (language spec, Appendix B).
	if (body.statements.length === 0) fc.builder.charge(1);
	fc.loops.push({ breakLabel, continueLabel, target, importMarks: fc.importMarks.length });
	fc.block(body, DISCARD);
	fc.loops.pop();
}

export function compileWhile(fc: FunctionCompiler, node: WhileExpression, target: Target): void {
	const { builder } = fc;
	const head = builder.label();
	const exit = builder.label();
	const end = builder.label();
	builder.place(head);
	const literal = literalValue(node.condition);
	if (literal?.value === true) builder.charge(1);
	else jumpUnless(fc, node.condition, exit);
	loopBody(fc, node.body, end, head, target);
	builder.jump(OP.LOOP, [0, 0, 0], 0, head, node.condition.start, node.condition.end);
	builder.place(exit);
	fc.unit(target, node);
	builder.place(end);
}

export function compileLoop(fc: FunctionCompiler, node: LoopExpression, target: Target): void {
	const { builder } = fc;
	const head = builder.label();
	const end = builder.label();
	builder.place(head);
	loopBody(fc, node.body, end, head, target);
	builder.jump(OP.LOOP, [0, 0, 0], 0, head, node.start, node.start + 4);
	builder.place(end);
}

export function compileDo(fc: FunctionCompiler, node: DoExpression, target: Target): void {
	const { builder } = fc;
	const head = builder.label();
	const again = builder.label();
	const exit = builder.label();
	const end = builder.label();
	builder.place(head);
	// `continue` runs the body again without looking at the condition (language spec 6.2).
	loopBody(fc, node.body, end, again, target);
	if (node.until) jumpIf(fc, node.condition, exit);
	else jumpUnless(fc, node.condition, exit);
	builder.place(again);
	builder.jump(OP.LOOP, [0, 0, 0], 0, head, node.condition.start, node.condition.end);
	builder.place(exit);
	fc.unit(target, node);
	builder.place(end);
}

export function compileFor(fc: FunctionCompiler, node: ForExpression, target: Target): void {
	fc.scoped(() => compileForLoop(fc, node, target));
}

function compileForLoop(fc: FunctionCompiler, node: ForExpression, target: Target): void {
	const { builder } = fc;
	const state = builder.take();
	const iterable = fc.operand(node.iterable);
	builder.emit(OP.ITER, state, iterable, 0, node.iterable.start, node.iterable.end);
	builder.release(state + 1);

	const head = builder.label();
	const next = builder.label();
	const end = builder.label();
	// Without captures the item goes straight into the loop variable; else into its cell, one for the whole loop.
	const variable = fc.declareLoopVariable(node.variable);
	const counter = node.counter === null ? undefined : fc.declareLoopVariable(node.counter);
	builder.jump(OP.JUMP, [0, 0, 0], 0, next, node.start, node.start);
	builder.place(head);
	if (variable.cell >= 0) {
		builder.emit(OP.STORECELL, variable.cell, variable.item, 0, node.variable.start, node.variable.end);
	}
	if (counter !== undefined && node.counter !== null) {
		const { start, end: stop } = node.counter;
		builder.emit(OP.COUNT, counter.item, state, 0, start, stop);
		if (counter.cell >= 0) builder.emit(OP.STORECELL, counter.cell, counter.item, 0, start, stop);
	}
	loopBody(fc, node.body, end, next, target);
	builder.place(next);
	builder.jump(OP.NEXT, [state, variable.item, 0], 2, head, node.iterable.start, node.iterable.end);
	fc.unit(target, node);
	builder.place(end);
}

export function compileTry(fc: FunctionCompiler, node: TryStatement, target: Target): void {
	fc.scoped(() => compileTryStatement(fc, node, target));
}

function compileTryStatement(fc: FunctionCompiler, node: TryStatement, target: Target): void {
	const { builder } = fc;
	const end = builder.label();
	const mark = containsImport(node.body) ? builder.take() : -1;
	if (mark >= 0) builder.emit(OP.MARKIMPORTS, mark, 0, 0, node.start, node.start);
	const error = builder.take();
	const from = builder.position;
	fc.block(node.body, target);
	const to = builder.position;
	if (target !== RETURN) builder.jump(OP.JUMP, [0, 0, 0], 0, end, node.body.end, node.body.end);
	builder.handlers.push({ from, to, target: builder.position, register: error });
	if (mark >= 0) builder.emit(OP.RESETIMPORTS, mark, 0, 0, node.handler.start, node.handler.start);
	const outer = fc.caughtRegister;
	fc.caughtRegister = error;
	const { catchName } = node;
	if (catchName !== null) {
		fc.declare(catchName, (register) => {
			builder.emit(OP.CATCH, register, error, 0, catchName.start, catchName.end);
		});
	}
	fc.block(node.handler, DISCARD);
	fc.caughtRegister = outer;
	// The value of the catch block does not count (language spec 6.6).
	fc.unit(target, node);
	builder.place(end);
}

export function compileJump(fc: FunctionCompiler, node: JumpStatement): void {
	const { builder } = fc;
	const top = builder.top;
	switch (node.kind) {
		case 'Return':
			if (node.value === null) builder.emit(OP.RETUNIT, 0, 0, 0, node.start, node.end);
			else fc.expression(node.value, RETURN);
			break;
		case 'Throw': {
			const register = builder.take();
			if (node.value === null) fc.load(undefined, register, node);
			else fc.into(node.value, register);
			builder.emit(OP.THROW, register, fc.caughtRegister, 0, node.start, node.end);
			break;
		}
		case 'Break':
		case 'Continue': {
			const loop = fc.loops.at(-1);
			if (loop === undefined) break;
			const value = node.kind === 'Break' ? node.value : null;
			if (value !== null) fc.expression(value, loop.target);
			else if (node.kind === 'Break') fc.unit(loop.target, node);
			leaveImports(fc, loop.importMarks, node);
			// A `continue` may go back, so it looks at the limits like the end of the body.
			if (node.kind === 'Break') builder.jump(OP.JUMP, [0, 0, 0], 0, loop.breakLabel, node.start, node.end);
			else builder.jump(OP.LOOP, [0, 0, 0], 0, loop.continueLabel, node.start, node.end);
			break;
		}
	}
	builder.release(top);
}

/** Forgets the modules bound in the blocks that a jump leaves. */
function leaveImports(fc: FunctionCompiler, outer: number, node: Node): void {
	const mark = fc.importMarks[outer];
	if (mark !== undefined) fc.builder.emit(OP.RESETIMPORTS, mark, 0, 0, node.start, node.end);
}
