/**
 * Depth of expressions as the reference counts it (language spec, Appendix A), against the limits that the host sets.
 *
 * Each function below takes the level that its construct is parsed at; the additions follow the table of the appendix.
 * The first construct beyond the limit is reported, and the rest of its top-level statement is left alone.
 */

import type { Block, ChainExpression, Expression, Script, Statement } from '../../ast/nodes.ts';
import type { ProblemSink } from '../problem-sink.ts';

class TooDeep {
	readonly start: number;
	constructor(start: number) {
		this.start = start;
	}
}

/** @returns whether a limit was exceeded */
export function checkNesting(script: Script, sink: ProblemSink, globalLimit: number, functionLimit: number): boolean {
	let exceeded = false;
	for (const node of script.statements) {
		const limit = node.kind === 'Function' ? functionLimit : globalLimit;
		if (limit <= 0) continue;
		try {
			new Levels(limit, functionLimit).statement(node, 0);
		} catch (error) {
			if (!(error instanceof TooDeep)) throw error;
			exceeded = true;
			sink.add('ExprTooDeep', 'Expression exceeds maximum complexity', error.start, error.start + 1, {
				help: `the limit for nesting is ${limit} here: move parts of it into variables or functions`,
			});
		}
	}
	return exceeded;
}

class Levels {
	readonly #limit: number;
	readonly #functionLimit: number;

	constructor(limit: number, functionLimit: number) {
		this.#limit = limit;
		this.#functionLimit = functionLimit;
	}

	#check(level: number, start: number): void {
		if (level > this.#limit) throw new TooDeep(start);
	}

	statement(node: Statement, outer: number): void {
		const level = outer + 1;
		switch (node.kind) {
			case 'Empty':
			case 'Error':
			case 'Continue':
				return;
			case 'Function':
				if (this.#functionLimit > 0) new Levels(this.#functionLimit, this.#functionLimit).block(node.body, 1);
				return;
			case 'ExpressionStatement':
				this.#check(level, node.start);
				if (isControl(node.expression)) this.control(node.expression, level);
				else this.expression(node.expression, level);
				return;
			case 'Assign':
				this.expression(node.target, level);
				this.expression(node.value, level);
				return;
			case 'Let':
				this.#check(level, node.start);
				if (node.value !== null) this.expression(node.value, level + 1);
				return;
			case 'Export':
				this.#check(level, node.start);
				if (node.declaration !== null) this.statement(node.declaration, level);
				return;
			case 'Break':
			case 'Return':
			case 'Throw':
				if (node.value !== null) this.expression(node.value, level);
				return;
			case 'Import':
				this.expression(node.path, level + 1);
				return;
			case 'Try':
				this.block(node.body, level + 1);
				this.block(node.handler, level + 1);
				return;
			case 'Test':
				this.expression(node.body, level);
				return;
		}
	}

	block(node: Block, level: number): void {
		this.#check(level, node.start);
		for (const statement of node.statements) this.statement(statement, level + 1);
	}

	expression(node: Expression, outer: number): void {
		const level = outer + 1;
		this.#check(level, node.start);
		this.chain(node, level);
	}

	/** Operators of one precedence or falling ones count one after the other, a rising one starts anew with 1 more. */
	chain(node: Expression, level: number): void {
		const spine: Expression[] = [];
		let left: Expression | null = node;
		while (left !== null && (left.kind === 'Binary' || left.kind === 'Range')) {
			spine.push(left);
			left = left.kind === 'Binary' ? left.left : left.from;
		}
		if (left !== null) this.operand(left, level);
		let at = level;
		for (let index = spine.length - 1; index >= 0; index--) {
			at++;
			const one = spine[index] as Expression;
			if (one.kind !== 'Binary' && one.kind !== 'Range') continue;
			this.#check(at, one.operatorStart);
			const right = one.kind === 'Binary' ? one.right : one.to;
			if (right === null) continue;
			if (right.kind === 'Binary' || right.kind === 'Range') this.chain(right, at + 1);
			else this.operand(right, at);
		}
	}

	operand(node: Expression, level: number): void {
		this.#check(level, node.start);
		switch (node.kind) {
			case 'Unary':
				this.operand(node.operand, level + 1);
				return;
			case 'Paren':
				this.expression(node.expression, level + 1);
				return;
			case 'Array':
				for (const element of node.elements) this.expression(element, level + 1);
				return;
			case 'Map':
				for (const entry of node.entries) this.expression(entry.value, level + 1);
				return;
			case 'Template':
				for (const part of node.parts) if (part.kind === 'Interpolation') this.block(part.body, level + 1);
				return;
			case 'Call':
				for (const arg of node.args) this.expression(arg, level + 1);
				return;
			case 'Chain':
				this.#steps(node, level);
				return;
			case 'Closure':
				this.statement(node.body, level + 1);
				return;
			case 'Directive':
				if (node.service !== null) this.expression(node.service, level);
				this.expression(node.body, level);
				return;
			case 'Object':
			case 'Service':
				this.expression(node.value, level);
				return;
			case 'Break':
			case 'Return':
			case 'Throw':
				this.statement(node, level);
				return;
			default:
				if (isControl(node)) this.control(node, level + 1);
		}
	}

	#steps(node: ChainExpression, level: number): void {
		this.operand(node.root, level);
		let indices = 0;
		for (const step of node.steps) {
			this.#check(level + 1, step.start);
			if (step.kind === 'IndexStep') this.expression(step.index, level + 1 + indices++);
			else if (step.kind === 'MethodStep') for (const arg of step.args) this.expression(arg, level + 2);
		}
	}

	control(node: Expression, level: number): void {
		const part = level + 1;
		switch (node.kind) {
			case 'Block':
				this.block(node, level);
				return;
			case 'If':
				for (const branch of node.branches) {
					this.expression(branch.condition, part);
					this.block(branch.body, part);
				}
				if (node.otherwise !== null) this.block(node.otherwise, part);
				return;
			case 'Switch':
				this.expression(node.subject, part);
				for (const one of node.cases) {
					for (const pattern of one.patterns ?? []) this.expression(pattern, part);
					if (one.guard !== null) this.expression(one.guard, part);
					this.statement(one.action, part);
				}
				return;
			case 'While':
			case 'Do':
				this.expression(node.condition, part);
				this.block(node.body, part);
				return;
			case 'Loop':
				this.block(node.body, part);
				return;
			case 'For':
				this.expression(node.iterable, part);
				this.block(node.body, part);
				return;
		}
	}
}

const CONTROL = new Set(['Block', 'If', 'Switch', 'While', 'Loop', 'Do', 'For']);

function isControl(node: Expression): boolean {
	return CONTROL.has(node.kind);
}
