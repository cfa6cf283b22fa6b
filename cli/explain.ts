/** `vsl explain`: the page of a diagnostic's id. */

import { explain, nearestId } from '../lang/diagnostics/catalogue.ts';
import { FULL_CATALOGUE } from './catalogue.ts';
import { EXIT_OK, UsageError } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** @param id an id such as V401, or a short name; without one all ids are listed */
export async function explainCommand(id: string | undefined, terminal: Terminal): Promise<number> {
	if (id === undefined) {
		for (const entry of FULL_CATALOGUE.entries)
			terminal.output.line(`${entry.id}  ${entry.severity.padEnd(7)}  ${entry.title}`);
		return EXIT_OK;
	}
	const page = explain(id, FULL_CATALOGUE);
	if (page === undefined) {
		const meant = nearestId(id, FULL_CATALOGUE);
		throw new UsageError(`there is no diagnostic ${id}${meant === undefined ? '' : `, did you mean ${meant}?`}`);
	}
	terminal.output.write(page);
	return EXIT_OK;
}
