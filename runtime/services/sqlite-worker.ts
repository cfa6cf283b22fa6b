/**
 * The process of one connection. Statements are run in the order in which they come; the process ends with the server.
 *
 * A process rather than a thread, because a statement that runs too long has to be stopped: SQLite offers no way to do
 * so from outside as `better-sqlite3` builds it, and a thread inside a statement cannot be ended, not even by the end of
 * its process.
 */

import { SqliteConnection } from './sqlite-connection.ts';
import type { ConnectionSettings, StatementRequest } from './sqlite-protocol.ts';

const connection = new SqliteConnection(JSON.parse(process.argv[2] as string) as ConnectionSettings);

process.on('message', (request: StatementRequest) => {
	process.send?.(connection.run(request));
});
process.on('disconnect', () => {
	connection.close();
	process.exit();
});
