/**
 * Builds the model of `scopes.ts` in one walk in source order.
 *
 * Recursion is bounded by the nesting that the parser allows, except in two places where a tree may be as deep as a
 * file is long: the left side of operator chains and rows of prefix operators. Those are loops.
 */

import type {
	AssignStatement,
	BinaryExpression,
	Block,
	CallExpression,
	ChainExpression,
	ClosureExpression,
	Expression,
	FunctionDefinition,
	Identifier,
	ImportStatement,
	Node,
	Script,
	Statement,
	Variable,
} from '../ast/nodes.ts';
import {
	type BlockNames,
	bare,
	type Definition,
	type DefinitionKind,
	type Frame,
	functionOf,
	type ImportName,
	type QualifiedUse,
	type ScopeModel,
	type UnresolvedName,
	variableOf,
} from './scopes.ts';

/** How a variable is mentioned. */
type Mention = 'read' | 'write' | 'part-write';

interface ImportBlock {
	readonly names: Map<string, ImportName>;
	readonly parent: ImportBlock | null;
}

class ScopeBuilder {
	readonly #script: Script;
	readonly #definitions: Definition[] = [];
	readonly #definitionOf = new Map<Variable, Definition>();
	readonly #unresolved: UnresolvedName[] = [];
	readonly #unresolvedExports: Identifier[] = [];
	readonly #imports: ImportName[] = [];
	readonly #pendingQualified: { node: Variable | CallExpression; frame: Frame; imports: ImportBlock }[] = [];
	readonly #functions = new Map<string, FunctionDefinition[]>();
	readonly #functionPointers = new Map<Variable, readonly FunctionDefinition[]>();
	readonly #bangCalled = new Set<string>();
	readonly #testedNames = new Set<string>();
	readonly #testedFunctions = new Set<string>();
	readonly #memberNames = new Set<string>();
	readonly #globalConstants = new Map<string, Definition[]>();
	#testsAnyVariable = false;
	#testsAnyFunction = false;
	#bangPointer = false;
	#frame: Frame;
	#block: BlockNames;
	#importBlock: ImportBlock = { names: new Map(), parent: null };

	constructor(script: Script) {
		this.#script = script;
		this.#frame = { kind: 'script', node: script, parent: null };
		this.#block = { names: new Map(), parent: null, frame: this.#frame };
		for (const statement of script.statements) {
			if (statement.kind !== 'Function') continue;
			const list = this.#functions.get(statement.name.name);
			if (list === undefined) this.#functions.set(statement.name.name, [statement]);
			else list.push(statement);
		}
	}

	build(): ScopeModel {
		const definitions = [...this.#functions.values()].flat();
		const key = (definition: FunctionDefinition): string => `${definition.name.name}/${definition.params.length}`;
		for (const statement of this.#script.statements) this.#statement(statement);
		// Names of the script are not visible in functions, except what declares objects and services (directive spec 9).
		const objects: BlockNames = { names: new Map(), parent: null, frame: this.#frame };
		for (const [name, definition] of this.#block.names) {
			if (definition.kind === 'object' || definition.kind === 'service') objects.names.set(name, definition);
		}
		for (const definition of definitions) this.#functionBody(definition, objects);
		const qualified = this.#resolveQualified();
		return {
			script: this.#script,
			definitions: this.#definitions,
			definitionOf: this.#definitionOf,
			unresolved: this.#unresolved,
			unresolvedExports: this.#unresolvedExports,
			imports: this.#imports,
			qualified,
			functions: this.#functions,
			plainFunctions: new Set(definitions.filter((definition) => definition.thisType === null).map(key)),
			methodFunctions: new Set(definitions.map(key)),
			importAliases: new Set(this.#imports.map((entry) => entry.alias.name)),
			memberNames: this.#memberNames,
			functionPointers: this.#functionPointers,
			bangCalled: this.#bangCalled,
			bangPointer: this.#bangPointer,
			dynamicNames: this.#dynamicNames(),
			testsVariable: (name) => this.#testsAnyVariable || this.#testedNames.has(name),
			testsFunction: (name) => this.#testsAnyFunction || this.#testedFunctions.has(name),
			globalConstants: this.#globalConstants,
		};
	}

	// ------------------------------------------------------------------------------------------------- scopes

	#inBlock(body: () => void): void {
		const outer = this.#block;
		const outerImports = this.#importBlock;
		this.#block = { names: new Map(), parent: outer, frame: this.#frame };
		this.#importBlock = { names: new Map(), parent: outerImports };
		body();
		this.#block = outer;
		this.#importBlock = outerImports;
	}

	#declare(identifier: Identifier, kind: DefinitionKind, node: Node, initial: Expression | null): Definition {
		const topLevel = this.#block.parent === null && this.#frame.kind === 'script';
		const definition: Definition = {
			name: identifier.name,
			kind,
			identifier,
			node,
			initial,
			frame: this.#frame,
			topLevel,
			exported: false,
			reads: [],
			writes: [],
			partWrites: [],
			chains: [],
			firstArguments: [],
			captured: false,
		};
		this.#definitions.push(definition);
		this.#block.names.set(identifier.name, definition);
		const constant = kind === 'const' || kind === 'object' || kind === 'service';
		if (topLevel && constant) {
			const list = this.#globalConstants.get(identifier.name);
			if (list === undefined) this.#globalConstants.set(identifier.name, [definition]);
			else list.push(definition);
		}
		return definition;
	}

	#find(name: string): Definition | undefined {
		for (let block: BlockNames | null = this.#block; block !== null; block = block.parent) {
			const definition = block.names.get(name);
			if (definition !== undefined) return definition;
		}
		return undefined;
	}

	/** Records a use of a plain name and gives its definition. */
	#mention(node: Variable, mention: Mention): Definition | undefined {
		const { name } = node.name;
		const definition = this.#find(name);
		const foreign = definition !== undefined && definition.frame !== this.#frame;
		const functions = this.#functions.get(name);
		if (functions !== undefined && (definition === undefined || foreign)) {
			// Inside a closure the function wins over an outer variable, elsewhere the variable does.
			this.#functionPointers.set(node, functions);
			return undefined;
		}
		if (definition === undefined) {
			this.#unresolved.push({ node, frame: this.#frame, block: this.#block });
			return undefined;
		}
		if (foreign) definition.captured = true;
		if (mention === 'read') definition.reads.push(node);
		this.#definitionOf.set(node, definition);
		return definition;
	}

	/** Free names of all functions that may see their caller's variables. */
	#dynamicNames(): Set<string> {
		const names = new Set<string>();
		for (const { node, frame } of this.#unresolved) {
			const owner = functionOf(frame);
			if (owner !== undefined && (this.#bangPointer || this.#bangCalled.has(owner.name.name)))
				names.add(node.name.name);
		}
		return names;
	}

	/** Imports are looked up when code runs, so a function may use one that stands after it or in a caller's block. */
	#resolveQualified(): QualifiedUse[] {
		const byAlias = new Map<string, ImportName[]>();
		for (const entry of this.#imports) {
			const list = byAlias.get(entry.alias.name);
			if (list === undefined) byAlias.set(entry.alias.name, [entry]);
			else list.push(entry);
		}
		return this.#pendingQualified.map(({ node, frame, imports }) => {
			const root = (node.namespace[0] as Identifier).name;
			if (root === 'global' && node.kind === 'Variable') {
				for (const definition of this.#globalConstants.get(node.name.name) ?? []) definition.reads.push(node);
			}
			let found: ImportName | undefined;
			for (let block: ImportBlock | null = imports; block !== null && found === undefined; block = block.parent) {
				found = block.names.get(root);
			}
			if (found !== undefined) found.uses.push(node);
			else {
				const candidates = byAlias.get(root) ?? [];
				for (const candidate of candidates) candidate.uses.push(node);
				if (candidates.length === 1) found = candidates[0];
			}
			return { node, import: found, frame };
		});
	}

	// --------------------------------------------------------------------------------------------- statements

	#blockBody(block: Block): void {
		this.#inBlock(() => {
			for (const statement of block.statements) this.#statement(statement);
		});
	}

	#statement(statement: Statement): void {
		switch (statement.kind) {
			case 'ExpressionStatement':
				this.#expression(statement.expression);
				return;
			case 'Let': {
				if (statement.value !== null) this.#expression(statement.value);
				this.#declare(statement.name, statement.constant ? 'const' : 'let', statement, statement.value);
				return;
			}
			case 'Assign':
				this.#assignment(statement);
				return;
			case 'Break':
			case 'Return':
			case 'Throw':
				if (statement.value !== null) this.#expression(statement.value);
				return;
			case 'Try':
				this.#blockBody(statement.body);
				this.#inBlock(() => {
					if (statement.catchName !== null) this.#declare(statement.catchName, 'catch', statement, null);
					this.#blockBody(statement.handler);
				});
				return;
			case 'Import':
				this.#import(statement);
				return;
			case 'Export':
				if (statement.declaration !== null) {
					this.#statement(statement.declaration);
					const exported = this.#block.names.get(statement.declaration.name.name);
					if (exported !== undefined) exported.exported = true;
				} else if (statement.name !== null) {
					const exported = this.#find(statement.name.name);
					if (exported !== undefined) exported.exported = true;
					else this.#unresolvedExports.push(statement.name);
				}
				return;
			case 'Test':
				this.#expression(statement.body);
				return;
			default:
				return;
		}
	}

	#import(statement: ImportStatement): void {
		this.#expression(statement.path);
		if (statement.alias === null) return;
		const topLevel = this.#block.parent === null && this.#frame.kind === 'script';
		const entry: ImportName = { statement, alias: statement.alias, topLevel, uses: [] };
		this.#imports.push(entry);
		this.#importBlock.names.set(statement.alias.name, entry);
	}

	#assignment(statement: AssignStatement): void {
		this.#expression(statement.value);
		const variable = variableOf(statement.target);
		if (variable !== undefined) {
			this.#mention(variable, 'write')?.writes.push(statement);
			return;
		}
		const target = bare(statement.target);
		if (target.kind !== 'Chain') {
			this.#expression(target);
			return;
		}
		this.#chain(target, 'part-write')?.partWrites.push(statement);
	}

	// -------------------------------------------------------------------------------------------- expressions

	/** Walks the parts of a chain; gives the definition of its root where that is a variable. */
	#chain(chain: ChainExpression, mention: Mention): Definition | undefined {
		for (const step of chain.steps) {
			if (step.kind === 'PropertyStep' && mention === 'part-write') this.#memberNames.add(step.name.name);
			else if (step.kind === 'IndexStep') {
				if (step.index.kind === 'String') this.#memberNames.add(step.index.value);
				this.#expression(step.index);
			} else if (step.kind === 'MethodStep') for (const argument of step.args) this.#expression(argument);
		}
		const root = bare(chain.root);
		if (root.kind === 'Chain') return this.#chain(root, mention);
		const variable = variableOf(root);
		if (variable === undefined) {
			this.#expression(root);
			return undefined;
		}
		const definition = this.#mention(variable, mention);
		definition?.chains.push(chain);
		return definition;
	}

	#expression(start: Expression): void {
		let node = start;
		while (node.kind === 'Unary' || node.kind === 'Paren') {
			node = node.kind === 'Unary' ? node.operand : node.expression;
		}
		switch (node.kind) {
			case 'Break':
			case 'Return':
			case 'Throw':
				this.#statement(node);
				return;
			case 'Template':
				for (const part of node.parts) if (part.kind === 'Interpolation') this.#blockBody(part.body);
				return;
			case 'Array':
				for (const element of node.elements) this.#expression(element);
				return;
			case 'Map':
				for (const entry of node.entries) {
					this.#memberNames.add(entry.key.kind === 'Identifier' ? entry.key.name : entry.key.value);
					this.#expression(entry.value);
				}
				return;
			case 'Variable':
				if (node.namespace.length > 0) this.#qualified(node);
				else this.#mention(node, 'read');
				return;
			case 'Call':
				this.#call(node);
				return;
			case 'Chain':
				this.#chain(node, 'read');
				return;
			case 'Binary':
				this.#binary(node);
				return;
			case 'Range':
				if (node.from !== null) this.#expression(node.from);
				if (node.to !== null) this.#expression(node.to);
				return;
			case 'Closure':
				this.#closure(node);
				return;
			case 'Block':
				this.#blockBody(node);
				return;
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
					for (const pattern of arm.patterns ?? []) this.#expression(pattern);
					this.#inBlock(() => {
						if (arm.guard !== null) this.#expression(arm.guard);
						this.#statement(arm.action);
					});
				}
				return;
			case 'While':
				this.#expression(node.condition);
				this.#blockBody(node.body);
				return;
			case 'Loop':
				this.#blockBody(node.body);
				return;
			case 'Do':
				this.#blockBody(node.body);
				this.#expression(node.condition);
				return;
			case 'For':
				this.#expression(node.iterable);
				this.#inBlock(() => {
					this.#declare(node.variable, 'loop', node, null);
					if (node.counter !== null) this.#declare(node.counter, 'counter', node, null);
					this.#blockBody(node.body);
				});
				return;
			case 'Directive':
				if (node.service !== null) this.#expression(node.service);
				this.#expression(node.body);
				return;
			case 'Object':
			case 'Service':
				this.#expression(node.value);
				this.#declare(node.name, node.kind === 'Object' ? 'object' : 'service', node, null);
				return;
			default:
				return;
		}
	}

	/** Operands from left to right without descending the left side by recursion. */
	#binary(start: BinaryExpression): void {
		const rights: Expression[] = [];
		let left: Expression = start;
		while (left.kind === 'Binary') {
			rights.push(left.right);
			left = left.left;
		}
		this.#expression(left);
		for (let at = rights.length - 1; at >= 0; at--) this.#expression(rights[at] as Expression);
	}

	#call(node: CallExpression): void {
		const { name } = node.name;
		const first = node.args[0];
		if (node.namespace.length > 0) this.#qualified(node);
		else if (node.bang) {
			if (name === 'call') this.#bangPointer = true;
			else this.#bangCalled.add(name);
		} else if (name === 'is_def_var' && first !== undefined) {
			if (first.kind === 'String') this.#testedNames.add(first.value);
			else this.#testsAnyVariable = true;
		} else if (name === 'is_def_fn') {
			// The name, after the type of `this` where three arguments are given.
			const asked = node.args.at(-2);
			if (asked?.kind === 'String') this.#testedFunctions.add(asked.value);
			else if (asked !== undefined) this.#testsAnyFunction = true;
		}
		for (const argument of node.args) this.#expression(argument);
		const variable = first === undefined ? undefined : variableOf(first);
		if (variable !== undefined) this.#definitionOf.get(variable)?.firstArguments.push(node);
	}

	#qualified(node: Variable | CallExpression): void {
		this.#pendingQualified.push({ node, frame: this.#frame, imports: this.#importBlock });
	}

	#closure(node: ClosureExpression): void {
		const outer = this.#frame;
		this.#frame = { kind: 'closure', node, parent: outer };
		this.#inBlock(() => {
			for (const param of node.params) this.#declare(param, 'closure-parameter', node, null);
			this.#statement(node.body);
		});
		this.#frame = outer;
	}

	#functionBody(node: FunctionDefinition, objects: BlockNames): void {
		this.#frame = { kind: 'function', node, parent: null };
		this.#block = objects;
		this.#inBlock(() => {
			for (const param of node.params) this.#declare(param, 'parameter', node, null);
			this.#blockBody(node.body);
		});
	}
}

/** The scope model of a script. Works on any tree, also of a broken file. */
export function buildScopes(script: Script): ScopeModel {
	return new ScopeBuilder(script).build();
}
