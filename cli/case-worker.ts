/**
 * The process that runs the cases of a batch, one after the other: whatever a case does to it, the batch goes on in
 * another one (`case-process.ts`).
 */

import { SourceFile } from '../lang/source/source-file.ts';
import type { CaseMessage, WorkerSettings } from './case-process.ts';
import { Evaluator, internalError } from './evaluate.ts';
import { KeptOutput, outcomeMembers } from './outcome-json.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
const kept = new KeptOutput();
const evaluator = new Evaluator({ ...settings, print: (text) => kept.line(text) });

async function answer({ script, mode }: CaseMessage): Promise<void> {
	const outcome = await evaluator.evaluate(new SourceFile('', script), mode);
	let members: string;
	const stdout = kept.take();
	try {
		members = outcomeMembers(outcome, stdout);
	} catch (error) {
		members = outcomeMembers({ kind: 'run-time-error', error: internalError(error) }, stdout);
	}
	process.send?.(members);
}

let last: Promise<void> = Promise.resolve();
process.on('message', (message: CaseMessage) => {
	last = last.then(() => answer(message));
});
process.on('disconnect', () => process.exit());
