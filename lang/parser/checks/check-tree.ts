/**
 * All static checks that need the finished tree but no names (language spec 9.1), in one walk. What a check needs to know
 * about its surroundings is the context: are we in a loop, and is there a `this`?
 */

import type { Node, Script } from '../../ast/nodes.ts';
import { children } from '../../ast/visit.ts';
import type { ParseOptions } from '../parse-options.ts';
import type { ProblemSink } from '../problem-sink.ts';
import { checkAssignment } from './assignments.ts';
import { checkCondition, checkIterable, checkLogic } from './conditions.ts';
import { checkSingleBlock, checkSingleStatement } from './expression-only.ts';
import { FunctionChecks } from './functions.ts';
import { checkLiteralIndex, checkLiteralSize, checkMapKeys } from './literals.ts';
import { checkNesting } from './nesting.ts';
import { checkSwitch } from './switches.ts';

/** Limits of language spec 10 where the host sets none. */
const EXPRESSION_DEPTH = 64;
const FUNCTION_EXPRESSION_DEPTH = 32;

interface Context {
	readonly inLoop: boolean;
	readonly hasThis: boolean;
}

const GLOBAL: Context = { inLoop: false, hasThis: false };
const FUNCTION: Context = { inLoop: false, hasThis: true };

/**
 * Reports to the sink. The tree must not be deeper than `pruneTree` allows.
 *
 * @returns whether the limits on nesting that the host sets were exceeded
 */
export function checkTree(script: Script, sink: ProblemSink, options: ParseOptions): boolean {
	new TreeCheck(sink, options).visit(script, GLOBAL);
	return checkNesting(
		script,
		sink,
		options.expressionDepth ?? EXPRESSION_DEPTH,
		options.functionExpressionDepth ?? FUNCTION_EXPRESSION_DEPTH,
	);
}

class TreeCheck {
	readonly #sink: ProblemSink;
	readonly #options: ParseOptions;
	readonly #functions: FunctionChecks;

	constructor(sink: ProblemSink, options: ParseOptions) {
		this.#sink = sink;
		this.#options = options;
		this.#functions = new FunctionChecks(sink, options.functions ?? 0);
	}

	visit(node: Node, context: Context): void {
		const sink = this.#sink;
		const inLoop: Context = context.inLoop ? context : { ...context, inLoop: true };
		switch (node.kind) {
			case 'Function':
				this.#functions.define(node);
				this.visit(node.body, FUNCTION);
				return;
			case 'Closure':
				this.#functions.closure(node);
				if (this.#options.expressionOnly === true) checkSingleStatement(node.body, sink);
				this.visit(node.body, FUNCTION);
				return;
			case 'While':
				checkCondition(node.condition, sink);
				this.visit(node.condition, context);
				this.visit(node.body, inLoop);
				return;
			case 'Do':
				this.visit(node.body, inLoop);
				checkCondition(node.condition, sink);
				this.visit(node.condition, context);
				return;
			case 'Loop':
				this.visit(node.body, inLoop);
				return;
			case 'For':
				if (node.counter !== null && node.counter.name === node.variable.name && node.counter.name !== '') {
					const { name, start, end } = node.counter;
					sink.add('DuplicatedVariable', `Duplicated variable name: ${name}`, start, end);
				}
				checkIterable(node.iterable, sink);
				this.visit(node.iterable, context);
				this.visit(node.body, inLoop);
				return;
			case 'IfBranch':
				checkCondition(node.condition, sink);
				break;
			case 'Switch':
				checkSwitch(node, sink);
				break;
			case 'SwitchCase':
				if (node.guard !== null) checkCondition(node.guard, sink);
				if (this.#options.expressionOnly === true) checkSingleStatement(node.action, sink);
				break;
			case 'Binary':
				this.#operators(node, context);
				return;
			case 'Assign':
				checkAssignment(node, sink);
				break;
			case 'Map':
				checkMapKeys(node, sink);
				checkLiteralSize(node, sink, this.#options);
				break;
			case 'Array':
			case 'String':
			case 'Template':
				checkLiteralSize(node, sink, this.#options);
				break;
			case 'Chain':
				checkLiteralIndex(node, sink);
				break;
			case 'Block':
				if (this.#options.expressionOnly === true) checkSingleBlock(node, sink);
				break;
			case 'Break':
			case 'Continue':
				if (!context.inLoop) {
					const word = node.kind === 'Break' ? 'break' : 'continue';
					sink.add(
						'LoopBreak',
						'Break statement should only be used inside a loop',
						node.start,
						node.start + word.length,
						{
							help: `there is no loop around this ${word}; closures and functions do not belong to the loop around them`,
						},
					);
				}
				break;
			case 'This':
				if (!context.hasThis) {
					sink.add('ImproperSymbol', "'this' can only be used in functions", node.start, node.end);
				}
				return;
			// Most nodes are these; they hold nothing to check.
			case 'Identifier':
			case 'Variable':
			case 'Int':
			case 'PropertyStep':
				return;
		}
		for (const child of children(node)) this.visit(child, context);
	}

	/** Goes down the left side of a chain of operators without recursion. */
	#operators(node: Node & { kind: 'Binary' }, context: Context): void {
		let left: Node = node;
		const rights: Node[] = [];
		while (left.kind === 'Binary') {
			checkLogic(left, this.#sink);
			rights.push(left.right);
			left = left.left;
		}
		this.visit(left, context);
		for (let index = rights.length - 1; index >= 0; index--) this.visit(rights[index] as Node, context);
	}
}
