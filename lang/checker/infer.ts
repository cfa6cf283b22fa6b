/**
 * The type of every expression and variable as far as it is certain.
 *
 * Flow-insensitive: a variable has a type if everything ever assigned to it has that type and nothing else can change
 * it. Each expression is looked at once; variables are settled in source order, so that a long row of definitions that
 * build on each other costs no depth. Whatever is circular, too deep or dynamic is unknown.
 */

import type {
	AssignStatement,
	BinaryExpression,
	CallExpression,
	ChainExpression,
	ChainStep,
	Expression,
	MapEntry,
	MapLiteral,
	MethodStep,
	UnaryExpression,
} from '../ast/nodes.ts';
import { commonReturn, type Library, type LibraryOverload, selectOverloads } from './library.ts';
import { binaryResult, type OperatorResult, unaryResult } from './operators.ts';
import { bare, type Definition, type ScopeModel, variableOf } from './scopes.ts';
import { either, isKnown, type Type, typeOfWord, UNKNOWN } from './types.ts';

/** Definitions that wait for one another, and expressions within expressions; beyond this the type is unknown. */
const MAX_WAITING = 20;
const MAX_NESTING = 400;

const LITERALS: Readonly<Record<string, Type>> = {
	Unit: typeOfWord('()'),
	Bool: typeOfWord('bool'),
	Int: typeOfWord('int'),
	Float: typeOfWord('float'),
	Char: typeOfWord('char'),
	String: typeOfWord('string'),
	Template: typeOfWord('string'),
	Array: typeOfWord('array'),
	Map: typeOfWord('map'),
	Closure: typeOfWord('Fn'),
};

/**
 * Functions that hand over some value of the script's own, so that `()` says nothing about absence; and those that take
 * an element from a collection whose emptiness scripts test in many ways.
 */
const ARBITRARY: ReadonlySet<string> = new Set(['call', 'parse_json', 'pop', 'reduce', 'reduce_rev', 'shift', 'take']);

function fromOperator(result: OperatorResult): Type {
	return result === 'unknown' || result === 'invalid' ? UNKNOWN : typeOfWord(result);
}

export class TypeInference {
	readonly #scopes: ScopeModel;
	readonly #library: Library;
	readonly #expressions = new Map<Expression, Type>();
	/** Type of what each step of a chain is applied to. */
	readonly #receivers = new Map<ChainStep, Type>();
	readonly #definitions = new Map<Definition, Type>();
	readonly #closed = new Map<Definition, boolean>();
	readonly #mapEntries = new Map<MapLiteral, Map<string, Expression>>();
	#waiting = 0;
	#nesting = 0;

	constructor(scopes: ScopeModel, library: Library) {
		this.#scopes = scopes;
		this.#library = library;
		for (const definition of scopes.definitions) this.typeOfDefinition(definition);
	}

	/** The type of an expression. */
	typeOf(expression: Expression): Type {
		const node = bare(expression);
		const literal = LITERALS[node.kind];
		if (literal !== undefined) return literal;
		const known = this.#expressions.get(node);
		if (known !== undefined) return known;
		if (this.#nesting >= MAX_NESTING) return UNKNOWN;
		this.#nesting++;
		const type = this.#infer(node);
		this.#nesting--;
		this.#expressions.set(node, type);
		return type;
	}

	/** The type of the value that a step of a chain is applied to. */
	typeBefore(chain: ChainExpression, step: ChainStep): Type {
		this.typeOf(chain);
		return this.#receivers.get(step) ?? UNKNOWN;
	}

	typeOfDefinition(definition: Definition): Type {
		const known = this.#definitions.get(definition);
		if (known !== undefined) return known;
		// A definition that is asked for while it is being settled depends on itself.
		this.#definitions.set(definition, UNKNOWN);
		if (this.#waiting >= MAX_WAITING) return UNKNOWN;
		this.#waiting++;
		const type = this.#settle(definition);
		this.#waiting--;
		this.#definitions.set(definition, type);
		return type;
	}

	/** A part of the variable is assigned, and its value may be an object of the host, which others see change. */
	mayChangeHost(definition: Definition): boolean {
		return definition.partWrites.length > 0 && this.typeOfDefinition(definition).word === 'any';
	}

	/** Overloads of the library that a plain call may select, the script's own functions being out of the question. */
	overloadsOf(call: CallExpression): readonly LibraryOverload[] {
		const args = call.args.map((argument) => this.typeOf(argument));
		// A name with more to it than is listed says nothing about values of unknown type.
		const open = call.namespace.length === 0 && this.#library.global.functions.get(call.name.name)?.open === true;
		if (open && (args[0] === undefined || args[0].word === 'any')) return [];
		return selectOverloads(this.#candidates(call), args);
	}

	/** The same for a method of a receiver. */
	methodOverloads(receiver: Type, step: MethodStep): readonly LibraryOverload[] {
		const candidates = this.#library.global.functions.get(step.name.name)?.overloads(step.args.length + 1) ?? [];
		return selectOverloads(candidates, [receiver, ...step.args.map((argument) => this.typeOf(argument))]);
	}

	// ---------------------------------------------------------------------------------------------- variables

	#settle(definition: Definition): Type {
		if (this.#scopes.bangPointer || this.#scopes.dynamicNames.has(definition.name)) return UNKNOWN;
		let type = this.#initialType(definition);
		// What is assigned to a constant never arrives there.
		if (definition.kind === 'const') return type;
		if (type.word === 'any' && definition.writes.length > 0) return UNKNOWN;
		if (this.#changesType(definition, type)) return UNKNOWN;
		for (const write of definition.writes) {
			if (this.#isLostReceiver(definition, write, type)) continue;
			const value = this.typeOf(write.value);
			type = either(type, write.operator === '=' ? value : this.#compound(write.operator, type, value));
			if (type.word === 'any') return UNKNOWN;
		}
		// That a variable is `()` at some time says nothing about the time of a use.
		return definition.writes.length > 0 && type.optional ? UNKNOWN : type;
	}

	/**
	 * `s = s.trim()`: the method works in place and gives `()`. The rule about such results reports it, for which the
	 * type before the mistake must be known.
	 */
	#isLostReceiver(definition: Definition, write: AssignStatement, type: Type): boolean {
		const value = bare(write.value);
		if (write.operator !== '=' || value.kind !== 'Chain' || type.word === 'map') return false;
		const [step, ...further] = value.steps;
		const root = variableOf(value.root);
		if (step?.kind !== 'MethodStep' || further.length > 0 || root === undefined) return false;
		if (this.#scopes.definitionOf.get(root) !== definition) return false;
		const found = this.#library.global.functions.get(step.name.name)?.overloads(step.args.length + 1) ?? [];
		return commonReturn(selectOverloads(found, [type, ...step.args.map(() => UNKNOWN)])).word === '()';
	}

	#initialType(definition: Definition): Type {
		switch (definition.kind) {
			case 'let':
			case 'const':
				return definition.initial === null ? typeOfWord('()') : this.typeOf(definition.initial);
			case 'counter':
				return typeOfWord('int');
			case 'loop':
				return definition.node.kind === 'For' ? this.#elementType(this.typeOf(definition.node.iterable)) : UNKNOWN;
			default:
				return UNKNOWN;
		}
	}

	#elementType(iterable: Type): Type {
		switch (iterable.word) {
			case 'range':
			case 'range=':
			case 'blob':
				return typeOfWord('int');
			case 'string':
				return typeOfWord('char');
			default:
				return UNKNOWN;
		}
	}

	#compound(operator: string, target: Type, value: Type): Type {
		if (operator === '+=' && (target.word === 'string' || target.word === 'array')) return target;
		return fromOperator(binaryResult(operator.slice(0, -1) as '+', target, value));
	}

	/** A method of the script, a closure of a map, or `take` may leave another type behind. */
	#changesType(definition: Definition, type: Type): boolean {
		const { functions } = this.#scopes;
		const throughMethod = definition.chains.some((chain) => {
			const step = chain.steps[0];
			if (step?.kind !== 'MethodStep') return false;
			const { name } = step.name;
			if (functions.has(name) || name === 'call' || name === 'take') return true;
			// Of other types a method that does not exist simply fails.
			return (type.word === 'map' || type.word === 'any') && !this.#library.global.functions.has(name);
		});
		return throughMethod || definition.firstArguments.some((call) => call.name.name === 'take' || call.bang);
	}

	// -------------------------------------------------------------------------------------------- expressions

	#infer(node: Expression): Type {
		switch (node.kind) {
			case 'Variable': {
				if (node.namespace.length > 0) return UNKNOWN;
				if (this.#scopes.functionPointers.has(node)) return typeOfWord('Fn');
				const definition = this.#scopes.definitionOf.get(node);
				return definition === undefined ? UNKNOWN : this.typeOfDefinition(definition);
			}
			case 'Range':
				return typeOfWord(node.inclusive ? 'range=' : 'range');
			case 'Unary':
				return this.#unary(node);
			case 'Binary':
				return this.#binary(node);
			case 'Call':
				return this.#call(node);
			case 'Chain':
				return this.#chain(node);
			default:
				return UNKNOWN;
		}
	}

	/** Rows of prefix operators may be long: from the operand outwards, in a loop. */
	#unary(outer: UnaryExpression): Type {
		const row: UnaryExpression[] = [];
		let inner: Expression = outer;
		while (inner.kind === 'Unary' && !this.#expressions.has(inner)) {
			row.push(inner);
			inner = bare(inner.operand);
		}
		let type = this.typeOf(inner);
		for (let at = row.length - 1; at >= 0; at--) {
			const node = row[at] as UnaryExpression;
			type = fromOperator(unaryResult(node.operator, type));
			this.#expressions.set(node, type);
		}
		return type;
	}

	/** Chains of operators may be long: from the left end outwards, in a loop. */
	#binary(outer: BinaryExpression): Type {
		const row: BinaryExpression[] = [];
		let inner: Expression = outer;
		while (inner.kind === 'Binary' && !this.#expressions.has(inner)) {
			row.push(inner);
			inner = bare(inner.left);
		}
		let type = this.typeOf(inner);
		for (let at = row.length - 1; at >= 0; at--) {
			const node = row[at] as BinaryExpression;
			const right = this.typeOf(node.right);
			type = node.operator === '??' ? coalesce(type, right) : fromOperator(binaryResult(node.operator, type, right));
			this.#expressions.set(node, type);
		}
		return type;
	}

	#candidates(call: CallExpression): readonly LibraryOverload[] {
		const { name } = call.name;
		const count = call.args.length;
		if (call.namespace.length === 0) return this.#library.global.functions.get(name)?.overloads(count) ?? [];
		const namespace = call.namespace.map((part) => part.name).join('::');
		return this.#library.namespaces.get(namespace)?.functions.get(name)?.overloads(count) ?? [];
	}

	#call(node: CallExpression): Type {
		const root = node.namespace[0];
		if (node.bang || (root !== undefined && this.#scopes.importAliases.has(root.name))) return UNKNOWN;
		if (root === undefined && this.#scopes.plainFunctions.has(`${node.name.name}/${node.args.length}`)) return UNKNOWN;
		if (root === undefined && node.name.name === 'type_of') return typeOfWord('string');
		if (root === undefined && node.name.name === 'Fn') return typeOfWord('Fn');
		if (ARBITRARY.has(node.name.name)) return UNKNOWN;
		return this.#unlessChosen(commonReturn(this.overloadsOf(node)), node.args);
	}

	/**
	 * Whether a result may be absent often depends on the arguments in ways that are not seen here: an index below a
	 * length, a key out of `keys()`. So a result counts as one that may be absent only where the arguments are written
	 * out, and as unknown otherwise.
	 */
	#unlessChosen(type: Type, args: readonly Expression[]): Type {
		return type.optional && !args.every((argument) => this.#isWrittenOut(argument)) ? UNKNOWN : type;
	}

	#isWrittenOut(argument: Expression): boolean {
		const node = bare(argument);
		return LITERALS[node.kind] !== undefined || (node.kind === 'Variable' && this.#scopes.functionPointers.has(node));
	}

	#chain(chain: ChainExpression): Type {
		let type = this.typeOf(chain.root);
		let maybeAbsent = false;
		const map = this.#closedMap(chain.root);
		for (const [index, step] of chain.steps.entries()) {
			// A safe step that meets `()` ends the whole chain with `()`.
			if (step.safe && (type.optional || type.word === 'any' || type.word === '()')) maybeAbsent = true;
			const receiver = step.safe && type.optional ? typeOfWord(type.word) : type;
			this.#receivers.set(step, receiver);
			type = (index === 0 && map !== undefined ? this.#entryType(map, step) : undefined) ?? this.#step(receiver, step);
		}
		return maybeAbsent && type.word !== '()' ? typeOfWord(type.word, true) : type;
	}

	/** The literal behind a variable that nothing changes after its declaration. */
	#closedMap(root: Expression): MapLiteral | undefined {
		const variable = variableOf(root);
		const definition = variable === undefined ? undefined : this.#scopes.definitionOf.get(variable);
		if (definition?.initial == null || definition.writes.length > 0 || definition.partWrites.length > 0)
			return undefined;
		const literal = bare(definition.initial);
		if (literal.kind !== 'Map') return undefined;
		let closed = this.#closed.get(definition);
		if (closed === undefined) {
			closed = this.#isClosed(definition, literal);
			this.#closed.set(definition, closed);
		}
		return closed ? literal : undefined;
	}

	#isClosed(definition: Definition, literal: MapLiteral): boolean {
		if (this.#scopes.bangPointer || this.#scopes.dynamicNames.has(definition.name) || definition.exported) return false;
		const { functions } = this.#library.global;
		const harmless = (name: string, count: number): boolean => {
			const overloads = functions.get(name)?.overloads(count) ?? [];
			return overloads.length > 0 && overloads.every(({ effect }) => effect === 'pure' || effect === 'observes');
		};
		const keys = new Set(literal.entries.map(keyOf));
		const methods = definition.chains.every(({ steps: [step] }) => {
			if (step?.kind !== 'MethodStep') return true;
			const { name } = step.name;
			if (keys.has(name) || this.#scopes.methodFunctions.has(`${name}/${step.args.length}`)) return false;
			return harmless(name, step.args.length + 1);
		});
		return (
			methods &&
			definition.firstArguments.every((call) => {
				if (call.bang || call.namespace.length > 0) return false;
				const own = this.#scopes.plainFunctions.has(`${call.name.name}/${call.args.length}`);
				return own || harmless(call.name.name, call.args.length);
			})
		);
	}

	/** What a closed map holds under a key that is written out; `()` if nothing. */
	#entryType(map: MapLiteral, step: ChainStep): Type | undefined {
		const index = step.kind === 'IndexStep' ? bare(step.index) : undefined;
		const argument = step.kind === 'MethodStep' && step.name.name === 'get' ? step.args[0] : undefined;
		const written = index ?? (argument === undefined ? undefined : bare(argument));
		const key = step.kind === 'PropertyStep' ? step.name.name : written?.kind === 'String' ? written.value : undefined;
		// Every value has a tag; and a search in a large map at each of its uses would be quadratic.
		if (key === undefined || key === 'tag') return undefined;
		let entries = this.#mapEntries.get(map);
		if (entries === undefined) {
			entries = new Map(map.entries.map((entry) => [keyOf(entry), entry.value]));
			this.#mapEntries.set(map, entries);
		}
		const value = entries.get(key);
		return value === undefined ? typeOfWord('()') : this.typeOf(value);
	}

	#step(receiver: Type, step: ChainStep): Type {
		switch (step.kind) {
			case 'PropertyStep': {
				if (receiver.word === 'any' || receiver.word === 'map') return UNKNOWN;
				const found = this.#library.global.functions.get(step.name.name)?.properties ?? [];
				return commonReturn(selectOverloads(found, [receiver]));
			}
			case 'IndexStep':
				return indexType(receiver, this.typeOf(step.index));
			case 'MethodStep': {
				if (this.#scopes.methodFunctions.has(`${step.name.name}/${step.args.length}`)) return UNKNOWN;
				if (step.name.name === 'type_of' && step.args.length === 0) return typeOfWord('string');
				// An unknown receiver may be a map whose property of that name is a closure.
				if (receiver.word === 'any' || ARBITRARY.has(step.name.name)) return UNKNOWN;
				if (receiver.word === 'map' && this.#scopes.memberNames.has(step.name.name)) return UNKNOWN;
				return this.#unlessChosen(commonReturn(this.methodOverloads(receiver, step)), step.args);
			}
		}
	}
}

function coalesce(left: Type, right: Type): Type {
	if (isKnown(left) && left.word !== '()') return left;
	if (left.word === '()') return right;
	return left.optional && left.word === right.word && !right.optional ? right : UNKNOWN;
}

function indexType(receiver: Type, index: Type): Type {
	const range = index.word === 'range' || index.word === 'range=';
	if (receiver.word === 'string')
		return range ? typeOfWord('string') : index.word === 'int' ? typeOfWord('char') : UNKNOWN;
	if (receiver.word === 'int') return range ? typeOfWord('int') : index.word === 'int' ? typeOfWord('bool') : UNKNOWN;
	return receiver.word === 'blob' && index.word === 'int' ? typeOfWord('int') : UNKNOWN;
}

function keyOf(entry: MapEntry): string {
	return entry.key.kind === 'Identifier' ? entry.key.name : entry.key.value;
}
