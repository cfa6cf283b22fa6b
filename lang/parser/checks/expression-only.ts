/** The expression-only entry point: every block, case and closure body holds exactly one expression (language spec 10). */

import type { Block, Statement } from '../../ast/nodes.ts';
import type { ProblemSink } from '../problem-sink.ts';

export function checkSingleBlock(block: Block, sink: ProblemSink): void {
	const first = block.statements[0];
	const close = Math.max(block.start, block.end - 1);
	if (first === undefined) {
		sink.add('UnexpectedInput', "Unexpected '}'", close, block.end, { help: 'an expression must stand here' });
		return;
	}
	if (first.kind === 'ExpressionStatement' && first.expression.kind === 'Block') {
		sink.add('UnexpectedInput', "Unexpected '{'", first.start, first.start + 1, {
			help: 'a block is no expression here',
		});
		return;
	}
	if (!checkSingleStatement(first, sink)) return;
	const text = sink.source.text;
	const more = block.statements[1];
	const semicolon = text[first.end - 1] === ';' ? first.end - 1 : undefined;
	if (more === undefined && semicolon === undefined) return;
	const at = semicolon ?? (more as Statement).start;
	sink.add('MissingToken', "Expecting '}' to terminate this block's expression", at, at + 1, {
		help: 'only one expression is allowed here',
	});
}

export function checkSingleStatement(statement: Statement, sink: ProblemSink): boolean {
	if (statement.kind === 'ExpressionStatement' || statement.kind === 'Error') return true;
	if (statement.kind === 'Assign') {
		const at = statement.operatorStart;
		sink.add('UnexpectedInput', `Unexpected '${statement.operator}'`, at, at + statement.operator.length, {
			help: 'an expression cannot assign',
		});
		return false;
	}
	const word = /^\w+|./.exec(sink.source.text.slice(statement.start, statement.start + 20))?.[0] ?? '';
	sink.add('UnexpectedInput', `Unexpected '${word}'`, statement.start, statement.start + word.length, {
		help: 'only an expression is allowed here',
	});
	return false;
}
