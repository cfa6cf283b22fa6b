/** SQLite data bases (library spec 12). */

import { awaited, type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import type { ArrayValue, MapValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import { hostOf } from '../../host/access.ts';
import { pathsOf } from '../../services/paths.ts';
import { makeSqliteService, SQLITE_TYPE, type SqliteService } from '../../services/sqlite.ts';
import { textArgument } from '../arguments.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

function connect(call: NativeCall, options: MapValue): SqliteService {
	return makeSqliteService(options, 'sqlite::connect', hostOf(call).ports.services, pathsOf(call));
}

async function query(call: NativeCall, database: Value, text: Value, params?: ArrayValue): Promise<Value> {
	return (database as SqliteService).query(textArgument(text), params, call.signal);
}

async function execute(call: NativeCall, database: Value, text: Value, params?: ArrayValue): Promise<Value> {
	return (database as SqliteService).execute(textArgument(text), params, call.signal);
}

const OPEN = 'let db = sqlite::connect(#{ url: "sqlite::memory:" });';
const WITH_TABLE = `${OPEN} db.exec("CREATE TABLE seen (sender TEXT, count INTEGER)");`;

export const SQLITE_GROUP: LibraryGroup = {
	name: 'sqlite',
	doc: 'SQLite data bases. Values are passed to statements as parameters, one for each `?`, and never become part of their text.',
	types: [SQLITE_TYPE],
	functions: [
		spelled(
			{ sqlite: 'connect' },
			{
				effect: 'external',
				doc: 'Opens a data base, as `service NAME db:sqlite = #{ … }` does. Options are `path` or `url`, `timeout`, `connections`, `access` and `literal`.',
				example: `${OPEN} db.to_string() ⇒ "sqlite"`,
			},
			plain(['options: map'], 'sqlite service', connect),
		),
		spelled(
			{ '': ['query', 'db_query'], sqlite: ['query', 'db_query'] },
			{
				effect: 'external',
				doc: 'Runs one statement and gives its rows as an array of maps. Values are ints, floats, strings, blobs and `()` for NULL, bools from columns declared as BOOLEAN.',
				example:
					`${OPEN} db.query("SELECT 1 AS n, ? AS who", ["o'neil"]) ⇒ [#{"n": 1, "who": "o'neil"}]\n` +
					`${WITH_TABLE} db.query("SELECT * FROM seen WHERE sender = ?", ["ann@teapot.example"]) ⇒ []`,
			},
			awaited(['database: sqlite service', 'statement: any'], 'array', (call, database, statement) =>
				query(call, database, statement),
			),
			awaited(['database: sqlite service', 'statement: any', 'parameters: array'], 'array', query),
		),
		spelled(
			{ '': 'exec', sqlite: 'exec' },
			{
				effect: 'external',
				doc: 'Runs one statement and gives the number of rows that it has changed.',
				example: `${WITH_TABLE} db.exec("INSERT INTO seen VALUES (?, ?)", ["ann@teapot.example", 1]) ⇒ 1`,
			},
			awaited(['database: sqlite service', 'statement: any'], 'int', (call, database, statement) =>
				execute(call, database, statement),
			),
			awaited(['database: sqlite service', 'statement: any', 'parameters: array'], 'int', execute),
		),
	],
};
