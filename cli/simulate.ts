/** `vsl simulate`: runs rules on messages without a network, and shows what they decide and why. */

import type { Diagnostic } from '../lang/diagnostics/diagnostic.ts';
import { COLOURED, PLAIN } from '../lang/diagnostics/paint.ts';
import { MAX_MAIL_BYTES } from '../runtime/simulate/mail-sources.ts';
import { prepareSimulation } from '../runtime/simulate/prepare.ts';
import { renderSimulation } from '../runtime/simulate/render-text.ts';
import { RequestError, type SimulationRequest } from '../runtime/simulate/request.ts';
import type { SimulationResult } from '../runtime/simulate/result.ts';
import { EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, UsageError } from './exit-codes.ts';
import { readStream, STANDARD_INPUT } from './read-source.ts';
import { reportDiagnostics } from './report.ts';
import type { Terminal } from './terminal.ts';

export interface SimulateOptions extends Omit<SimulationRequest, 'input'> {
	readonly json: boolean;
}

/** Ids of files that cannot be read, which is a mistaken call and not a finding. */
const UNREADABLE = new Set(['V603', 'V605']);

function isUnreadable({ id, severity }: Diagnostic): boolean {
	return severity === 'error' && UNREADABLE.has(id);
}

function jsonText(results: readonly SimulationResult[], several: boolean): string {
	return `${JSON.stringify(several ? results : results[0], null, 2)}\n`;
}

/** What standard input holds, when a message is asked for from there. */
async function readInput({ mails }: SimulateOptions, terminal: Terminal): Promise<Buffer | undefined> {
	if (!mails.includes(STANDARD_INPUT)) return undefined;
	const bytes = await readStream(terminal.input, MAX_MAIL_BYTES);
	if (bytes === undefined) throw new UsageError(`standard input is larger than ${MAX_MAIL_BYTES >> 20} MiB`);
	return bytes;
}

/** @throws UsageError for files and addresses that cannot be used */
export async function simulateCommand(options: SimulateOptions, terminal: Terminal): Promise<number> {
	try {
		const { simulation, diagnostics } = await prepareSimulation({
			...options,
			input: await readInput(options, terminal),
		});
		reportDiagnostics(diagnostics, terminal);
		if (simulation === undefined) return diagnostics.some(isUnreadable) ? EXIT_USAGE : EXIT_FINDINGS;
		const results = await simulation.run();
		const paint = terminal.colorOutput ? COLOURED : PLAIN;
		terminal.output.write(
			options.json
				? jsonText(results, simulation.several)
				: results.map((result) => renderSimulation(result, paint)).join('\n'),
		);
		return EXIT_OK;
	} catch (error) {
		if (error instanceof RequestError) throw new UsageError(error.message);
		throw error;
	}
}
