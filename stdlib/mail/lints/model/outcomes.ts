/**
 * With which statuses a directive or function can end, and where each of them comes from.
 *
 * Every path counts as possible: conditions are not looked at. A value that is not certain to be a status, or certain to
 * be none, is `unknown`.
 */

import type {
	Block,
	BreakStatement,
	CallExpression,
	Expression,
	IfExpression,
	LoopExpression,
	Node,
	ReturnStatement,
	Statement,
	SwitchExpression,
	TryStatement,
} from '../../../../lang/ast/nodes.ts';
import { bare } from '../../../../lang/checker/scopes.ts';
import type { FunctionRef, MailFile } from './mail-file.ts';
import type { StatusKind } from './operations.ts';
import type { DirectiveBody } from './stages.ts';

export type EndingKind =
	| StatusKind
	/** No value at all: `()`. */
	| 'nothing'
	/** A value that is certainly no status. */
	| 'no status'
	| 'unknown';

export interface Ending {
	readonly kind: EndingKind;
	/** The call that makes the status, or the construct that gives no status. */
	readonly node: Node;
	readonly file: MailFile;
}

/** Endings of one kind that are told apart; more would only repeat the finding. */
const MAX_PLACES = 8;

/** Branches within branches; deeper the parser does not go, except for hosts without limits. */
const MAX_DEPTH = 200;

/** Functions that call functions. */
const MAX_CALLS = 40;

/** The ends of the paths through a piece of code. */
export class Endings {
	readonly #places = new Map<EndingKind, Ending[]>();

	add(ending: Ending): void {
		const places = this.#places.get(ending.kind);
		if (places === undefined) this.#places.set(ending.kind, [ending]);
		else if (places.length < MAX_PLACES && !places.some(({ node }) => node === ending.node)) places.push(ending);
	}

	addAll(other: Endings): void {
		for (const places of other.#places.values()) for (const ending of places) this.add(ending);
	}

	has(kind: EndingKind): boolean {
		return this.#places.has(kind);
	}

	/** Whether all paths end in one of these ways, and there is a path at all. */
	areAll(...kinds: readonly EndingKind[]): boolean {
		return this.#places.size > 0 && [...this.#places.keys()].every((kind) => kinds.includes(kind));
	}

	places(...kinds: readonly EndingKind[]): readonly Ending[] {
		return kinds.flatMap((kind) => this.#places.get(kind) ?? []);
	}
}

/** Statuses that end the stage. */
export const FINAL: readonly StatusKind[] = ['accept', 'faccept', 'deny', 'info', 'quarantine', 'packet'];

const KEY = Symbol('outcomes');

/** What has been worked out for one file. */
class Outcomes {
	readonly #file: MailFile;
	readonly #functions = new Map<Node, Endings>();
	#calls = 0;

	constructor(file: MailFile) {
		this.#file = file;
	}

	ofBody(node: Node, body: Statement | Block): Endings {
		const known = this.#functions.get(node);
		if (known !== undefined) return known;
		const endings = new Endings();
		// While it is being worked out, or too deep in calls, nothing is known of it.
		const unknown = new Endings();
		unknown.add({ kind: 'unknown', node, file: this.#file });
		if (this.#calls >= MAX_CALLS) return unknown;
		this.#functions.set(node, unknown);
		this.#calls++;
		const walk = new PathWalk(this.#file, endings);
		walk.value(body, 0);
		this.#calls--;
		this.#functions.set(node, endings);
		return endings;
	}
}

function outcomesOf(file: MailFile): Outcomes {
	return file.analysis(KEY, (one) => new Outcomes(one));
}

/** How a function of a script can end. */
export function endingsOfFunction({ file, definition }: FunctionRef): Endings {
	return outcomesOf(file).ofBody(definition, definition.body);
}

/** How the function of a directive can end. */
export function endingsOfBody(file: MailFile, body: DirectiveBody): Endings {
	if (body.kind === 'function') return endingsOfFunction(body.ref);
	return outcomesOf(file).ofBody(body.closure, body.closure.body);
}

/** Goes along all paths of one body. `return` ends it wherever it stands. */
class PathWalk {
	readonly #file: MailFile;
	readonly #endings: Endings;

	constructor(file: MailFile, endings: Endings) {
		this.#file = file;
		this.#endings = endings;
	}

	#add(kind: EndingKind, node: Node): void {
		this.#endings.add({ kind, node, file: this.#file });
	}

	/** Adds what a statement or expression gives when its value is that of the body. */
	value(start: Statement | Expression, depth: number): void {
		const node = start.kind === 'ExpressionStatement' ? start.expression : start;
		if (depth > MAX_DEPTH) {
			this.#add('unknown', node);
			return;
		}
		switch (node.kind) {
			case 'Paren':
				this.value(node.expression, depth + 1);
				return;
			case 'Block':
				this.#block(node, depth);
				return;
			case 'If':
				this.#if(node, depth);
				return;
			case 'Switch':
				this.#switch(node, depth);
				return;
			case 'Try':
				this.#try(node, depth);
				return;
			case 'Return':
				this.#return(node, depth);
				return;
			case 'Throw':
			case 'Break':
			case 'Continue':
				return;
			case 'Loop':
				this.#returnsIn(node.body);
				this.#loop(node);
				return;
			case 'While':
			case 'Do':
			case 'For':
				this.#returnsIn(node);
				this.#add('nothing', node);
				return;
			case 'Let':
			case 'Assign':
			case 'Import':
			case 'Export':
			case 'Empty':
			case 'Function':
			case 'Test':
				this.#returnsIn(node);
				this.#add('nothing', node);
				return;
			case 'Variable':
				this.#variable(node, depth);
				return;
			case 'Call':
				this.#returnsIn(node);
				this.#call(node);
				return;
			default:
				this.#returnsIn(node);
				this.#other(node);
		}
	}

	/** The value of a loop without end is that of the `break` that leaves it. */
	#loop(node: LoopExpression): void {
		const exits = loopExits(this.#file).get(node) ?? [];
		if (exits.some(({ value }) => value !== null)) this.#add('unknown', node);
		else if (exits.length > 0) this.#add('nothing', node);
	}

	#block(block: Block, depth: number): void {
		const { statements } = block;
		const last = statements.findLastIndex(({ kind }) => kind !== 'Empty' && kind !== 'Function');
		for (const [at, statement] of statements.entries()) {
			if (at === last) break;
			this.#returnsIn(statement);
			if (alwaysLeaves(statement)) return;
		}
		const final = statements[last];
		if (final === undefined) this.#add('nothing', block);
		else this.value(final, depth + 1);
	}

	#if(node: IfExpression, depth: number): void {
		for (const branch of node.branches) {
			this.#returnsIn(branch.condition);
			this.value(branch.body, depth + 1);
		}
		if (node.otherwise === null) this.#add('nothing', node);
		else this.value(node.otherwise, depth + 1);
	}

	#switch(node: SwitchExpression, depth: number): void {
		this.#returnsIn(node.subject);
		const patterns: Expression[] = [];
		for (const arm of node.cases) {
			if (arm.guard !== null) this.#returnsIn(arm.guard);
			this.value(arm.action, depth + 1);
			if (arm.guard === null) patterns.push(...(arm.patterns ?? []));
		}
		const bools = new Set(patterns.flatMap((pattern) => (pattern.kind === 'Bool' ? pattern.value : [])));
		const complete = node.cases.some((arm) => arm.patterns === null && arm.guard === null) || bools.size === 2;
		if (!complete) this.#add('nothing', node);
	}

	#try(node: TryStatement, depth: number): void {
		this.value(node.body, depth + 1);
		this.#returnsIn(node.handler);
		// The value of a catch block is dropped.
		if (!alwaysLeaves(node.handler)) this.#add('nothing', node.handler);
	}

	#return(node: ReturnStatement, depth: number): void {
		if (node.value === null) this.#add('nothing', node);
		else this.value(node.value, depth + 1);
	}

	/** All `return`s of this body that stand in a piece of it. */
	#returnsIn(piece: Node): void {
		for (const node of returnsWithin(this.#file, piece)) this.#return(node, 1);
	}

	#variable(node: Extract<Expression, { kind: 'Variable' }>, depth: number): void {
		const found = this.#file.variable(node);
		const { initial, writes, kind } = found?.definition ?? { initial: null, writes: [], kind: undefined };
		const fixed = (kind === 'let' || kind === 'const') && writes.length === 0 && initial !== null;
		if (fixed && found !== undefined && depth < MAX_CALLS) {
			const walk = new PathWalk(found.file, this.#endings);
			// Only the value counts: a `return` in it has been seen where it stands.
			walk.#initial(bare(initial), depth + 1);
		} else this.#other(node);
	}

	#initial(node: Expression, depth: number): void {
		if (node.kind === 'Call') this.#call(node);
		else if (node.kind === 'Variable') this.#variable(node, depth);
		else this.#other(node);
	}

	#call(node: CallExpression): void {
		const use = this.#file.useAt(node);
		if (use?.operation.status !== undefined) {
			for (const kind of use.operation.status) this.#add(kind, node);
			return;
		}
		const script = this.#file.scriptFunction(node);
		if (script !== undefined) this.#endings.addAll(endingsOfFunction(script));
		else this.#other(node);
	}

	#other(node: Node): void {
		const kind = this.#file.kindOf(node as Expression);
		if (kind === undefined || kind === 'status') this.#add('unknown', node);
		else this.#add(kind === '()' ? 'nothing' : 'no status', node);
	}
}

const EXITS = Symbol('exits');

/** The `break`s that leave each loop. */
export function loopExits(file: MailFile): ReadonlyMap<Node, readonly BreakStatement[]> {
	return file.analysis(EXITS, ({ tree }) => {
		const exits = new Map<Node, BreakStatement[]>();
		for (const exit of tree.ofKind('Break')) {
			const loop = tree.loop(exit);
			const known = loop === undefined ? undefined : exits.get(loop);
			if (known !== undefined) known.push(exit);
			else if (loop !== undefined) exits.set(loop, [exit]);
		}
		return exits;
	});
}

const RETURNS = Symbol('returns');

/** The `return`s of a body by place, found by halving. */
function returnsWithin(file: MailFile, piece: Node): readonly ReturnStatement[] {
	const all = file.analysis(RETURNS, (one) => one.tree.ofKind('Return'));
	let low = 0;
	let high = all.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((all[middle] as ReturnStatement).start < piece.start) low = middle + 1;
		else high = middle;
	}
	const owner = file.tree.owner(piece);
	const found: ReturnStatement[] = [];
	for (let at = low; at < all.length; at++) {
		const node = all[at] as ReturnStatement;
		if (node.start >= piece.end) break;
		// That of a closure within leaves only the closure.
		if (file.tree.owner(node) === owner) found.push(node);
	}
	return found;
}

/** Whether no path leads past a statement. */
export function alwaysLeaves(start: Statement | Expression, depth = 0): boolean {
	const node = start.kind === 'ExpressionStatement' ? bare(start.expression) : start;
	if (depth > MAX_DEPTH) return false;
	switch (node.kind) {
		case 'Return':
		case 'Throw':
		case 'Break':
		case 'Continue':
			return true;
		case 'Block':
			return node.statements.some((statement) => alwaysLeaves(statement, depth + 1));
		case 'If':
			return (
				node.otherwise !== null &&
				alwaysLeaves(node.otherwise, depth + 1) &&
				node.branches.every(({ body }) => alwaysLeaves(body, depth + 1))
			);
		case 'Switch':
			return (
				node.cases.some(({ patterns, guard }) => patterns === null && guard === null) &&
				node.cases.every(({ action }) => alwaysLeaves(action, depth + 1))
			);
		case 'Try':
			return alwaysLeaves(node.body, depth + 1) && alwaysLeaves(node.handler, depth + 1);
		default:
			return false;
	}
}
