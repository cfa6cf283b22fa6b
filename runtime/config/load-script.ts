/** Reads a configuration script by the schema: it changes the defaults, and what it returns is read like a file. */

import type { SourceFile } from '../../lang/source/source-file.ts';
import { configurationEngine, runConfigurationScript } from './configuration-script.ts';
import { type LoadedSettings, type LoadTask, readDefaults } from './load-task.ts';
import { readTable } from './read.ts';
import { CONFIG_SCHEMA, HOMES } from './schema/index.ts';
import { settingsValue } from './show.ts';

/** @param base folder for imports */
export function readScriptSettings(source: SourceFile, base: string, task: LoadTask): LoadedSettings | undefined {
	const { host, problems } = task;
	const outcome = runConfigurationScript({
		engine: configurationEngine(base, host),
		source,
		functionName: 'on_config',
		given: settingsValue(readDefaults(host)),
		prefix: 0,
	});
	if (!outcome.ok) {
		problems.addDiagnostics(outcome.diagnostics);
		return undefined;
	}
	const { table, places, given } = outcome;
	const context = { host, problems, places, given, format: 'script', homes: HOMES } as const;
	return { settings: readTable(CONFIG_SCHEMA, table, [], context), places };
}
