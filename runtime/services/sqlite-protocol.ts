/** What a process that holds an SQLite connection and the server say to each other. */

import type { SqlParameter } from '../../stdlib/host/services.ts';

/** How a connection is made; the first argument of the process, as JSON. */
export interface ConnectionSettings {
	readonly path: string;
	readonly readOnly: boolean;
	/** Works on a copy in memory. */
	readonly overlay: boolean;
}

export interface StatementRequest {
	readonly kind: 'query' | 'execute';
	readonly text: string;
	readonly params: readonly SqlParameter[];
	/** Milliseconds to wait for others that hold the data base. */
	readonly patience: number;
}

/** Ints come as `bigint`, floats as `number`. */
export type SqlCell = null | number | bigint | string | Uint8Array;

export type StatementReply =
	| {
			readonly kind: 'rows';
			readonly columns: readonly string[];
			/** Positions of the columns that are declared as BOOLEAN. */
			readonly booleans: readonly number[];
			readonly rows: readonly (readonly SqlCell[])[];
	  }
	| { readonly kind: 'changes'; readonly count: number }
	| { readonly kind: 'error'; readonly message: string };
