/**
 * For tests and debugging: a tree as text, and comparison of trees.
 *
 * The text form is one S-expression: `(+ 1 (* x 2))`, `(let x 5)`. Empty parts are left out; what the reader has to know
 * to tell two trees apart is there, positions are not.
 */

import type { Node } from './nodes.ts';

/** Properties that say where something is, not what it is. */
const PLACES = new Set(['start', 'end', 'operatorStart', 'keywordEnd']);

/** How a string was written does not matter. */
const IGNORED = new Set(['form']);

/** Prints a tree on one line. */
export function printTree(node: Node): string {
	switch (node.kind) {
		case 'Identifier':
			return node.name === '' ? '<none>' : node.name;
		case 'Int':
			return String(node.value);
		case 'Float':
			return Number.isInteger(node.value) && Math.abs(node.value) < 1e15 ? node.value.toFixed(1) : String(node.value);
		case 'Bool':
			return String(node.value);
		case 'Char':
			return `'${String.fromCodePoint(node.value)}'`;
		case 'String':
			return JSON.stringify(node.value);
		case 'TemplateText':
			return JSON.stringify(node.value);
		case 'Unit':
			return '()';
		case 'This':
			return 'this';
		case 'Empty':
			return ';';
		case 'Error':
			return '<error>';
		case 'ExpressionStatement':
			return printTree(node.expression);
		case 'Variable':
			return [...node.namespace, node.name].map(printTree).join('::');
		case 'Binary':
			return `(${node.word ? (node.operator === '==' ? 'is' : 'not') : node.operator} ${printTree(node.left)} ${printTree(node.right)})`;
		case 'Range':
			return `(${node.inclusive ? '..=' : '..'} ${printOptional(node.from)} ${printOptional(node.to)})`;
		case 'Unary':
			return `(${node.operator} ${printTree(node.operand)})`;
		case 'Paren':
			return `(paren ${printTree(node.expression)})`;
		case 'Chain':
			return `(. ${printList([node.root, ...node.steps])})`;
		case 'PropertyStep':
			return `${node.safe ? '?' : ''}.${printTree(node.name)}`;
		case 'IndexStep':
			return `${node.safe ? '?' : ''}[${printTree(node.index)}]`;
		case 'MethodStep':
			return `${node.safe ? '?' : ''}.${printTree(node.name)}(${printList(node.args)})`;
		case 'Call':
			return `(call ${[...node.namespace, node.name].map(printTree).join('::')}${node.bang ? '!' : ''}${lead(node.args)})`;
		case 'Array':
			return `[${printList(node.elements)}]`;
		case 'Map':
			return `#{${printList(node.entries)}}`;
		case 'MapEntry':
			return `${printTree(node.key)}: ${printTree(node.value)}`;
		case 'Template':
			return `(template${lead(node.parts)})`;
		case 'Interpolation':
			return `\${${printList(node.body.statements)}}`;
		case 'Block':
			return `{${printList(node.statements)}}`;
		case 'Closure':
			return `(|${printList(node.params)}| ${printTree(node.body)})`;
		case 'If':
			return `(if ${printList(node.branches)}${node.otherwise === null ? '' : ` else ${printTree(node.otherwise)}`})`;
		case 'IfBranch':
			return `${printTree(node.condition)} ${printTree(node.body)}`;
		case 'Switch':
			return `(switch ${printTree(node.subject)}${lead(node.cases)})`;
		case 'SwitchCase': {
			const patterns = node.patterns === null ? '_' : node.patterns.map(printTree).join('|');
			return `(${patterns}${node.guard === null ? '' : ` if ${printTree(node.guard)}`} => ${printTree(node.action)})`;
		}
		case 'While':
			return `(while ${printTree(node.condition)} ${printTree(node.body)})`;
		case 'Loop':
			return `(loop ${printTree(node.body)})`;
		case 'Do':
			return `(do ${printTree(node.body)} ${node.until ? 'until' : 'while'} ${printTree(node.condition)})`;
		case 'For': {
			const counter = node.counter === null ? '' : ` ${printTree(node.counter)}`;
			return `(for ${printTree(node.variable)}${counter} in ${printTree(node.iterable)} ${printTree(node.body)})`;
		}
		case 'Let':
			return `(${node.constant ? 'const' : 'let'} ${printTree(node.name)}${lead(node.value)})`;
		case 'Assign':
			return `(${node.operator} ${printTree(node.target)} ${printTree(node.value)})`;
		case 'Break':
		case 'Return':
		case 'Throw':
			return `(${node.kind.toLowerCase()}${lead(node.value)})`;
		case 'Continue':
			return '(continue)';
		case 'Try':
			return `(try ${printTree(node.body)} catch${lead(node.catchName)} ${printTree(node.handler)})`;
		case 'Import':
			return `(import ${printTree(node.path)}${node.alias === null ? '' : ` as ${printTree(node.alias)}`})`;
		case 'Export': {
			const alias = node.alias === null ? '' : ` as ${printTree(node.alias)}`;
			return `(export ${printTree((node.declaration ?? node.name) as Node)}${alias})`;
		}
		case 'Function': {
			const type = node.thisType === null ? '' : `${printTree(node.thisType)}.`;
			const head = `${node.private ? 'private ' : ''}fn ${type}${printTree(node.name)}`;
			return `(${head} (${printList(node.params)}) ${printTree(node.body)})`;
		}
		case 'Test':
			return `(test ${printTree(node.name)} ${printTree(node.body)})`;
		case 'Directive':
			return `(${node.keyword}${lead(node.service)} ${printTree(node.name)} ${printTree(node.body)})`;
		case 'Object':
		case 'Service': {
			const type = `${printTree(node.typeName)}${node.contentType === null ? '' : `:${printTree(node.contentType)}`}`;
			return `(${node.kind.toLowerCase()} ${printTree(node.name)} ${type} ${printTree(node.value)})`;
		}
		case 'Script':
			return printList(node.statements);
		default:
			return assertNever(node);
	}
}

function assertNever(node: never): never {
	throw new Error(`unknown node ${JSON.stringify(node)}`);
}

function printList(nodes: readonly Node[]): string {
	return nodes.map(printTree).join(' ');
}

function printOptional(node: Node | null): string {
	return node === null ? '_' : printTree(node);
}

/** Parts with a blank before each. */
function lead(nodes: readonly Node[] | Node | null): string {
	const list = nodes === null ? [] : Array.isArray(nodes) ? (nodes as readonly Node[]) : [nodes as Node];
	return list.map((node) => ` ${printTree(node)}`).join('');
}

/**
 * Are two trees the same but for the places of their nodes and the forms of their strings? Parentheses count as nodes.
 * Works on trees of any depth.
 */
export function sameTree(a: Node, b: Node): boolean {
	const stack: [unknown, unknown][] = [[a, b]];
	while (stack.length > 0) {
		const [left, right] = stack.pop() as [unknown, unknown];
		if (!isObject(left) || !isObject(right)) {
			if (!Object.is(left, right)) return false;
			continue;
		}
		if (Array.isArray(left) !== Array.isArray(right)) return false;
		const keys = relevantKeys(left);
		if (keys.length !== relevantKeys(right).length) return false;
		for (const key of keys) {
			if (!Object.hasOwn(right, key)) return false;
			stack.push([left[key], right[key]]);
		}
	}
	return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function relevantKeys(value: Record<string, unknown>): string[] {
	return Object.keys(value).filter((key) => !PLACES.has(key) && !IGNORED.has(key));
}
