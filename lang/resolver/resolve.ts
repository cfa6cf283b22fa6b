/**
 * Resolves every name of a script to its declaration in one walk in source order (language spec 4.2, 7.6).
 *
 * Order matters: a `let` is visible from the statement after it, so `let x = x` reads the older `x`, and a second
 * `let` of the same name is a new variable that earlier closures do not see. Functions are the exception: all of a
 * script are known before its first line. The thing a newcomer gets wrong is that inside a closure the name of a
 * script function wins over an outer variable, while everywhere else the variable wins.
 */

import type {
	Block,
	CallExpression,
	ClosureExpression,
	Expression,
	FunctionDefinition,
	Identifier,
	Node,
	Script,
	Statement,
	Variable,
} from '../ast/nodes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Value } from '../values/value.ts';
import type {
	Binding,
	Capture,
	CaptureSource,
	FunctionNode,
	FunctionScope,
	Resolution,
	ResolvedScript,
	VisibleName,
} from './bindings.ts';
import {
	assignmentToConstant,
	forbiddenVariable,
	moduleUndefined,
	variableExists,
	variableUndefined,
} from './problems.ts';

export interface ResolveOptions {
	/** Unresolvable names and module roots are errors. */
	readonly strictVariables?: boolean;
	/** Redeclaring a visible name is an error. */
	readonly noShadowing?: boolean;
	/** Constants of the host's scope at compile time: substituted everywhere, also inside functions. */
	readonly hostConstants?: ReadonlyMap<string, Value>;
	/** Further names that exist at run time (host scope, global modules), for strict variables. */
	readonly knownNames?: (name: string) => boolean;
	readonly knownModules?: (name: string) => boolean;
	/** Whether a script may declare a variable or constant of this name. */
	readonly allowsName?: (name: string, constant: boolean) => boolean;
}

const DYNAMIC: Resolution = { kind: 'dynamic' };
const FUNCTION: Resolution = { kind: 'function' };

/** Names visible in one block. */
interface BlockScope {
	readonly names: Map<string, Binding>;
	readonly parent: BlockScope | null;
	readonly owner: FunctionScope;
}

class Resolver {
	readonly #source: SourceFile;
	readonly #options: ResolveOptions;
	readonly #functionNames: ReadonlySet<string>;
	readonly #scopes = new Map<FunctionNode, FunctionScope>();
	readonly #variables = new Map<Variable, Resolution>();
	readonly #bindings = new Map<Identifier, Binding>();
	readonly #visible = new Map<CallExpression, VisibleName[]>();
	readonly #topLevel: Binding[] = [];
	readonly #diagnostics: Diagnostic[] = [];
	readonly #imports = new Set<string>();
	#block: BlockScope | null = null;
	#function: FunctionScope;

	constructor(source: SourceFile, script: Script, options: ResolveOptions) {
		this.#source = source;
		this.#options = options;
		this.#functionNames = new Set(
			script.statements.flatMap((statement) => (statement.kind === 'Function' ? [statement.name.name] : [])),
		);
		this.#function = this.#openFunction('script', script, null);
	}

	resolve(script: Script): ResolvedScript {
		const functions = script.statements.filter((statement) => statement.kind === 'Function');
		this.#collectImports(script.statements);
		this.#inBlock(() => {
			for (const statement of script.statements) this.#statement(statement);
		});
		for (const definition of functions) this.#functionDefinition(definition);
		this.#shareWithCallees();
		return {
			script,
			functions,
			scopes: this.#scopes,
			variables: this.#variables,
			bindings: this.#bindings,
			visible: this.#visible,
			topLevel: this.#topLevel,
			noShadowing: this.#options.noShadowing ?? false,
			diagnostics: this.#diagnostics,
		};
	}

	// ------------------------------------------------------------------------------------------------- scopes

	#openFunction(kind: FunctionScope['kind'], node: FunctionNode, parent: FunctionScope | null): FunctionScope {
		const scope: FunctionScope = { kind, node, parent, captures: [], usesThis: false, changesThis: false };
		this.#scopes.set(node, scope);
		return scope;
	}

	#inBlock(body: () => void): void {
		const outer = this.#block;
		this.#block = { names: new Map(), parent: outer, owner: this.#function };
		body();
		this.#block = outer;
	}

	#declare(identifier: Identifier, constant: boolean): Binding {
		const block = this.#block as BlockScope;
		const { name } = identifier;
		if (this.#options.noShadowing && this.#isVisible(name)) {
			this.#diagnostics.push(variableExists(this.#source, identifier));
		}
		if (this.#options.allowsName?.(name, constant) === false) {
			this.#diagnostics.push(forbiddenVariable(this.#source, identifier));
		}
		const binding: Binding = {
			name,
			constant,
			owner: this.#function,
			declaration: identifier,
			replaces: block.names.has(name),
			captured: false,
			register: -1,
		};
		block.names.set(name, binding);
		this.#bindings.set(identifier, binding);
		if (block.parent === null && this.#function.kind === 'script') this.#topLevel.push(binding);
		return binding;
	}

	#isVisible(name: string): boolean {
		for (let block = this.#block; block !== null && block.owner === this.#function; block = block.parent) {
			if (block.names.has(name)) return true;
		}
		return false;
	}

	/** The nearest declaration, in whatever enclosing closure or function. */
	#find(name: string): Binding | undefined {
		for (let block = this.#block; block !== null; block = block.parent) {
			const binding = block.names.get(name);
			if (binding !== undefined) return binding;
		}
		return undefined;
	}

	#lookUp(identifier: Identifier): Resolution {
		const { name } = identifier;
		const binding = this.#find(name);
		if (binding !== undefined && binding.owner === this.#function) return { kind: 'local', binding };
		const inClosure = this.#function.kind === 'closure';
		if (this.#functionNames.has(name) && (inClosure || binding === undefined)) return FUNCTION;
		const constants = this.#options.hostConstants;
		if (binding === undefined && constants?.has(name)) return { kind: 'constant', value: constants.get(name) };
		if (inClosure) return { kind: 'captured', capture: this.#capture(this.#function, identifier, binding) };
		if (this.#options.strictVariables && !this.#options.knownNames?.(name)) {
			this.#diagnostics.push(variableUndefined(this.#source, identifier));
		}
		return DYNAMIC;
	}

	/** Makes a closure, and every closure between it and the variable, capture a name. */
	#capture(closure: FunctionScope, identifier: Identifier, binding: Binding | undefined): Capture {
		const known = closure.captures.find(
			(capture) => capture.name === identifier.name && sameVariable(capture.source, binding),
		);
		if (known !== undefined) return known;
		const outer = closure.parent as FunctionScope;
		let source: CaptureSource;
		if (binding !== undefined && binding.owner === outer) {
			binding.captured = true;
			source = { kind: 'local', binding };
		} else if (outer.kind === 'closure') {
			source = { kind: 'captured', capture: this.#capture(outer, identifier, binding) };
		} else {
			if (this.#options.strictVariables && !this.#options.knownNames?.(identifier.name)) {
				this.#diagnostics.push(variableUndefined(this.#source, identifier));
			}
			source = { kind: 'dynamic' };
		}
		const capture: Capture = { name: identifier.name, index: closure.captures.length, source, place: identifier };
		closure.captures.push(capture);
		return capture;
	}

	/**
	 * A closure in a function called as `f!()` can capture variables of the caller. Which ones is known only by name, so
	 * every variable of such a name that a `f!()` can see becomes a cell.
	 */
	#shareWithCallees(): void {
		const names = new Set<string>();
		for (const scope of this.#scopes.values()) {
			for (const { name, source } of scope.captures) if (source.kind === 'dynamic') names.add(name);
		}
		for (const list of this.#visible.values()) {
			for (const { name, resolution } of list) {
				if (resolution.kind === 'local' && names.has(name)) resolution.binding.captured = true;
			}
		}
	}

	#visibleNames(): VisibleName[] {
		const names = new Map<string, VisibleName>();
		for (let block = this.#block; block !== null && block.owner === this.#function; block = block.parent) {
			for (const [name, binding] of block.names) {
				if (!names.has(name)) names.set(name, { name, resolution: { kind: 'local', binding } });
			}
		}
		return [...names.values()];
	}

	// --------------------------------------------------------------------------------------------- statements

	#collectImports(statements: readonly Statement[]): void {
		for (const statement of statements) {
			if (statement.kind === 'Import' && statement.alias !== null) this.#imports.add(statement.alias.name);
		}
	}

	#statements(statements: readonly Statement[]): void {
		this.#inBlock(() => {
			for (const statement of statements) this.#statement(statement);
		});
	}

	#statement(statement: Statement): void {
		switch (statement.kind) {
			case 'Empty':
			case 'Continue':
			case 'Error':
			case 'Function':
				return;
			case 'ExpressionStatement':
				return this.#expression(statement.expression);
			case 'Let':
				if (statement.value !== null) this.#expression(statement.value);
				this.#declare(statement.name, statement.constant);
				return;
			case 'Assign':
				this.#expression(statement.value);
				this.#assignmentTarget(statement.target);
				return;
			case 'Break':
			case 'Return':
			case 'Throw':
				if (statement.value !== null) this.#expression(statement.value);
				return;
			case 'Try':
				this.#blockBody(statement.body);
				this.#inBlock(() => {
					if (statement.catchName !== null) this.#declare(statement.catchName, false);
					this.#blockBody(statement.handler);
				});
				return;
			case 'Import':
				this.#expression(statement.path);
				if (statement.alias !== null) this.#imports.add(statement.alias.name);
				return;
			case 'Export':
				if (statement.declaration !== null) this.#statement(statement.declaration);
				else if (statement.name !== null) {
					const binding = this.#find(statement.name.name);
					// An unknown name is an error of the run (language spec 8.2): the host's scope may have it.
					if (binding !== undefined) this.#bindings.set(statement.name, binding);
				}
				return;
			case 'Test':
				this.#expression(statement.body);
				return;
		}
	}

	#blockBody(block: Block): void {
		this.#statements(block.statements);
	}

	#assignmentTarget(target: Expression): void {
		let root = target;
		while (root.kind === 'Paren') root = root.expression;
		this.#expression(target);
		if (rootOf(target)?.kind === 'This') this.#function.changesThis = true;
		if (root.kind !== 'Variable' || root.namespace.length > 0) return;
		const resolution = this.#variables.get(root) as Resolution;
		if ((resolution.kind === 'local' && resolution.binding.constant) || resolution.kind === 'constant') {
			this.#diagnostics.push(assignmentToConstant(this.#source, root.name));
		}
	}

	// -------------------------------------------------------------------------------------------- expressions

	#expressions(list: readonly Expression[]): void {
		for (const item of list) this.#expression(item);
	}

	#expression(node: Expression): void {
		switch (node.kind) {
			case 'Unit':
			case 'Bool':
			case 'Int':
			case 'Float':
			case 'Char':
			case 'String':
			case 'Error':
				return;
			case 'Break':
			case 'Continue':
			case 'Return':
			case 'Throw':
				return this.#statement(node);
			case 'Template':
				for (const part of node.parts) if (part.kind === 'Interpolation') this.#blockBody(part.body);
				return;
			case 'Array':
				return this.#expressions(node.elements);
			case 'Map':
				for (const entry of node.entries) this.#expression(entry.value);
				return;
			case 'This':
				this.#function.usesThis = true;
				return;
			case 'Variable':
				if (node.namespace.length === 0) this.#variables.set(node, this.#lookUp(node.name));
				else this.#namespace(node.namespace);
				return;
			case 'Call':
				return this.#call(node);
			case 'Chain':
				this.#expression(node.root);
				for (const step of node.steps) {
					if (step.kind === 'IndexStep') this.#expression(step.index);
					else if (step.kind === 'MethodStep') {
						this.#expressions(step.args);
						// Whether the method changes its receiver is known only at run time.
						if (rootOf(node)?.kind === 'This') this.#function.changesThis = true;
					}
				}
				return;
			case 'Unary':
				return this.#expression(node.operand);
			case 'Binary':
				this.#expression(node.left);
				return this.#expression(node.right);
			case 'Range':
				if (node.from !== null) this.#expression(node.from);
				if (node.to !== null) this.#expression(node.to);
				return;
			case 'Paren':
				return this.#expression(node.expression);
			case 'Closure':
				return this.#closure(node);
			case 'Block':
				return this.#blockBody(node);
			case 'If':
				for (const branch of node.branches) {
					this.#expression(branch.condition);
					this.#blockBody(branch.body);
				}
				if (node.otherwise !== null) this.#blockBody(node.otherwise);
				return;
			case 'Switch':
				this.#expression(node.subject);
				for (const arm of node.cases) {
					this.#inBlock(() => {
						if (arm.guard !== null) this.#expression(arm.guard);
						this.#statement(arm.action);
					});
				}
				return;
			case 'While':
				this.#expression(node.condition);
				return this.#blockBody(node.body);
			case 'Loop':
				return this.#blockBody(node.body);
			case 'Do':
				this.#blockBody(node.body);
				return this.#expression(node.condition);
			case 'For':
				this.#expression(node.iterable);
				this.#inBlock(() => {
					this.#declare(node.variable, false);
					if (node.counter !== null) this.#declare(node.counter, false);
					this.#blockBody(node.body);
				});
				return;
			case 'Directive':
				if (node.service !== null) this.#expression(node.service);
				return this.#expression(node.body);
			case 'Object':
			case 'Service':
				this.#expression(node.value);
				this.#declare(node.name, true);
				return;
		}
	}

	#call(node: CallExpression): void {
		if (node.namespace.length > 0) this.#namespace(node.namespace);
		this.#expressions(node.args);
		// A native function may take its first argument by reference (language spec 7.2), also through `call(f, x)`.
		const changeable = node.args.slice(0, node.name.name === 'call' ? 2 : 1);
		if (changeable.some((arg) => unparenthesized(arg).kind === 'This')) this.#function.changesThis = true;
		if (node.bang || node.name.name === 'is_def_var') this.#visible.set(node, this.#visibleNames());
	}

	#namespace(namespace: readonly Identifier[]): void {
		const root = namespace[0] as Identifier;
		if (!this.#options.strictVariables || root.name === 'global') return;
		if (!this.#imports.has(root.name) && !this.#options.knownModules?.(root.name)) {
			this.#diagnostics.push(moduleUndefined(this.#source, root));
		}
	}

	#closure(node: ClosureExpression): void {
		const outer = this.#function;
		this.#function = this.#openFunction('closure', node, outer);
		this.#inBlock(() => {
			for (const param of node.params) this.#declare(param, false);
			this.#statement(node.body);
		});
		this.#function = outer;
	}

	#functionDefinition(node: FunctionDefinition): void {
		this.#function = this.#openFunction('function', node, null);
		const outer = this.#block;
		this.#block = null;
		this.#inBlock(() => {
			for (const param of node.params) this.#declare(param, false);
			this.#blockBody(node.body);
		});
		this.#block = outer;
	}
}

function sameVariable(source: CaptureSource, binding: Binding | undefined): boolean {
	let at = source;
	while (at.kind === 'captured') at = at.capture.source;
	return at.kind === 'local' ? at.binding === binding : binding === undefined;
}

/** The expression without the parentheses around it. */
export function unparenthesized(node: Expression): Expression {
	let inner = node;
	while (inner.kind === 'Paren') inner = inner.expression;
	return inner;
}

/** What an access chain starts from, looking through parentheses and nested chains. */
export function rootOf(node: Expression): Node | undefined {
	let inner = unparenthesized(node);
	while (inner.kind === 'Chain') inner = unparenthesized(inner.root);
	return inner;
}

/** Resolves a parsed script. Never throws; problems are in the result. */
export function resolve(source: SourceFile, script: Script, options: ResolveOptions = {}): ResolvedScript {
	return new Resolver(source, script, options).resolve(script);
}
