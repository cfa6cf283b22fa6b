/**
 * Follows texts of the network through a file: variables, interpolation, sums, lists and maps, functions and closures, and
 * functions of imported modules; and finds where they end in a dangerous place.
 *
 * Nodes are looked at from the inside outwards in source order, again until nothing new is found. Variables have one
 * value for all times, except that a comparison makes the rest of the file trust them (`tested-values.ts`). What is not
 * understood counts as harmless: the lint that reads this must never be wrong.
 */

import type {
	AssignStatement,
	CallExpression,
	ChainExpression,
	ClosureExpression,
	Expression,
	FunctionDefinition,
	MethodStep,
	Node,
	Variable,
} from '../../../../lang/ast/nodes.ts';
import { walk } from '../../../../lang/ast/visit.ts';
import { bare, type Definition, variableOf } from '../../../../lang/checker/scopes.ts';
import type { RelatedSpan } from '../../../../lang/diagnostics/diagnostic.ts';
import type { Span } from '../../../../lang/source/source-file.ts';
import type { FunctionRef, MailFile, Use } from './mail-file.ts';
import { type Sink, type SinkKind, shellSinks, sinksOf } from './sinks.ts';
import { keyOf } from './stages.ts';
import { CALLBACKS, indexOf, KEEPING, keyOfStep, propertyOf, STORING } from './taint-steps.ts';
import {
	asDomain,
	type Flow,
	flatten,
	join,
	ofKeys,
	ofParameter,
	ofSource,
	type Source,
	substitute,
	type Taint,
} from './taint-value.ts';
import { pathOf, TestedValues } from './tested-values.ts';

/** Rounds over a file. Each settles what is written in source order; more are needed only for what is written backwards. */
const MAX_ROUNDS = 6;

/** Dangerous places that a parameter of one function leads to. */
const MAX_PARAMETER_SINKS = 16;

/** A text of the network in a dangerous place. */
export interface TaintFinding {
	readonly kind: SinkKind;
	readonly span: Span;
	readonly source: Source;
	readonly related: readonly RelatedSpan[];
}

/** A dangerous place that a function leads a parameter to. */
interface ParameterSink {
	readonly kind: SinkKind;
	readonly file: MailFile;
	readonly node: Node;
	/** One bit for each parameter. */
	readonly params: number;
	/** Domains are harmless there. */
	readonly domainOnly: boolean;
}

interface FunctionSummary {
	readonly returns: Taint | undefined;
	readonly sinks: readonly ParameterSink[];
}

/** Sinks where a domain can do no harm: it is neither a path nor a piece of syntax. */
const TAKES_DOMAINS: ReadonlySet<SinkKind> = new Set<SinkKind>(['path', 'pattern', 'reply']);

class TaintAnalysis {
	readonly findings: TaintFinding[] = [];
	readonly #file: MailFile;
	readonly #tested: TestedValues;
	readonly #nodes: readonly Node[];
	#values = new Map<Node, Taint>();
	readonly #definitions = new Map<Definition, Taint>();
	readonly #returns = new Map<Node, Taint>();
	readonly #parameterSinks = new Map<FunctionDefinition, ParameterSink[]>();
	#changed = false;

	constructor(file: MailFile) {
		this.#file = file;
		this.#tested = new TestedValues(file);
		this.#nodes = postOrder(file.parsed.script);
	}

	run(): void {
		this.#seedParameters();
		for (let round = 0; round < MAX_ROUNDS; round++) {
			this.#changed = false;
			this.#values = new Map();
			for (const node of this.#nodes) this.#visit(node);
			if (!this.#changed) break;
		}
		for (let round = 0; round < MAX_ROUNDS; round++) {
			this.#changed = false;
			this.#findSinks(false);
			if (!this.#changed) break;
		}
		this.#findSinks(true);
	}

	summary(definition: FunctionDefinition): FunctionSummary {
		return { returns: this.#returns.get(definition), sinks: this.#parameterSinks.get(definition) ?? [] };
	}

	ofDefinition(definition: Definition): Taint | undefined {
		return this.#definitions.get(definition);
	}

	#seedParameters(): void {
		for (const definition of this.#file.scopes.definitions) {
			if (definition.kind !== 'parameter' || definition.node.kind !== 'Function') continue;
			const at = definition.node.params.indexOf(definition.identifier);
			const taint = ofParameter(at);
			if (taint !== undefined) this.#definitions.set(definition, taint);
		}
	}

	// -------------------------------------------------------------------------------------------- bookkeeping

	#of(node: Node | null | undefined): Taint | undefined {
		return node == null ? undefined : this.#values.get(node);
	}

	#add(definition: Definition | undefined, taint: Taint | undefined): void {
		if (definition === undefined || taint === undefined) return;
		const before = this.#definitions.get(definition);
		const after = join(before, taint) as Taint;
		if (after === before) return;
		this.#definitions.set(definition, after);
		this.#changed = true;
	}

	#addReturn(owner: Node, taint: Taint | undefined): void {
		if (taint === undefined) return;
		const before = this.#returns.get(owner);
		const after = join(before, taint) as Taint;
		if (after === before) return;
		this.#returns.set(owner, after);
		this.#changed = true;
	}

	/** The definition behind an identifier that declares something. */
	#declared(identifier: Node): Definition | undefined {
		return this.#file
			.analysis(DECLARED, ({ scopes }) => {
				return new Map<Node, Definition>(scopes.definitions.map((definition) => [definition.identifier, definition]));
			})
			.get(identifier);
	}

	// ------------------------------------------------------------------------------------------------- values

	#visit(node: Node): void {
		const value = this.#valueOf(node);
		if (value !== undefined) this.#values.set(node, value);
	}

	#valueOf(node: Node): Taint | undefined {
		switch (node.kind) {
			case 'Paren':
			case 'ExpressionStatement':
				return this.#of(node.expression);
			case 'Block':
			case 'Script':
				return this.#of(node.statements.findLast(({ kind }) => kind !== 'Empty'));
			case 'Interpolation':
				return flatten(this.#of(node.body));
			case 'Template':
				return this.#joined(node.parts);
			case 'Array':
				return this.#joined(node.elements);
			case 'Map':
				return this.#map(node.entries);
			case 'MapEntry':
				return this.#of(node.value);
			case 'Binary': {
				if (node.operator === '??') return join(this.#of(node.left), this.#of(node.right));
				return node.operator === '+' || node.operator === '-' ? this.#joined([node.left, node.right]) : undefined;
			}
			case 'If':
				return this.#joined([
					...node.branches.map(({ body }) => body),
					...(node.otherwise === null ? [] : [node.otherwise]),
				]);
			case 'Switch':
				return this.#joined(node.cases.map(({ action }) => action));
			case 'Try':
				return this.#of(node.body);
			case 'Variable':
				return this.#variable(node);
			case 'Call':
				return this.#call(node);
			case 'Chain':
				return this.#chain(node);
			case 'Let':
				this.#add(this.#declared(node.name), this.#of(node.value));
				return undefined;
			case 'Export':
				return undefined;
			case 'Object': {
				const value = flatten(this.#of(node.value));
				this.#add(this.#declared(node.name), value);
				return value;
			}
			case 'Assign':
				this.#assign(node);
				return undefined;
			case 'For':
				this.#add(this.#declared(node.variable), flatten(this.#of(node.iterable)));
				return undefined;
			case 'Return':
				this.#addReturn(this.#file.tree.owner(node), this.#of(node.value));
				return undefined;
			case 'Function':
				this.#addReturn(node, this.#of(node.body));
				return undefined;
			case 'Closure':
				this.#addReturn(node, this.#of(node.body));
				return undefined;
			default:
				return undefined;
		}
	}

	#joined(parts: readonly Node[]): Taint | undefined {
		let value: Taint | undefined;
		for (const part of parts) value = join(value, flatten(this.#of(part)));
		return value;
	}

	#map(entries: readonly Extract<Node, { kind: 'MapEntry' }>[]): Taint | undefined {
		const keys = new Map<string, Taint>();
		for (const entry of entries) {
			const value = this.#of(entry.value);
			if (value !== undefined) keys.set(keyOf(entry), value);
		}
		return ofKeys(keys);
	}

	#variable(node: Variable): Taint | undefined {
		const found = this.#file.definition(node);
		if (found === undefined) return undefined;
		if (found.file !== this.#file) return analysisOf(found.file).ofDefinition(found.definition);
		if (this.#tested.isVariableTested(found.definition, '', node.start)) return undefined;
		return this.#definitions.get(found.definition);
	}

	#sourceOf(use: Use, expression: Expression): Taint | undefined {
		const { network } = use.operation;
		if (network === undefined) return undefined;
		const key = this.#tested.sourceKey(expression);
		if (key !== undefined && this.#tested.isSourceTested(key, use.node.start)) return undefined;
		return ofSource({ what: network, node: use.node, file: this.#file });
	}

	#call(node: CallExpression): Taint | undefined {
		const use = this.#file.useAt(node);
		if (use !== undefined) return this.#resultOf(use, node);
		const args = node.args.map((argument) => this.#of(argument));
		const script = this.#file.scriptFunction(node);
		if (script !== undefined) return substitute(this.#summary(script).returns, args);
		const { name } = node.name;
		if (node.namespace.length > 0 || node.bang || !KEEPING.has(name)) return undefined;
		return this.#file.scopes.plainFunctions.has(`${name}/${args.length}`) ? undefined : this.#joined(node.args);
	}

	/** What a function of the mail library gives: its own text, or for a few that of their argument. */
	#resultOf(use: Use, expression: Expression): Taint | undefined {
		const { key } = use.operation;
		if (key === 'get_local_part' || key === 'get_root_domain' || key === 'identifier' || key === 'new_address')
			return this.#joined(use.args);
		if (key === 'address') return this.#joined(use.args);
		if (key === 'get_domain' || key === 'fqdn') return asDomain(this.#joined(use.args));
		return this.#sourceOf(use, expression);
	}

	#summary({ file, definition }: FunctionRef): FunctionSummary {
		return file === this.#file ? this.summary(definition) : analysisOf(file).summary(definition);
	}

	#chain(chain: ChainExpression): Taint | undefined {
		const root = bare(chain.root);
		const path = pathOf(chain.steps);
		if (root.kind === 'Variable' && path !== '') {
			const definition = this.#file.scopes.definitionOf.get(root);
			if (definition !== undefined && this.#tested.isVariableTested(definition, path, chain.start)) return undefined;
		}
		const key = this.#tested.sourceKey(chain);
		if (key !== undefined && this.#tested.isSourceTested(key, chain.start)) return undefined;
		let value = this.#of(chain.root);
		for (const [at, step] of chain.steps.entries()) {
			const use = this.#file.useAt(step);
			if (use !== undefined) value = this.#resultOf(use, chain);
			else if (step.kind === 'PropertyStep') value = propertyOf(value, step.name.name);
			else if (step.kind === 'IndexStep') value = indexOf(value, step.index);
			else value = this.#method(chain, at, step, value);
		}
		return value;
	}

	#method(chain: ChainExpression, at: number, step: MethodStep, receiver: Taint | undefined): Taint | undefined {
		const { name } = step.name;
		const { scopes } = this.#file;
		if (name === 'call') return this.#callPointer(chain, at, step);
		if (scopes.methodFunctions.has(`${name}/${step.args.length}`)) return undefined;
		if (name === 'get' || name === 'get_domain') {
			if (name === 'get_domain') return asDomain(receiver);
			const [key] = step.args;
			return key === undefined ? flatten(receiver) : indexOf(receiver, key);
		}
		const variable = at === 0 ? variableOf(chain.root) : undefined;
		if (variable !== undefined && STORING.has(name)) this.#store(variable, step);
		const callback = CALLBACKS[name];
		const closure = step.args.map((argument) => bare(argument)).find(({ kind }) => kind === 'Closure');
		if (callback !== undefined && closure?.kind === 'Closure') {
			this.#bind(closure, [flatten(receiver)]);
			const given = this.#returns.get(closure);
			return callback === 'closure' ? given : callback === 'both' ? join(flatten(receiver), given) : flatten(receiver);
		}
		return KEEPING.has(name) ? join(flatten(receiver), this.#joined(step.args)) : undefined;
	}

	/** `closure.call(a, b)` of a variable that holds a closure of this file. */
	#callPointer(chain: ChainExpression, at: number, step: MethodStep): Taint | undefined {
		const variable = at === 0 ? variableOf(chain.root) : undefined;
		const definition = variable === undefined ? undefined : this.#file.scopes.definitionOf.get(variable);
		const closure = definition?.initial == null || definition.writes.length > 0 ? undefined : bare(definition.initial);
		if (closure?.kind !== 'Closure') return undefined;
		this.#bind(
			closure,
			step.args.map((argument) => this.#of(argument)),
		);
		return this.#returns.get(closure);
	}

	#bind(closure: ClosureExpression, values: readonly (Taint | undefined)[]): void {
		for (const [at, param] of closure.params.entries()) this.#add(this.#declared(param), values[at]);
	}

	#store(variable: Variable, step: MethodStep): void {
		const definition = this.#file.scopes.definitionOf.get(variable);
		const [first, second] = step.args;
		const key = first === undefined ? undefined : bare(first);
		if (step.name.name === 'set' && key?.kind === 'String' && second !== undefined) {
			const value = this.#of(second);
			if (value !== undefined) this.#add(definition, ofKeys(new Map([[key.value, value]])));
			return;
		}
		this.#add(definition, this.#joined(step.args));
	}

	#assign(node: AssignStatement): void {
		const value = this.#of(node.value);
		if (value === undefined) return;
		const variable = variableOf(node.target);
		if (variable !== undefined) {
			this.#add(this.#file.scopes.definitionOf.get(variable), value);
			return;
		}
		const target = bare(node.target);
		if (target.kind !== 'Chain') return;
		const root = variableOf(target.root);
		const definition = root === undefined ? undefined : this.#file.scopes.definitionOf.get(root);
		const [step, further] = target.steps;
		const key = further === undefined && step !== undefined ? keyOfStep(step) : undefined;
		this.#add(definition, key === undefined ? flatten(value) : ofKeys(new Map([[key, value]])));
	}

	// -------------------------------------------------------------------------------------------------- sinks

	#findSinks(reporting: boolean): void {
		if (reporting) this.findings.length = 0;
		for (const sink of this.#sinks()) this.#arrive(sink, reporting);
		for (const call of this.#file.tree.ofKind('Call')) {
			const script = this.#file.scriptFunction(call);
			if (script === undefined) continue;
			for (const sink of this.#summary(script).sinks) this.#arriveThrough(call, sink, reporting);
		}
	}

	#sinks(): readonly Sink[] {
		return this.#file.analysis(SINKS, (file) => {
			const found = [...sinksOf(file)];
			for (const chain of file.tree.ofKind('Chain')) {
				const [step] = chain.steps;
				const use = step === undefined ? undefined : file.useAt(step);
				if (use !== undefined) found.push(...shellSinks(file, use, chain.root));
			}
			return found;
		});
	}

	#arrive({ kind, argument }: Sink, reporting: boolean): void {
		const value = flatten(this.#of(argument));
		if (value === undefined) return;
		const flows = TAKES_DOMAINS.has(kind) ? [value.text] : [value.text, value.domain];
		for (const flow of flows) {
			if (flow === undefined) continue;
			if (flow.source !== undefined && reporting) {
				this.findings.push({
					kind,
					span: argument,
					source: flow.source,
					related: relatedTo(flow, argument, this.#file),
				});
				break;
			}
			if (!reporting)
				this.#leadTo(
					{ kind, file: this.#file, node: argument, params: flow.params, domainOnly: TAKES_DOMAINS.has(kind) },
					argument,
				);
		}
	}

	/** An argument of a call that the called function leads to a dangerous place. */
	#arriveThrough(call: CallExpression, sink: ParameterSink, reporting: boolean): void {
		for (const [at, argument] of call.args.entries()) {
			if ((sink.params & (1 << at)) === 0) continue;
			const value = flatten(this.#of(argument));
			const flows = sink.domainOnly ? [value?.text] : [value?.text, value?.domain];
			for (const flow of flows) {
				if (flow === undefined) continue;
				if (flow.source !== undefined && reporting) {
					const { start, end } = sink.node;
					const place = { source: sink.file.parsed.source, start, end, message: 'this is where it is used' };
					const related = [...relatedTo(flow, argument, this.#file), place];
					this.findings.push({ kind: sink.kind, span: argument, source: flow.source, related });
					break;
				}
				if (!reporting) this.#leadTo({ ...sink, params: flow.params }, argument);
			}
		}
	}

	#leadTo(sink: ParameterSink, place: Node): void {
		const owner = this.#file.tree.functionAround(place);
		if (owner === undefined || sink.params === 0) return;
		const known = this.#parameterSinks.get(owner) ?? [];
		if (known.length >= MAX_PARAMETER_SINKS) return;
		if (known.some((one) => one.node === sink.node && one.params === sink.params)) return;
		this.#parameterSinks.set(owner, [...known, sink]);
		this.#changed = true;
	}
}

function relatedTo({ source }: Flow, argument: Node, file: MailFile): RelatedSpan[] {
	if (source === undefined) return [];
	const { start, end } = source.node;
	const isPart = source.file === file && start >= argument.start && end <= argument.end;
	return isPart ? [] : [{ source: source.file.parsed.source, start, end, message: `${source.what} comes in here` }];
}

/** All nodes, each behind its parts, in source order. */
function postOrder(root: Node): Node[] {
	const nodes: Node[] = [];
	walk(root, { leave: (node) => void nodes.push(node) });
	return nodes;
}

const DECLARED = Symbol('declared');
const SINKS = Symbol('sinks');
const ANALYSIS = Symbol('taint');

function analysisOf(file: MailFile): TaintAnalysis {
	let isNew = false;
	const analysis = file.analysis(ANALYSIS, (one) => {
		isNew = true;
		return new TaintAnalysis(one);
	});
	// Entered before it runs, so that a circle of imports finds it.
	if (isNew) analysis.run();
	return analysis;
}

/** Where texts of the network end in dangerous places. */
export function taintFindings(file: MailFile): readonly TaintFinding[] {
	return analysisOf(file).findings;
}
