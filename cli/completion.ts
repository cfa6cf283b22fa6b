/** `vsl completion` and the hidden `vsl complete`, which the printed shell script asks at each press of the key. */

import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { FULL_CATALOGUE } from './catalogue.ts';
import { describeCompletion } from './completion-help.ts';

type Offer = (value: string, description: string) => void;

/**
 * Scripts and folders that the word may become; the shell is told not to complete file names itself.
 * @param word what stands before the cursor
 */
function offerPaths(word: string, offer: Offer): void {
	const folder = word.endsWith('/') ? word : dirname(word);
	const prefix = word.slice(0, word.lastIndexOf('/') + 1);
	try {
		for (const entry of readdirSync(folder, { withFileTypes: true })) {
			if (entry.name.startsWith('.')) continue;
			if (entry.isDirectory()) offer(`${prefix}${entry.name}/`, 'folder');
			else if (/\.(?:vsl|jsonl)$/.test(entry.name)) offer(`${prefix}${entry.name}`, '');
		}
	} catch {
		// No such folder: nothing to offer.
	}
}

/**
 * Adds both commands; the program must have all others by then.
 * @param word the word to complete, empty while a shell only wants its script
 */
export function addCompletion(program: Command, word: string): void {
	const completion = tab(program, { completionCommandName: 'completion' });
	for (const command of program.commands) {
		if (command.name() === 'completion') describeCompletion(command);
		const entry = completion.commands.get(command.name());
		if (entry === undefined) continue;
		// One line of a menu has room for the summary only.
		entry.description = command.summary() || command.description();
		for (const name of ['file', 'paths']) {
			const argument = entry.arguments.get(name);
			if (argument !== undefined) argument.handler = (offer) => offerPaths(word, offer);
		}
	}
	const batch = completion.commands.get('eval')?.options.get('batch');
	if (batch !== undefined) batch.handler = (offer) => offerPaths(word, offer);
	const id = completion.commands.get('explain')?.arguments.get('id');
	if (id !== undefined) {
		id.handler = (offer) => {
			for (const entry of FULL_CATALOGUE.entries) offer(entry.id, entry.title);
		};
	}
}
