/** Data bases in CSV files (directive spec 5.4). */

import { awaited, type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import { ArrayValue, type MapValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import { hostOf } from '../../host/access.ts';
import { CSV_TYPE, type CsvService, makeCsvService, recordOf } from '../../services/csv.ts';
import { pathsOf } from '../../services/paths.ts';
import { textArgument } from '../arguments.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

function connect(call: NativeCall, options: MapValue): CsvService {
	return makeCsvService(options, 'csv::connect', hostOf(call).ports.services, pathsOf(call));
}

async function get(call: NativeCall, database: Value, key: Value): Promise<Value> {
	const { store } = database as CsvService;
	return new ArrayValue([...(await store.get(textArgument(key), call.signal))]);
}

async function set(call: NativeCall, database: Value, record: ArrayValue): Promise<undefined> {
	await (database as CsvService).store.set(recordOf(record), call.signal);
}

async function remove(call: NativeCall, database: Value, key: Value): Promise<undefined> {
	await (database as CsvService).store.remove(textArgument(key), call.signal);
}

const OPEN = 'let db = csv(#{ connector: "hosts.csv" });';

export const CSV_GROUP: LibraryGroup = {
	name: 'csv',
	doc: 'Lists in CSV files: records are found by their first field, added at the end, and removed.',
	types: [CSV_TYPE],
	functions: [
		spelled(
			{ '': 'csv', csv: ['connect', 'csv'] },
			{
				effect: 'external',
				doc: 'Opens a CSV file, as `service NAME db:csv = #{ … }` does. Options are `connector`, `access`, `refresh` and `delimiter`.',
				example: 'csv::connect(#{ connector: "hosts.csv", refresh: "always" }).to_string() ⇒ "csv"',
			},
			plain(['options: map'], 'csv service', connect),
		),
		spelled(
			{ '': ['get', 'db_query'], csv: ['get', 'db_query'] },
			{
				effect: 'external',
				doc: 'The fields of the first record whose first field is the key, or an empty array. Fields are strings without blanks around them.',
				example:
					`${OPEN} db.set(["192.0.2.10", "trusted"]); db.get("192.0.2.10") ⇒ ["192.0.2.10", "trusted"]\n` +
					`${OPEN} db.get("192.0.2.11") ⇒ []`,
			},
			awaited(['database: csv service', 'key: any'], 'array', get),
		),
		spelled(
			{ '': ['set', 'db_add'], csv: ['set', 'db_add'] },
			{
				effect: 'external',
				doc: 'Adds a record at the end of the file. It is on disk when the function returns.',
				example: `${OPEN} db.set(["192.0.2.12", "said \\"no\\", twice"]); db.get("192.0.2.12")[1] ⇒ "said \\"no\\", twice"`,
			},
			awaited(['database: csv service', 'record: array'], '()', set),
		),
		spelled(
			{ '': ['rm', 'db_rm'], csv: ['rm', 'db_rm'] },
			{
				effect: 'external',
				doc: 'Removes all records whose first field is the key.',
				example: `${OPEN} db.set(["192.0.2.13"]); db.rm("192.0.2.13"); db.get("192.0.2.13") ⇒ []`,
			},
			awaited(['database: csv service', 'key: any'], '()', remove),
		),
	],
};
