/**
 * The shape of a lint, for the rules in `lints/` and for those that later layers add.
 *
 * A rule looks at one file through a `LintContext` and reports findings; levels, ignore comments and settings are
 * applied to them afterwards. Rules must be linear in the size of the file and certain of what they say.
 */

import type { Script } from '../ast/nodes.ts';
import type { Fix, RelatedSpan, Severity } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/spelling.ts';
import type { ParseResult } from '../parser/parse-result.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import type { Effects } from './effects.ts';
import type { TypeInference } from './infer.ts';
import type { Library } from './library.ts';
import type { MemberFinding } from './lints/members.ts';
import type { ModuleLoader } from './modules.ts';
import type { Definition, ScopeModel } from './scopes.ts';
import type { TreeIndex } from './tree-index.ts';

export interface Finding {
	readonly span: Span;
	readonly message: string;
	readonly help?: string | undefined;
	readonly related?: readonly RelatedSpan[] | undefined;
	readonly fixes?: readonly Fix[] | undefined;
	/** Where this finding weighs less or more than the level of its id in the catalogue. */
	readonly severity?: Severity | undefined;
}

export interface LintContext {
	readonly parsed: ParseResult;
	readonly source: SourceFile;
	readonly script: Script;
	readonly tree: TreeIndex;
	readonly scopes: ScopeModel;
	readonly types: TypeInference;
	readonly effects: Effects;
	/** Whether something stands in the block of a `try`: that it fails may be what the script asks, or guards against. */
	readonly isTried: (span: Span) => boolean;
	readonly library: Library;
	readonly loadModule: ModuleLoader | undefined;
	/** Variables that the host puts into the scope of the script. */
	readonly hostNames: ReadonlySet<string>;
	/** More variables may exist, or be read afterwards, than the file shows: a console, an embedding. */
	readonly openScope: boolean;
	/** Functions see the constants of the script by their bare names (`ExternalNames.constantsInFunctions`). */
	readonly constantsInFunctions: boolean;
	/** Names by which other files reach modules through this one: `a::this::f`. */
	readonly subModuleNames: ReadonlySet<string>;
	/** Definitions of a name anywhere in the file, for help texts; only the first few of a name. */
	definitionsNamed(name: string): readonly Definition[];
	/** What is wrong with qualified names; worked out once for the rules that share it. */
	memberProblems(): readonly MemberFinding[];
	/** The name nearest to a wrong one. Only the first wrong names of a file get a suggestion: comparing costs time. */
	suggest(name: string, candidates: Iterable<string>): string | undefined;
	/** Says that a finding about a use explains why a name may look unused: one mistake should give one message. */
	excuse(name: string): void;
	/** Names that are excused, by `excuse` or because `suggest` gave them. */
	readonly excused: ReadonlySet<string>;
}

export interface LintRule {
	/** Id of the catalogue. */
	readonly id: string;
	/** Ids of rules that say less about the same place: their findings there are left out. */
	readonly supersedes?: readonly string[];
	run(context: LintContext, report: (finding: Finding) => void): void;
}

const MAX_SUGGESTIONS = 50;

/** The part of a context that remembers names, for one file. */
export function nameMemory(): Pick<LintContext, 'suggest' | 'excuse' | 'excused'> {
	const excused = new Set<string>();
	let left = MAX_SUGGESTIONS;
	return {
		excused,
		excuse: (name) => excused.add(name),
		suggest(name, candidates) {
			const found = left-- > 0 ? nearest(name, candidates) : undefined;
			if (found !== undefined) excused.add(found);
			return found;
		},
	};
}

/** A fix that replaces a wrong name; not safe, because the nearest name need not be the one that was meant. */
export function renameFix(span: Span, name: string): Fix {
	return { title: `change it to \`${name}\``, edits: [{ start: span.start, end: span.end, text: name }], safe: false };
}
