/** The syntax stage, as the rest of the language sees it. */

export { parse } from './parse.ts';
export type { ParseOptions } from './parse-options.ts';
export type { Comment, ParseResult, SourceToken } from './parse-result.ts';
