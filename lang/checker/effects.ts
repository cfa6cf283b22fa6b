/**
 * What statements and expressions do beside having a value: which are without effect, which never let the next
 * statement run, and whether anybody takes the value of a statement.
 */

import type {
	CallExpression,
	ChainExpression,
	Expression,
	MethodStep,
	Node,
	Statement,
	SwitchExpression,
} from '../ast/nodes.ts';
import type { TypeInference } from './infer.ts';
import type { Library, LibraryOverload } from './library.ts';
import { bare, type ScopeModel } from './scopes.ts';
import type { TreeIndex } from './tree-index.ts';

/** Kinds that only compute a value from their parts. */
const PURE_KINDS: ReadonlySet<string> = new Set([
	'Script',
	'Unit',
	'Bool',
	'Int',
	'Float',
	'Char',
	'String',
	'Template',
	'TemplateText',
	'Interpolation',
	'Array',
	'Map',
	'MapEntry',
	'This',
	'Variable',
	'Identifier',
	'Chain',
	'PropertyStep',
	'IndexStep',
	'Unary',
	'Binary',
	'Range',
	'Paren',
	'Closure',
	'Block',
	'ExpressionStatement',
	'If',
	'IfBranch',
	'Switch',
	'SwitchCase',
	'Empty',
]);

/** Statements that do not count for the value of their block. */
function isSilent(statement: Statement): boolean {
	return statement.kind === 'Empty' || statement.kind === 'Function';
}

export class Effects {
	readonly #tree: TreeIndex;
	readonly #scopes: ScopeModel;
	readonly #library: Library;
	readonly #types: TypeInference;
	readonly #impure = new Set<Node>();
	readonly #left = new Set<Node>();
	readonly #leaving = new Map<Node, boolean>();

	constructor(tree: TreeIndex, scopes: ScopeModel, library: Library, types: TypeInference) {
		this.#tree = tree;
		this.#scopes = scopes;
		this.#library = library;
		this.#types = types;
		this.#findEffects();
		for (const node of tree.ofKind('Break')) {
			const loop = tree.loop(node);
			if (loop !== undefined) this.#left.add(loop);
		}
	}

	/** The expression changes nothing, ends nothing and calls nothing that might; evaluating it again gives the same. */
	isPure(expression: Expression): boolean {
		return !this.#impure.has(bare(expression));
	}

	#findEffects(): void {
		for (const node of this.#tree.all) {
			if (PURE_KINDS.has(node.kind) || this.#isPureCall(node)) continue;
			// What a closure does happens when it is called; making one does nothing.
			for (let at: Node | undefined = node; at !== undefined && at.kind !== 'Closure'; at = this.#tree.parent(at)) {
				if (this.#impure.has(at)) break;
				this.#impure.add(at);
			}
		}
	}

	#isPureCall(node: Node): boolean {
		if (node.kind === 'Call') return this.pureCall(node) !== undefined;
		if (node.kind !== 'MethodStep') return false;
		const chain = this.#tree.parent(node);
		return chain?.kind === 'Chain' && this.pureMethod(chain, node) !== undefined;
	}

	/** The declaration behind a plain call that only computes a result; `undefined` if it may do more. */
	pureCall(call: CallExpression): LibraryOverload | undefined {
		const key = `${call.name.name}/${call.args.length}`;
		if (call.name.name === 'call') return undefined;
		if (call.bang || this.#scopes.plainFunctions.has(key)) return undefined;
		const root = call.namespace[0];
		if (root !== undefined && this.#scopes.importAliases.has(root.name)) return undefined;
		return allPure(this.#types.overloadsOf(call));
	}

	/**
	 * The same for a method. A map may hold a closure of that name, so where the receiver may be a map the name must
	 * be one that occurs nowhere in the file as a key or property.
	 */
	pureMethod(chain: ChainExpression, step: MethodStep): LibraryOverload | undefined {
		const { name } = step.name;
		if (name === 'call') return undefined;
		if (this.#scopes.methodFunctions.has(`${name}/${step.args.length}`)) return undefined;
		const receiver = this.#types.typeBefore(chain, step);
		const mayBeMap = receiver.word === 'map' || receiver.word === 'any';
		if (mayBeMap && this.#scopes.memberNames.has(name)) return undefined;
		const found = this.#library.global.functions.get(name);
		if (found === undefined || (found.open && receiver.word === 'any')) return undefined;
		const candidates = found.overloads(step.args.length + 1);
		return allPure(receiver.word === 'any' ? candidates : this.#types.methodOverloads(receiver, step));
	}

	// ---------------------------------------------------------------------------------------- leaving a block

	/** Whether the statement after this one can never run. */
	leaves(statement: Statement | Expression): boolean {
		const known = this.#leaving.get(statement);
		if (known !== undefined) return known;
		const answer = this.#computeLeaves(statement);
		this.#leaving.set(statement, answer);
		return answer;
	}

	#computeLeaves(node: Statement | Expression): boolean {
		switch (node.kind) {
			case 'Return':
			case 'Throw':
			case 'Break':
			case 'Continue':
				return true;
			case 'ExpressionStatement':
			case 'Paren':
				return this.leaves(node.expression);
			case 'Block':
				return node.statements.some((statement) => this.leaves(statement));
			case 'If':
				return (
					node.otherwise !== null &&
					this.leaves(node.otherwise) &&
					node.branches.every((branch) => this.leaves(branch.body))
				);
			case 'Switch':
				return this.#switchLeaves(node);
			case 'Try':
				return this.leaves(node.body) && this.leaves(node.handler);
			case 'Loop':
				return !this.#left.has(node);
			case 'While':
				return bare(node.condition).kind === 'Bool' && isTrue(node.condition) && !this.#left.has(node);
			case 'Call':
				return this.#neverReturns(node);
			default:
				return false;
		}
	}

	#switchLeaves(node: SwitchExpression): boolean {
		const complete = node.cases.some((arm) => arm.patterns === null);
		return complete && node.cases.every((arm) => this.leaves(arm.action));
	}

	#neverReturns(node: CallExpression): boolean {
		if (
			node.bang ||
			node.namespace.length > 0 ||
			this.#scopes.plainFunctions.has(`${node.name.name}/${node.args.length}`)
		) {
			return false;
		}
		const overloads = this.#types.overloadsOf(node);
		return (
			overloads.length > 0 &&
			overloads.every((overload) =>
				overload.declaration?.overloads.every(
					(one) => one.params.length !== node.args.length || one.returns === 'never',
				),
			)
		);
	}

	// -------------------------------------------------------------------------------------------- used values

	/** Whether the value of a statement can reach anybody: as the value of a block, a function, the script. */
	valueIsUsed(statement: Statement): boolean {
		let node: Node = statement;
		for (;;) {
			const parent = this.#tree.parent(node);
			if (parent === undefined) return true;
			switch (parent.kind) {
				case 'Script':
				case 'Block':
					if (!isLast(parent.statements, node)) return false;
					break;
				case 'While':
				case 'Loop':
				case 'Do':
				case 'For':
					return parent.body !== node;
				case 'Try':
					// The value of a catch block is dropped.
					if (parent.handler === node) return false;
					break;
				case 'IfBranch':
					if (parent.condition === node) return true;
					break;
				case 'SwitchCase':
					if (parent.action !== node) return true;
					break;
				case 'Switch':
					if (parent.subject === node) return true;
					break;
				case 'If':
				case 'Paren':
				case 'ExpressionStatement':
					break;
				default:
					return true;
			}
			node = parent;
		}
	}
}

function isTrue(condition: Expression): boolean {
	const inner = bare(condition);
	return inner.kind === 'Bool' && inner.value;
}

function isLast(statements: readonly Statement[], node: Node): boolean {
	for (let at = statements.length - 1; at >= 0; at--) {
		const statement = statements[at] as Statement;
		if (statement === node) return true;
		if (!isSilent(statement)) return false;
	}
	return false;
}

function allPure(overloads: readonly LibraryOverload[]): LibraryOverload | undefined {
	return overloads.every((overload) => overload.effect === 'pure') ? overloads[0] : undefined;
}
