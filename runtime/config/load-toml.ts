/** Reads a TOML file by the schema. */

import type { SourceFile } from '../../lang/source/source-file.ts';
import { parseToml } from '../../lang/toml/parse.ts';
import type { LoadedSettings, LoadTask } from './load-task.ts';
import { plainFromToml } from './plain.ts';
import { readTable } from './read.ts';
import { HOMES, TOML_SCHEMA } from './schema/index.ts';
import { TomlPlaces } from './toml-places.ts';

export function readTomlSettings(
	source: SourceFile,
	_base: string,
	{ host, problems }: LoadTask,
): LoadedSettings | undefined {
	const result = parseToml(source.text);
	if (!result.ok) {
		problems.addDiagnostics(
			result.errors.map(({ offset, message, help }) => ({
				id: 'V700',
				severity: 'error',
				message: `this is not valid TOML: ${message}`,
				source,
				span: { start: offset, end: Math.min(offset + 1, source.text.length) },
				help,
			})),
		);
		return undefined;
	}
	const places = new TomlPlaces(source);
	const context = { host, problems, places, format: 'TOML', homes: HOMES } as const;
	return { settings: readTable(TOML_SCHEMA, plainFromToml(result.value), [], context), places };
}
