/** Diagnostics as lines, for tests: `file:line:column ID message (help)`. */

import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import { placeName } from '../../lang/diagnostics/render-text.ts';

export function reportLines(diagnostics: readonly Diagnostic[]): string[] {
	return diagnostics.map(
		({ source, span, id, message, help }) =>
			`${placeName(source, span.start)} ${id} ${message}${help === undefined ? '' : ` (${help})`}`,
	);
}
