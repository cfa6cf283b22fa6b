import type { Script } from '../ast/nodes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';

/** A comment or doc-comment, in source order. */
export interface Comment {
	readonly kind: 'line' | 'block' | 'doc-line' | 'doc-block' | 'module-doc';
	readonly start: number;
	readonly end: number;
	/** The text with its markers, without the line break after a line comment. */
	readonly text: string;
	/** A block comment that the end of the file closes (legal, see language spec 1.2). */
	readonly unclosed: boolean;
}

/** A token as the later passes need it: the formatter and the editor, not the compiler. */
export interface SourceToken {
	readonly start: number;
	readonly end: number;
	/** Name of the token type, as in `lexer/tokens.ts`. */
	readonly type: string;
	readonly text: string;
}

export interface ParseResult {
	readonly source: SourceFile;
	/** Always there, also for a broken file. */
	readonly script: Script;
	readonly comments: readonly Comment[];
	readonly tokens: readonly SourceToken[];
	/** Syntax errors ordered by place; empty for a correct file. The first is the one a compiler stops at. */
	readonly problems: readonly Diagnostic[];
}
