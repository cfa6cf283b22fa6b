/** Follows qualified names into modules, for the rules about namespaces and their members. */

import type { CallExpression, Variable } from '../../ast/nodes.ts';
import type { ParseResult } from '../../parser/parse-result.ts';
import type { LibraryNamespace } from '../library.ts';
import { literalPath, type ModuleLoader, summarize } from '../modules.ts';
import type { LintContext } from '../rule.ts';
import type { QualifiedUse } from '../scopes.ts';

export type MemberProblem =
	| { readonly kind: 'namespace'; readonly candidates: () => Iterable<string> }
	| { readonly kind: 'member'; readonly candidates: () => Iterable<string>; readonly help?: string }
	| { readonly kind: 'count'; readonly arities: readonly number[] };

export interface MemberFinding {
	readonly node: Variable | CallExpression;
	/** Index within the namespace of the part that is unknown; the name itself where that is unknown. */
	readonly part: number;
	readonly problem: MemberProblem;
}

const nothing = (): string[] => [];

/** Everything that is certainly wrong with the qualified names of a file. */
export function memberFindings(context: Omit<LintContext, 'memberProblems'>): MemberFinding[] {
	const findings: MemberFinding[] = [];
	for (const use of context.scopes.qualified) {
		const finding = check(context, use);
		if (finding !== undefined) findings.push(finding);
	}
	return findings;
}

type Context = Omit<LintContext, 'memberProblems'>;

function check(context: Context, use: QualifiedUse): MemberFinding | undefined {
	const { node } = use;
	const { library, scopes } = context;
	const path = node.namespace.map((part) => part.name);
	const root = path[0] as string;
	if (use.import !== undefined) {
		const literal = literalPath(use.import.statement);
		if (context.loadModule === undefined || literal === undefined) return undefined;
		const module = context.loadModule(literal, context.source);
		return module === undefined || module === 'opaque' ? undefined : inModule(node, module, context.loadModule);
	}
	if (scopes.importAliases.has(root)) return undefined;
	const namespace = library.namespaces.get(path.join('::'));
	if (namespace !== undefined) return inLibrary(node, namespace);
	if (root === 'global') return inGlobal(context, node);
	if (!library.known || library.namespaces.get(root)?.open === true) return undefined;
	if (library.namespaces.has(root)) return { node, part: 1, problem: { kind: 'namespace', candidates: nothing } };
	return {
		node,
		part: 0,
		problem: { kind: 'namespace', candidates: () => [...scopes.importAliases, ...library.namespaces.keys()] },
	};
}

function inGlobal(context: Context, node: Variable | CallExpression): MemberFinding | undefined {
	const constants = context.scopes.globalConstants;
	if (context.openScope) return undefined;
	if (node.kind === 'Variable' && node.namespace.length === 1) {
		const { name } = node.name;
		if (constants.has(name)) return undefined;
		const variable = context.definitionsNamed(name).some((definition) => definition.topLevel);
		const help = variable ? `\`${name}\` is a variable; only constants of the top level are visible here` : undefined;
		const problem = {
			kind: 'member',
			candidates: () => constants.keys(),
			...(help === undefined ? {} : { help }),
		} as const;
		return { node, part: 1, problem };
	}
	const help = '`global` holds the constants of the script; functions are called by their bare name';
	return { node, part: node.namespace.length, problem: { kind: 'member', candidates: nothing, help } };
}

function inLibrary(node: Variable | CallExpression, namespace: LibraryNamespace): MemberFinding | undefined {
	const { name } = node.name;
	const part = node.namespace.length;
	if (namespace.open) return undefined;
	if (node.kind === 'Variable') {
		if (namespace.constants.has(name)) return undefined;
		const help = namespace.functions.has(name) ? `it is a function: write \`${name}(…)\`` : undefined;
		const candidates = () => [...namespace.constants.keys(), ...namespace.functions.keys()];
		return { node, part, problem: { kind: 'member', candidates, ...(help === undefined ? {} : { help }) } };
	}
	const found = namespace.functions.get(name);
	if (found === undefined)
		return { node, part, problem: { kind: 'member', candidates: () => namespace.functions.keys() } };
	if (found.accepts(node.args.length)) return undefined;
	return { node, part, problem: { kind: 'count', arities: found.arities } };
}

function inModule(node: Variable | CallExpression, start: ParseResult, load: ModuleLoader): MemberFinding | undefined {
	let module = start;
	for (let part = 1; part < node.namespace.length; part++) {
		const { imports, open } = summarize(module);
		const name = node.namespace[part]?.name ?? '';
		if (!imports.has(name)) {
			return open ? undefined : { node, part, problem: { kind: 'namespace', candidates: () => imports.keys() } };
		}
		const path = imports.get(name);
		const next = path === undefined ? undefined : load(path, module.source);
		if (next === undefined || next === 'opaque') return undefined;
		module = next;
	}
	const { functions, constants, open } = summarize(module);
	const { name } = node.name;
	const part = node.namespace.length;
	if (open) return undefined;
	if (node.kind === 'Variable') {
		if (constants.has(name)) return undefined;
		const help = functions.has(name) ? `it is a function: write \`${name}(…)\`` : undefined;
		const candidates = () => [...constants, ...functions.keys()];
		return { node, part, problem: { kind: 'member', candidates, ...(help === undefined ? {} : { help }) } };
	}
	const arities = functions.get(name);
	if (arities === undefined) {
		const help = constants.has(name)
			? `it is a value; if that is a function pointer write \`….${name}.call(…)\``
			: undefined;
		const problem = {
			kind: 'member',
			candidates: () => functions.keys(),
			...(help === undefined ? {} : { help }),
		} as const;
		return { node, part, problem };
	}
	return arities.has(node.args.length) ? undefined : { node, part, problem: { kind: 'count', arities: [...arities] } };
}
