/**
 * Which variables and which values of the network a file compares with something: from there on they count as known.
 *
 * Whether the comparison is a good one, and which way it goes, is not looked at: the lint about dangerous values speaks
 * only where nothing at all is asked.
 */

import type { ChainStep, Expression, Node } from '../../../../lang/ast/nodes.ts';
import { children } from '../../../../lang/ast/visit.ts';
import { bare, type Definition } from '../../../../lang/checker/scopes.ts';
import type { MailFile } from './mail-file.ts';

/** Questions that say nothing about what a text is. */
const NO_TESTS: ReadonlySet<string> = new Set(['len', 'is_empty', 'type_of', 'bytes', 'print', 'debug', 'is_null']);

/** Methods that take out of a text what the author does not want in it. */
const CLEANING: ReadonlySet<string> = new Set(['replace', 'remove', 'filter', 'retain', 'drain']);

/** Properties of properties that are told apart. */
const MAX_PROPERTIES = 6;

/** Nodes of one operand that are looked at. */
const MAX_NODES = 200;

/** A value of the network, and the property of it: `mail_from.domain`. */
export type SourceKey = string;

export class TestedValues {
	readonly #file: MailFile;
	readonly #variables = new Map<Definition, Map<string, number>>();
	readonly #sources = new Map<SourceKey, number>();

	constructor(file: MailFile) {
		this.#file = file;
		this.#findTests();
	}

	/** Whether a variable, or that property of it, is asked about before a place. */
	isVariableTested(definition: Definition, path: string, place: number): boolean {
		const tests = this.#variables.get(definition);
		const whole = tests?.get('') ?? Number.POSITIVE_INFINITY;
		const part = path === '' ? whole : (tests?.get(path) ?? Number.POSITIVE_INFINITY);
		if (Math.min(whole, part) < place) return true;
		const key =
			definition.initial === null || definition.writes.length > 0 ? undefined : this.sourceKey(definition.initial);
		return key !== undefined && this.isSourceTested(path === '' ? key : `${key}.${path}`, place);
	}

	/** The same for a value that is asked for anew: `ctx::helo()`. */
	isSourceTested(key: SourceKey, place: number): boolean {
		for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
			if ((this.#sources.get(at) ?? Number.POSITIVE_INFINITY) < place) return true;
		}
		return false;
	}

	/** `helo`, `mail_from.domain`, `get_header "X-Spam"`: what is asked of the network by an expression. */
	sourceKey(expression: Expression): SourceKey | undefined {
		const node = bare(expression);
		if (node.kind === 'Call') {
			const use = this.#file.useAt(node);
			return use?.operation.network === undefined ? undefined : keyOfUse(use.operation.key, use.args);
		}
		if (node.kind !== 'Chain') return undefined;
		let key = this.sourceKey(node.root);
		for (const step of node.steps.slice(0, MAX_PROPERTIES)) {
			const use = this.#file.useAt(step);
			if (use?.operation.network !== undefined) key = keyOfUse(use.operation.key, use.args);
			else if (key !== undefined && step.kind === 'PropertyStep') key = `${key}.${step.name.name}`;
			else break;
		}
		return key;
	}

	#findTests(): void {
		const { tree } = this.#file;
		for (const node of tree.ofKind('Binary')) {
			const isTest =
				node.operator === '==' || node.operator === '!=' || node.operator === 'in' || node.operator === '!in';
			if (!isTest || isEmptyText(node.left) || isEmptyText(node.right)) continue;
			this.#mark(node.left, node.start);
			this.#mark(node.right, node.start);
		}
		for (const node of tree.ofKind('Switch')) this.#mark(node.subject, node.start);
		for (const call of tree.ofKind('Call')) {
			if (!tree.inCondition(call) || NO_TESTS.has(call.name.name)) continue;
			for (const argument of call.args) this.#mark(argument, call.start);
		}
		for (const chain of tree.ofKind('Chain')) {
			const isCleaned = chain.steps.some((step) => isMethod(step, CLEANING, true));
			const isAsked = tree.inCondition(chain) && chain.steps.some((step) => isMethod(step, NO_TESTS, false));
			if (!isCleaned && !isAsked) continue;
			this.#mark(chain, chain.start);
			for (const step of isAsked ? chain.steps : []) {
				if (step.kind === 'MethodStep') for (const argument of step.args) this.#mark(argument, chain.start);
			}
		}
	}

	#mark(operand: Expression, place: number): void {
		const node = bare(operand);
		if (node.kind === 'Variable') this.#markVariable(node, '', place);
		else if (node.kind === 'Chain') this.#markChain(node, place);
		else if (node.kind === 'Call' && this.sourceKey(node) !== undefined) this.#markSource(this.sourceKey(node), place);
		else this.#markAll(node, place);
	}

	#markVariable(node: Extract<Expression, { kind: 'Variable' }>, path: string, place: number): void {
		const definition = this.#file.scopes.definitionOf.get(node);
		if (definition === undefined) return;
		let tests = this.#variables.get(definition);
		if (tests === undefined) {
			tests = new Map();
			this.#variables.set(definition, tests);
		}
		tests.set(path, Math.min(place, tests.get(path) ?? place));
		if (definition.initial === null || definition.writes.length > 0) return;
		const key = this.sourceKey(definition.initial);
		if (key !== undefined) this.#markSource(path === '' ? key : `${key}.${path}`, place);
	}

	#markChain(node: Extract<Expression, { kind: 'Chain' }>, place: number): void {
		const root = bare(node.root);
		if (root.kind === 'Variable') this.#markVariable(root, pathOf(node.steps), place);
		const key = this.sourceKey(node);
		if (key !== undefined) this.#markSource(key, place);
		else if (root.kind !== 'Variable') this.#markAll(root, place);
	}

	#markSource(key: SourceKey | undefined, place: number): void {
		if (key !== undefined) this.#sources.set(key, Math.min(place, this.#sources.get(key) ?? place));
	}

	/** Everything that is mentioned in an operand. */
	#markAll(operand: Node, place: number): void {
		const stack: Node[] = [operand];
		for (let left = MAX_NODES; left > 0; left--) {
			const node = stack.pop();
			if (node === undefined) return;
			if (node.kind === 'Closure') continue;
			if (node.kind === 'Variable') this.#markVariable(node, '', place);
			else if (node.kind === 'Chain') this.#markChain(node, place);
			else if (node.kind === 'Call') this.#markSource(this.sourceKey(node), place);
			if (node.kind !== 'Chain') for (const child of children(node)) stack.push(child);
		}
	}
}

function keyOfUse(key: string, args: readonly Expression[]): SourceKey {
	const first = args[0] === undefined ? undefined : bare(args[0]);
	// Dots separate properties, and a name of a header may have some.
	return first?.kind === 'String' ? `${key} ${first.value.toLowerCase().replaceAll('.', ' ')}` : key;
}

/** The properties in front of the first other step. */
export function pathOf(steps: readonly ChainStep[]): string {
	const path: string[] = [];
	for (const step of steps.slice(0, MAX_PROPERTIES)) {
		if (step.kind !== 'PropertyStep') break;
		path.push(step.name.name);
	}
	return path.join('.');
}

function isMethod(step: ChainStep, names: ReadonlySet<string>, listed: boolean): boolean {
	return step.kind === 'MethodStep' && names.has(step.name.name) === listed;
}

function isEmptyText(expression: Expression): boolean {
	const node = bare(expression);
	return node.kind === 'Unit' || (node.kind === 'String' && node.value === '');
}
