/** Short forms for the parser's tests. */

import { printTree } from '../ast/print.ts';
import { SourceFile } from '../source/source-file.ts';
import { parse } from './parse.ts';
import type { ParseOptions } from './parse-options.ts';

/** The tree of a text in its printed form. */
export function treeOf(text: string, options?: ParseOptions): string {
	return printTree(parse(new SourceFile('test', text), options).script);
}

/** The problems of a text, each as `KIND line:column message`. */
export function problemsOf(text: string, options?: ParseOptions): string[] {
	const source = new SourceFile('test', text);
	return parse(source, options).problems.map((problem) => {
		const { line, column } = source.positionAt(problem.span.start);
		return `${problem.parseKind} ${line}:${column} ${problem.message}`;
	});
}
