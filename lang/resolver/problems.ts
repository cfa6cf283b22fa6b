/** The wording of what the resolver reports (language spec 9.1). */

import type { Identifier } from '../ast/nodes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { SYNTAX_ENTRIES, type SyntaxName } from '../diagnostics/syntax-entries.ts';
import type { SourceFile } from '../source/source-file.ts';

/** The name of a syntax entry of the resolver is also the kind of error. */
function problem(source: SourceFile, at: Identifier, kind: SyntaxName, message: string, help?: string): Diagnostic {
	const id = SYNTAX_ENTRIES.find((entry) => entry.name === kind)?.id as string;
	return { id, severity: 'error', message, source, span: { start: at.start, end: at.end }, help, parseKind: kind };
}

export function assignmentToConstant(source: SourceFile, name: Identifier): Diagnostic {
	const help = 'declare it with `let` if it has to change';
	return problem(source, name, 'AssignmentToConstant', `Cannot assign to constant ${name.name}`, help);
}

export function variableUndefined(source: SourceFile, name: Identifier): Diagnostic {
	return problem(source, name, 'VariableUndefined', `Undefined variable: ${name.name}`);
}

export function moduleUndefined(source: SourceFile, name: Identifier): Diagnostic {
	return problem(source, name, 'ModuleUndefined', `Undefined module: ${name.name}`);
}

export function variableExists(source: SourceFile, name: Identifier): Diagnostic {
	return problem(source, name, 'VariableExists', `Variable already defined: ${name.name}`);
}

export function forbiddenVariable(source: SourceFile, name: Identifier): Diagnostic {
	return problem(source, name, 'ForbiddenVariable', `Forbidden variable name: ${name.name}`);
}

/** A directive in an engine that has no mail library. */
export function directiveWithoutHost(
	source: SourceFile,
	site: { readonly keyword: string; readonly start: number },
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
