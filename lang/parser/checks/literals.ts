/** Literals: keys that occur twice, indices that cannot fit, and the host's limits on size (language spec 2.2, 10). */

import type {
	ArrayLiteral,
	ChainExpression,
	Expression,
	MapLiteral,
	StringLiteral,
	TemplateString,
} from '../../ast/nodes.ts';
import type { ParseOptions } from '../parse-options.ts';
import type { ProblemSink } from '../problem-sink.ts';
import { literalName, unwrap } from './constants.ts';

export function checkMapKeys(node: MapLiteral, sink: ProblemSink): void {
	if (node.entries.length < 2) return;
	const seen = new Map<string, { start: number; end: number }>();
	for (const { key } of node.entries) {
		const text = key.kind === 'String' ? key.value : key.name;
		const earlier = seen.get(text);
		if (earlier === undefined) {
			seen.set(text, key);
			continue;
		}
		// A missing key has been reported already.
		if (key.kind === 'Identifier' && text === '') continue;
		sink.add('DuplicatedProperty', `Duplicated property for object map literal: ${text}`, key.start, key.end, {
			related: [{ source: sink.source, start: earlier.start, end: earlier.end, message: 'first given here' }],
		});
	}
}

/** The first index after a literal; later ones apply to values that are not known. */
export function checkLiteralIndex(node: ChainExpression, sink: ProblemSink): void {
	const step = node.steps[0];
	if (step === undefined || step.kind !== 'IndexStep') return;
	const index = unwrap(step.index);
	// `&&` and `||` give a bool whatever their operands are.
	const name = isLogical(index) ? 'a boolean' : literalName(index);
	const root = unwrap(node.root);
	if (name === undefined || index.kind === 'Array' || index.kind === 'Map') return;
	const isText = index.kind === 'String' || index.kind === 'Template';
	let message: string;
	switch (root.kind) {
		case 'Map':
			if (isText) return;
			message = `Object map expects string index, not ${name}`;
			break;
		case 'Array':
			message = `Array expects numeric index, not ${name}`;
			break;
		case 'String':
		case 'Template':
			message = `String expects numeric index, not ${name}`;
			break;
		case 'Int':
			message = `Number expects numeric index, not ${name}`;
			break;
		default:
			return;
	}
	if (root.kind !== 'Map' && name === 'a number') {
		if (index.kind !== 'Float') return;
		message = message.replace('a number', 'a floating-point number');
	}
	sink.add('MalformedIndexExpr', message, step.index.start, step.index.end);
}

function isLogical(index: Expression): boolean {
	return index.kind === 'Binary' && (index.operator === '&&' || index.operator === '||');
}

export function checkLiteralSize(
	node: ArrayLiteral | MapLiteral | StringLiteral | TemplateString,
	sink: ProblemSink,
	options: ParseOptions,
): void {
	let size = 0;
	let limit = 0;
	let what: string;
	switch (node.kind) {
		case 'Array':
			limit = options.arraySize ?? 0;
			size = node.elements.length;
			what = 'Size of array literal';
			break;
		case 'Map':
			limit = options.mapSize ?? 0;
			size = node.entries.length;
			what = 'Size of object map literal';
			break;
		default:
			limit = options.stringLength ?? 0;
			what = 'Length of string';
			if (limit === 0) return;
			if (node.kind === 'String') size = Buffer.byteLength(node.value);
			else for (const part of node.parts) if (part.kind === 'TemplateText') size += Buffer.byteLength(part.value);
	}
	if (limit > 0 && size > limit) {
		sink.add('LiteralTooLarge', `${what} exceeds the maximum limit (${limit})`, node.start, node.end);
	}
}
