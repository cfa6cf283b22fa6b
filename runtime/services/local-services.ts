/**
 * What services reach on this machine: commands, CSV files, SQLite data bases. The server has one of these; so has a
 * simulation, which reads the real files and leaves them as they are.
 */

import { resolve } from 'node:path';
import type {
	CommandRequest,
	CommandResult,
	CsvOptions,
	CsvStore,
	ServicePort,
	SqlOptions,
	SqlStore,
} from '../../stdlib/host/services.ts';
import { MEMORY } from '../../stdlib/services/sqlite.ts';
import { CsvStores } from './csv-store.ts';
import { CommandRunner } from './run-command.ts';
import { SqliteStores } from './sqlite-store.ts';

export interface LocalServicesOptions {
	/** Folder that relative paths of data bases start from: that of the main script. */
	readonly base: string;
	/** What is written stays in memory. Commands are run all the same: whoever does not want that replaces `runCommand`. */
	readonly overlay?: boolean;
}

export class LocalServices implements ServicePort {
	readonly #base: string;
	readonly #overlay: boolean;
	readonly #commands = new CommandRunner();
	readonly #csv = new CsvStores();
	readonly #sqlite = new SqliteStores();

	constructor({ base, overlay = false }: LocalServicesOptions) {
		this.#base = base;
		this.#overlay = overlay;
	}

	runCommand(request: CommandRequest): Promise<CommandResult> {
		return this.#commands.run(request);
	}

	openCsv(options: CsvOptions): CsvStore {
		return this.#csv.open({ ...options, path: resolve(this.#base, options.path), overlay: this.#overlay });
	}

	openSqlite(options: SqlOptions): SqlStore {
		const path = options.path === MEMORY ? MEMORY : resolve(this.#base, options.path);
		return this.#sqlite.open({ ...options, path, overlay: this.#overlay });
	}

	/** Ends commands and connections. What has been written is on disk already. */
	close(): void {
		this.#commands.close();
		this.#csv.close();
		this.#sqlite.close();
	}
}
