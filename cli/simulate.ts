/** `vsl simulate`: runs rules on messages without a network, and shows what they decide and why. */

import { COLOURED, PLAIN } from '../lang/diagnostics/paint.ts';
import { renderTextReport } from '../lang/diagnostics/render-text.ts';
import { prepareSimulation, RequestError, type SimulationRequest } from '../runtime/simulate/prepare.ts';
import { renderSimulation } from '../runtime/simulate/render-text.ts';
import { simulate } from '../runtime/simulate/simulate.ts';
import { EXIT_FINDINGS, EXIT_OK, UsageError } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface SimulateOptions extends SimulationRequest {
	readonly json: boolean;
}

/** @throws UsageError for files and addresses that cannot be used */
export async function simulateCommand(options: SimulateOptions, terminal: Terminal): Promise<number> {
	try {
		const { simulation, diagnostics } = await prepareSimulation(options);
		if (diagnostics.length > 0) {
			terminal.errors.write(renderTextReport(diagnostics, { color: terminal.colorErrors }));
		}
		if (simulation === undefined) return EXIT_FINDINGS;
		const result = await simulate(simulation.plan, simulation.setup).finally(() => simulation.close());
		terminal.output.write(
			options.json
				? `${JSON.stringify(result, null, 2)}\n`
				: renderSimulation(result, terminal.colorOutput ? COLOURED : PLAIN),
		);
		return EXIT_OK;
	} catch (error) {
		if (error instanceof RequestError) throw new UsageError(error.message);
		throw error;
	}
}
