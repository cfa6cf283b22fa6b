/** What a connection makes of statements; in this process, where the tests can see it. */

import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, test } from 'vitest';
import { scratch } from '../../tests/scratch.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { openDatabase } from './sqlite-library.ts';
import type { SqlCell, StatementReply } from './sqlite-protocol.ts';

const folder = scratch();
const opened: SqliteConnection[] = [];
afterEach(() => {
	for (const connection of opened.splice(0)) connection.close();
});

function connect(path = ':memory:', options: { readOnly?: boolean; overlay?: boolean } = {}) {
	const connection = new SqliteConnection({ path, readOnly: false, overlay: false, ...options });
	opened.push(connection);
	const run = (kind: 'query' | 'execute', text: string, params: SqlCell[]) =>
		short(connection.run({ kind, text, params, patience: 20 }));
	return {
		query: (text: string, ...params: SqlCell[]) => run('query', text, params),
		execute: (text: string, ...params: SqlCell[]) => run('execute', text, params),
	};
}

/** The essence of a reply. */
function short(reply: StatementReply): unknown {
	if (reply.kind === 'error') return `error: ${reply.message}`;
	return reply.kind === 'changes' ? reply.count : reply.rows;
}

test('values keep their types', () => {
	const { query } = connect();
	const blob = Uint8Array.of(0, 255);
	expect(query("SELECT 1, 1.0, 9223372036854775807, NULL, ?, x'00ff'", "o'neil")).toEqual([
		[1n, 1, 9223372036854775807n, null, "o'neil", Buffer.from(blob)],
	]);
	expect(query('SELECT typeof(?), typeof(?), typeof(?), typeof(?), typeof(?)', 1n, 1, 'a', null, blob)).toEqual([
		['integer', 'real', 'text', 'null', 'blob'],
	]);
});

test('booleans are columns that are declared so', () => {
	const connection = new SqliteConnection({ path: ':memory:', readOnly: false, overlay: false });
	const run = (text: string) => connection.run({ kind: 'query', text, params: [], patience: 20 });
	run('CREATE TABLE t (a BOOLEAN, b bool, c INTEGER, d)');
	expect(run('SELECT d, b, c, a, a AS x, 1 FROM t')).toMatchObject({
		columns: ['d', 'b', 'c', 'a', 'x', '1'],
		booleans: [1, 3, 4],
	});
	connection.close();
});

test('statements of every kind', () => {
	const { query, execute } = connect();
	expect(execute('CREATE TABLE t (a TEXT PRIMARY KEY, n INTEGER)')).toBe(0);
	expect(execute('INSERT INTO t VALUES (?, ?), (?, ?)', 'x', 1n, 'y', 2n)).toBe(2);
	expect(execute('UPDATE t SET n = n + 1')).toBe(2);
	expect(execute('UPDATE t SET n = 0 WHERE a = ?', 'z')).toBe(0);
	expect(execute('CREATE INDEX i ON t (n)')).toBe(0);
	expect(execute('SELECT * FROM t')).toBe(0);
	expect(execute('DELETE FROM t WHERE a = ? RETURNING n', 'x')).toBe(1);
	expect(query('INSERT INTO t VALUES (?, ?) RETURNING a, n', 'z', 5n)).toEqual([['z', 5n]]);
	expect(query('INSERT INTO t VALUES (?, ?)', 'v', 6n)).toEqual([]);
	expect(query('SELECT a FROM t ORDER BY a;')).toEqual([['v'], ['y'], ['z']]);
	expect(query('PRAGMA user_version')).toEqual([[0n]]);
	expect(query('VACUUM')).toEqual([]);
});

const MISTAKES: readonly (readonly [text: string, params: SqlCell[], message: string])[] = [
	['', [], 'there is no statement'],
	['-- nothing', [], 'there is no statement'],
	['SELECT 1; SELECT 2', [], 'only one statement can be run at a time'],
	["SELECT 1; DROP TABLE t --'", [], 'only one statement can be run at a time'],
	['SELECT ?', [], 'the statement has more `?` than there are parameters'],
	['SELECT ?', ['a', 'b'], 'there are more parameters than `?` in the statement'],
	['SELECT 1', ['a'], 'there are more parameters than `?` in the statement'],
	['SELECT :name', [], 'parameters are written as `?`, without a name'],
	['SELEC 1', [], 'near "SELEC": syntax error'],
	['SELECT * FROM nowhere', [], 'no such table: nowhere'],
	['SELECT "nothing"', [], 'no such column: "nothing" - should this be a string literal in single-quotes?'],
	['BEGIN', [], 'each statement is a transaction of its own, none can be begun'],
	['SAVEPOINT s', [], 'each statement is a transaction of its own, none can be begun'],
	['COMMIT', [], 'cannot commit - no transaction is active'],
	["ATTACH 'other.db' AS other", [], 'each connection has one data base, connect to the other one as well'],
	["/* a */ -- b\n ;attach 'x' AS y", [], 'each connection has one data base, connect to the other one as well'],
	["SELECT load_extension('x')", [], 'not authorized'],
];

describe('mistakes', () => {
	test.each(MISTAKES)('%j', (text, params, message) => {
		const { query, execute } = connect();
		expect(query(text, ...params)).toBe(`error: ${message}`);
		expect(execute(text, ...params)).toBe(`error: ${message}`);
		expect(query('SELECT 1')).toEqual([[1n]]);
	});

	test('constraints', () => {
		const { execute } = connect();
		execute('CREATE TABLE t (a PRIMARY KEY)');
		expect(execute('INSERT INTO t VALUES (1)')).toBe(1);
		expect(execute('INSERT INTO t VALUES (1)')).toBe('error: UNIQUE constraint failed: t.a');
	});
});

describe('what would be a statement in the text is a value in a parameter', () => {
	test.each(["' OR '1'='1", "x'; DROP TABLE t; --", '"', '\\', '%', 'a\0b', '*)(', '\u{1F600}'])('%j', (text) => {
		const { query, execute } = connect();
		execute('CREATE TABLE t (a TEXT)');
		expect(execute('INSERT INTO t VALUES (?)', text)).toBe(1);
		expect(query('SELECT a, length(CAST(a AS BLOB)) FROM t WHERE a = ?', text)).toEqual([
			[text, BigInt(Buffer.byteLength(text))],
		]);
	});
});

describe('results have limits', () => {
	const numbers = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT ?) SELECT';

	test('rows', () => {
		const { query } = connect();
		expect(query(`${numbers} n FROM c`, 100_001n)).toBe(
			'error: the result has more than 100000 rows, limit it with LIMIT',
		);
		expect(query(`${numbers} n FROM c`, 100_000n)).toHaveLength(100_000);
	});

	test('bytes', () => {
		const { query } = connect();
		expect(query(`${numbers} zeroblob(1000000) FROM c`, 20n)).toBe(
			'error: the result is larger than 16 MiB, limit it with LIMIT',
		);
		expect(query(`${numbers} zeroblob(1000000) FROM c`, 10n)).toHaveLength(10);
	});

	test('prepared statements', () => {
		const { query } = connect();
		for (let number = 0; number < 1000; number++) expect(query(`SELECT ${number}`)).toEqual([[BigInt(number)]]);
	});
});

describe('files', () => {
	it('are written so that readers and a writer do not wait for each other, and every commit is on disk', () => {
		const { query } = connect(folder.at('modes.db'));
		expect([query('PRAGMA journal_mode'), query('PRAGMA synchronous')]).toEqual([[['wal']], [[2n]]]);
	});

	it('that are only read are not changed', () => {
		const path = folder.at('reading.db');
		connect(path).execute('CREATE TABLE t (a)');
		const reading = connect(path, { readOnly: true });
		expect(reading.query('SELECT * FROM t')).toEqual([]);
		expect(reading.execute('INSERT INTO t VALUES (1)')).toBe('error: attempt to write a readonly database');
	});

	it('that are locked say so', () => {
		const path = folder.at('locked.db');
		const { execute } = connect(path);
		execute('CREATE TABLE t (a)');
		const other = openDatabase(path, { busyTimeout: 0 });
		other.exec('BEGIN IMMEDIATE');
		expect(execute('INSERT INTO t VALUES (1)')).toBe('error: the data base is locked by others');
		other.exec('COMMIT');
		other.close();
		expect(execute('INSERT INTO t VALUES (1)')).toBe(1);
	});

	it('without a folder say so', () => {
		expect(connect(folder.at('nowhere/a.db')).query('SELECT 1')).toBe(
			'error: the folder of the data base does not exist',
		);
	});
});

describe('copies in memory', () => {
	it.each(['delete', 'wal'])('leave a file in the mode %s as it is', (mode) => {
		const path = folder.at(`copied-${mode}.db`);
		const writer = openDatabase(path, { busyTimeout: 0 });
		writer.pragma(`journal_mode = ${mode}`);
		writer.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
		// Others still write.
		const first = connect(path, { overlay: true });
		expect(first.execute('DELETE FROM t')).toBe(1);
		expect([first.query('SELECT a FROM t'), writer.prepare('SELECT a FROM t').all()]).toEqual([[], [{ a: 1 }]]);
		writer.close();
		// Nobody has it open any more.
		const bytes = readFileSync(path);
		const second = connect(path, { overlay: true });
		expect(second.execute('INSERT INTO t VALUES (2)')).toBe(1);
		expect(second.query('SELECT a FROM t')).toEqual([[1n], [2n]]);
		expect(readFileSync(path).equals(bytes)).toBe(true);
		expect(['-wal', '-shm', '-journal'].filter((suffix) => existsSync(path + suffix))).toEqual([]);
	});

	it('cannot be written to a file', () => {
		const { query } = connect(':memory:', { overlay: true });
		expect(query(`VACUUM INTO '${folder.at('vacuum.db')}'`)).toBe('error: a simulation writes no files');
		expect(existsSync(folder.at('vacuum.db'))).toBe(false);
	});

	it.each(['missing.db', 'empty.db', ':memory:'])('of nothing: %s', (name) => {
		folder.write('empty.db', '');
		const { query, execute } = connect(name === ':memory:' ? name : folder.at(name), { overlay: true });
		execute('CREATE TABLE t (a)');
		expect(query('SELECT * FROM t')).toEqual([]);
		expect([existsSync(folder.at('missing.db')), folder.read('empty.db')]).toEqual([false, '']);
	});
});
