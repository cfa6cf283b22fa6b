/** The wording of what the resolver reports (language spec 9.1). */

import type { Identifier } from '../ast/nodes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';

function problem(
	source: SourceFile,
	at: Identifier,
	id: string,
	parseKind: string,
	message: string,
	help?: string,
): Diagnostic {
	return { id, severity: 'error', message, source, span: { start: at.start, end: at.end }, help, parseKind };
}

export function assignmentToConstant(source: SourceFile, name: Identifier): Diagnostic {
	return problem(
		source,
		name,
		'V560',
		'AssignmentToConstant',
		`Cannot assign to constant ${name.name}`,
		'declare it with `let` if it has to change',
	);
}

export function variableUndefined(source: SourceFile, name: Identifier): Diagnostic {
	return problem(source, name, 'V561', 'VariableUndefined', `Undefined variable: ${name.name}`);
}

export function moduleUndefined(source: SourceFile, name: Identifier): Diagnostic {
	return problem(source, name, 'V562', 'ModuleUndefined', `Undefined module: ${name.name}`);
}

export function variableExists(source: SourceFile, name: Identifier): Diagnostic {
	return problem(source, name, 'V563', 'VariableExists', `Variable already defined: ${name.name}`);
}

/** A directive in an engine that has no mail library. */
export function directiveWithoutHost(
	source: SourceFile,
	site: { readonly keyword: string; readonly start: number; readonly end: number },
): Diagnostic {
	return {
		id: 'V610',
		severity: 'error',
		message: `'${site.keyword}' has no meaning here`,
		source,
		span: { start: site.start, end: site.start + site.keyword.length },
		help: 'directives run in the mail server; other programs can check and format such files but not run them',
	};
}
