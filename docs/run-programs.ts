/**
 * Imports the modules named on the command line one after the other and prints, as JSON, what each of them logged.
 * One process for all of them, because loading the engine takes longer than any example.
 */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const { log } = console;
const results: string[][] = [];
for (const file of process.argv.slice(2)) {
	const printed: string[] = [];
	results.push(printed);
	console.log = (...values: unknown[]) => printed.push(...format(...values).split('\n'));
	try {
		await import(pathToFileURL(resolve(file)).href);
	} catch (error) {
		printed.push(String(error instanceof Error ? error.stack : error));
	}
}
log(JSON.stringify(results));
