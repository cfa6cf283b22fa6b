/**
 * One file as the lints for mail see it: which of its calls are functions of the mail library, which are functions of
 * scripts, here or in an imported module, and what kinds of values its expressions have.
 *
 * Everything is certain or `undefined`. A `MailFile` belongs to one check; imported modules are looked at through the
 * same object, so that each is analysed once.
 */

import type {
	CallExpression,
	ChainExpression,
	ChainStep,
	Expression,
	FunctionDefinition,
	Node,
	Variable,
} from '../../../../lang/ast/nodes.ts';
import { TypeInference } from '../../../../lang/checker/infer.ts';
import type { Library } from '../../../../lang/checker/library.ts';
import { analyse, literalPath, type ModuleLoader } from '../../../../lang/checker/modules.ts';
import type { LintContext } from '../../../../lang/checker/rule.ts';
import {
	bare,
	type Definition,
	type ImportName,
	type ScopeModel,
	variableOf,
} from '../../../../lang/checker/scopes.ts';
import type { TreeIndex } from '../../../../lang/checker/tree-index.ts';
import type { ParseResult } from '../../../../lang/parser/parse-result.ts';
import { type Kind, kindOfService, kindOfWord } from './kinds.ts';
import { kindOfMember, operationOfMember } from './members.ts';
import { type Operation, operationNamed } from './operations.ts';

/** Imports in paths of 2.x that name a module of the library. */
const PLUGIN = 'plugins/libvsmtp_plugin_';

/** Definitions that wait for one another, and modules within modules; beyond this nothing is known. */
const MAX_WAITING = 30;

/** Functions of one name that are looked at; more only generated files have. */
const MAX_SAME_NAME = 32;

/** A use of a function or constant of the mail library. */
export interface Use {
	readonly operation: Operation;
	/** What is marked in findings. */
	readonly node: CallExpression | ChainStep | Variable;
	/** The expression that has the result: the call, or the chain whose step it is. */
	readonly expression: Expression;
	/** Without `ctx()`, `msg()` or `srv()` in front, which `sys` functions and methods take. */
	readonly args: readonly Expression[];
}

/** A function of a script, with the file that it stands in. */
export interface FunctionRef {
	readonly file: MailFile;
	readonly definition: FunctionDefinition;
}

/** A definition with the file that it stands in. */
export interface DefinitionRef {
	readonly file: MailFile;
	readonly definition: Definition;
}

/** What the files of one check share. */
interface Session {
	readonly library: Library;
	readonly load: ModuleLoader | undefined;
	readonly files: Map<ParseResult, MailFile>;
}

const sessions = new WeakMap<Library, Session>();

export class MailFile {
	readonly parsed: ParseResult;
	readonly tree: TreeIndex;
	readonly scopes: ScopeModel;
	readonly types: TypeInference;
	readonly library: Library;
	readonly #session: Session;
	readonly #imports = new Map<Variable | CallExpression, ImportName>();
	readonly #kinds = new Map<Definition, Kind | undefined>();
	readonly #uses = new Map<Node, Use>();
	readonly #memo = new Map<symbol, unknown>();
	#waiting = 0;

	private constructor(parsed: ParseResult, session: Session, types?: TypeInference) {
		const { tree, scopes } = analyse(parsed);
		this.parsed = parsed;
		this.tree = tree;
		this.scopes = scopes;
		this.library = session.library;
		this.types = types ?? new TypeInference(scopes, session.library);
		this.#session = session;
		for (const use of scopes.qualified) if (use.import !== undefined) this.#imports.set(use.node, use.import);
		this.#findUses();
	}

	/** The file of a lint context. */
	static of(context: LintContext): MailFile {
		let session = sessions.get(context.library);
		if (session === undefined) {
			session = { library: context.library, load: context.loadModule, files: new Map() };
			sessions.set(context.library, session);
		}
		let file = session.files.get(context.parsed);
		if (file === undefined) {
			file = new MailFile(context.parsed, session, context.types);
			session.files.set(context.parsed, file);
		}
		return file;
	}

	/** Whether the file is one of rules: it declares something for the mail server, or uses its library. */
	get isRules(): boolean {
		const { tree } = this;
		return (
			this.#uses.size > 0 ||
			tree.ofKind('Directive').length > 0 ||
			tree.ofKind('Object').length > 0 ||
			tree.ofKind('Service').length > 0
		);
	}

	/** An analysis of the file, made when it is first asked for. */
	analysis<T>(key: symbol, make: (file: MailFile) => T): T {
		if (!this.#memo.has(key)) this.#memo.set(key, make(this));
		return this.#memo.get(key) as T;
	}

	// ----------------------------------------------------------------------------------------------- modules

	#module(path: string): MailFile | undefined {
		const parsed = this.#session.load?.(path, this.parsed.source);
		if (parsed === undefined || parsed === 'opaque') return undefined;
		let file = this.#session.files.get(parsed);
		if (file === undefined) {
			file = new MailFile(parsed, this.#session);
			this.#session.files.set(parsed, file);
		}
		return file;
	}

	/** The file that the namespace of a name leads to, along its imports. */
	#moduleOf(node: Variable | CallExpression): MailFile | undefined {
		const first = this.#imports.get(node);
		if (first === undefined) return undefined;
		const path = literalPath(first.statement);
		let file = path === undefined ? undefined : this.#module(path);
		for (const part of node.namespace.slice(1, MAX_WAITING)) {
			if (file === undefined) return undefined;
			const next: ImportName | undefined = file.scopes.imports.find(
				(entry) => entry.topLevel && entry.alias.name === part.name,
			);
			const nextPath = next === undefined ? undefined : literalPath(next.statement);
			file = nextPath === undefined ? undefined : file.#module(nextPath);
		}
		return node.namespace.length > MAX_WAITING ? undefined : file;
	}

	/** The function of a script that a call runs; `undefined` for others and where that is not certain. */
	scriptFunction(call: CallExpression): FunctionRef | undefined {
		if (call.bang) return undefined;
		const file = call.namespace.length === 0 ? this : this.#moduleOf(call);
		const named = file?.scopes.functions.get(call.name.name) ?? [];
		if (named.length > MAX_SAME_NAME) return undefined;
		const [definition, another] = named.filter(
			({ params, thisType }) => params.length === call.args.length && thisType === null,
		);
		if (file === undefined || definition === undefined || another !== undefined) return undefined;
		return definition.private && file !== this ? undefined : { file, definition };
	}

	/** The definition that a variable names, in this file or an imported one. */
	definition(node: Variable): DefinitionRef | undefined {
		if (node.namespace.length === 0) {
			const own = this.scopes.definitionOf.get(node) ?? this.#globalConstant(node.name.name);
			return own === undefined ? undefined : { file: this, definition: own };
		}
		if (node.namespace.length === 1 && node.namespace[0]?.name === 'global' && !this.#imports.has(node)) {
			const own = this.#globalConstant(node.name.name);
			return own === undefined ? undefined : { file: this, definition: own };
		}
		const file = this.#moduleOf(node);
		const found = file?.exported(node.name.name);
		return file === undefined || found === undefined ? undefined : { file, definition: found };
	}

	/** Functions see the constants of the script. */
	#globalConstant(name: string): Definition | undefined {
		const [only, another] = this.scopes.globalConstants.get(name) ?? [];
		return another === undefined ? only : undefined;
	}

	/** What the file offers to others under a name, if that is one definition. */
	exported(name: string): Definition | undefined {
		const found = this.#exports().get(name);
		return found?.length === 1 ? found[0] : undefined;
	}

	#exports(): ReadonlyMap<string, readonly Definition[]> {
		return this.analysis(EXPORTS, () => {
			const exports = new Map<string, Definition[]>();
			const add = (name: string, definition: Definition): void => {
				const list = exports.get(name);
				if (list === undefined) exports.set(name, [definition]);
				else if (!list.includes(definition) && list.length < 2) list.push(definition);
			};
			const topLevel = new Map<string, Definition[]>();
			for (const definition of this.scopes.definitions) {
				if (!definition.topLevel) continue;
				const list = topLevel.get(definition.name);
				if (list === undefined) topLevel.set(definition.name, [definition]);
				else list.push(definition);
				if (definition.exported || definition.kind === 'object' || definition.kind === 'service')
					add(definition.name, definition);
			}
			for (const { name, alias } of this.tree.ofKind('Export')) {
				if (name === null || alias === null) continue;
				for (const definition of (topLevel.get(name.name) ?? []).slice(0, 2)) add(alias.name, definition);
			}
			return exports;
		});
	}

	// -------------------------------------------------------------------------------------------- operations

	/** All uses of the mail library, in source order. */
	get uses(): readonly Use[] {
		return this.analysis(USES, () => [...this.#uses.values()].sort((a, b) => a.node.start - b.node.start));
	}

	/** The use that a node is: a call, a step of a chain, or the name of a constant. */
	useAt(node: Node): Use | undefined {
		return this.#uses.get(node);
	}

	/** The use whose result is the value of an expression. */
	useGiving(expression: Expression): Use | undefined {
		const node = bare(expression);
		return this.#uses.get(node.kind === 'Chain' ? (node.steps.at(-1) as ChainStep) : node);
	}

	#findUses(): void {
		const { tree } = this;
		for (const node of tree.all) {
			if (node.kind === 'Call') this.#callUse(node);
			else if (node.kind === 'Variable') this.#constantUse(node);
		}
		for (const chain of tree.ofKind('Chain')) this.#stepUses(chain);
	}

	#callUse(node: CallExpression): void {
		const operation = this.#operationOfCall(node);
		if (operation === undefined || operation.constant === true) return;
		this.#uses.set(node, { operation, node, expression: node, args: this.#withoutRoot(node.args) });
	}

	#operationOfCall(node: CallExpression): Operation | undefined {
		const { name } = node.name;
		if (node.bang) return undefined;
		if (node.namespace.length > 0) {
			const namespace = this.#libraryNamespace(node);
			return namespace === undefined ? undefined : operationNamed(`${namespace}::${name}`);
		}
		if (this.scopes.plainFunctions.has(`${name}/${node.args.length}`)) return undefined;
		return name === 'log' && !this.#isLogging(node) ? undefined : operationNamed(name);
	}

	/** The one name that the library of the language has too, for logarithms. */
	#isLogging({ args }: CallExpression): boolean {
		const words = args.map((argument) => this.types.typeOf(argument).word);
		return words.length === 2 && words.includes('string') && words.every((word) => word === 'string' || word === 'any');
	}

	/** The module of the library that a qualified name is about. */
	#libraryNamespace(node: CallExpression): string | undefined {
		const entry = this.#imports.get(node);
		if (entry !== undefined) {
			const path = literalPath(entry.statement);
			return path?.startsWith(PLUGIN) && node.namespace.length === 1 ? path.slice(PLUGIN.length) : undefined;
		}
		const root = node.namespace[0]?.name ?? '';
		if (node.namespace.length > 1 || this.scopes.importAliases.has(root)) return undefined;
		return root;
	}

	#constantUse(node: Variable): void {
		if (node.namespace.length > 0 || this.scopes.definitionOf.has(node)) return;
		const operation = operationNamed(node.name.name);
		if (operation?.constant !== true || this.scopes.functionPointers.has(node)) return;
		if (this.scopes.globalConstants.has(node.name.name)) return;
		this.#uses.set(node, { operation, node, expression: node, args: [] });
	}

	#stepUses(chain: ChainExpression): void {
		const methods = this.scopes.methodFunctions;
		let kind = this.kindOf(chain.root);
		for (const step of chain.steps) {
			if (step.kind === 'IndexStep') {
				kind = undefined;
				continue;
			}
			const isScript = step.kind === 'MethodStep' && methods.has(`${step.name.name}/${step.args.length}`);
			const operation = isScript ? undefined : operationOfMember(kind, step);
			if (operation !== undefined) {
				const args = step.kind === 'MethodStep' ? step.args : [];
				this.#uses.set(step, { operation, node: step, expression: chain, args });
			}
			kind = operation?.gives ?? (isScript ? undefined : kindOfMember(kind, step));
		}
	}

	#withoutRoot(args: readonly Expression[]): readonly Expression[] {
		let first = 0;
		while (first < args.length && this.#isRoot(args[first] as Expression)) first++;
		return first === 0 ? args : args.slice(first);
	}

	#isRoot(expression: Expression): boolean {
		const kind = this.kindOf(expression);
		return kind === 'context' || kind === 'message' || kind === 'server';
	}

	// ------------------------------------------------------------------------------------------------- kinds

	/** The kind of value that an expression certainly has. */
	kindOf(expression: Expression): Kind | undefined {
		const node = bare(expression);
		switch (node.kind) {
			case 'Object':
				return kindOfWord(node.typeName.name);
			case 'Service':
				return kindOfService(node.typeName.name, node.contentType?.name);
			case 'Variable':
				return this.#kindOfVariable(node) ?? this.#kindOfType(node);
			case 'Call': {
				const operation = this.#uses.get(node)?.operation ?? this.#operationOfCall(node);
				return operation?.constant === true ? undefined : (operation?.gives ?? this.#kindOfType(node));
			}
			case 'Chain':
				return this.#kindOfChain(node) ?? this.#kindOfType(node);
			default:
				return this.#kindOfType(node);
		}
	}

	#kindOfType(node: Expression): Kind | undefined {
		const { word, optional } = this.types.typeOf(node);
		return word === 'any' || optional ? undefined : word;
	}

	#kindOfVariable(node: Variable): Kind | undefined {
		if (this.scopes.functionPointers.has(node)) return 'Fn';
		const found = this.definition(node);
		if (found !== undefined) return found.file.kindOfDefinition(found.definition);
		if (node.namespace.length > 0 || this.scopes.definitionOf.has(node)) return undefined;
		const operation = operationNamed(node.name.name);
		return operation?.constant === true ? operation.gives : undefined;
	}

	#kindOfChain(chain: ChainExpression): Kind | undefined {
		let kind = this.kindOf(chain.root);
		for (const step of chain.steps) {
			if (step.safe || step.kind === 'IndexStep') return undefined;
			const { name } = step.name;
			if (step.kind === 'MethodStep' && this.scopes.methodFunctions.has(`${name}/${step.args.length}`)) {
				return undefined;
			}
			kind = operationOfMember(kind, step)?.gives ?? kindOfMember(kind, step);
		}
		return kind;
	}

	/** The kind of value that a variable has at all times. */
	kindOfDefinition(definition: Definition): Kind | undefined {
		if (this.#kinds.has(definition)) return this.#kinds.get(definition);
		// One that is asked for while it is being worked out depends on itself.
		this.#kinds.set(definition, undefined);
		if (this.#waiting >= MAX_WAITING) return undefined;
		this.#waiting++;
		const kind = this.#settle(definition);
		this.#waiting--;
		this.#kinds.set(definition, kind);
		return kind;
	}

	#settle(definition: Definition): Kind | undefined {
		const { scopes } = this;
		if (definition.writes.length > 0 || scopes.bangPointer || scopes.dynamicNames.has(definition.name))
			return undefined;
		const { node, initial } = definition;
		if (node.kind === 'Object' || node.kind === 'Service') return this.kindOf(node);
		if (definition.kind === 'loop' && node.kind === 'For') {
			return this.kindOf(node.iterable) === 'recipients' ? 'address' : undefined;
		}
		if ((definition.kind !== 'let' && definition.kind !== 'const') || initial === null) return undefined;
		return this.kindOf(initial);
	}

	/** The variable that an expression is, with its definition; parentheses do not matter. */
	variable(expression: Expression): DefinitionRef | undefined {
		const node = bare(expression);
		if (node.kind !== 'Variable') return undefined;
		return variableOf(node) === undefined && node.namespace.length === 0 ? undefined : this.definition(node);
	}
}

const EXPORTS = Symbol('exports');
const USES = Symbol('uses');
