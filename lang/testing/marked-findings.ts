/** Compares what was found in a program with what its marks `//~ ID text` say: exactly that, on exactly those lines. */

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecCase } from './spec-file.ts';

/** What was found and not marked, and what was marked and not found. */
export function differences({ expectations }: SpecCase, found: readonly Diagnostic[]): string[] {
	const left = [...found];
	const missing: string[] = [];
	for (const { codeLine, name, text } of expectations) {
		const at = left.findIndex(
			({ id, message, source, span }) =>
				source.lineAt(span.start) === codeLine && id.startsWith(name) && message.includes(text),
		);
		if (at === -1) missing.push(`missing on line ${codeLine}: ${name} ${text}`);
		else left.splice(at, 1);
	}
	return [...missing, ...left.map((diagnostic) => `unexpected on ${describeFound(diagnostic)}`)];
}

function describeFound({ id, message, source, span }: Diagnostic): string {
	return `line ${source.lineAt(span.start)}: ${id} ${message}`;
}
