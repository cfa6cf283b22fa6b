/** The formatter for other parts of the program. */

export { type FormatResult, format } from './format.ts';
