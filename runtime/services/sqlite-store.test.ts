import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, test } from 'vitest';
import { debugText, MapValue, type Value } from '../../lang/index.ts';
import { scratch } from '../../tests/scratch.ts';
import { openDatabase } from './sqlite-library.ts';
import { type SqliteStoreOptions, SqliteStores } from './sqlite-store.ts';

const folder = scratch();
const nobody = new AbortController().signal;

const opened: SqliteStores[] = [];
afterEach(() => {
	for (const stores of opened.splice(0)) stores.close();
});

const LONG = 100_000;

function storesFor(): SqliteStores {
	const stores = new SqliteStores();
	opened.push(stores);
	return stores;
}

function open(name: string, options: Partial<SqliteStoreOptions> = {}, stores = storesFor()) {
	const path = name === ':memory:' ? name : folder.at(name);
	const store = stores.open({ path, timeout: LONG, connections: 4, readOnly: false, ...options });
	return {
		query: async (text: string, params: Parameters<typeof store.query>[1] = [], signal = nobody) =>
			shown(await store.query(text, params, signal)),
		execute: (text: string, params: Parameters<typeof store.query>[1] = [], signal = nobody) =>
			store.execute(text, params, signal),
	};
}

function shown(rows: readonly ReadonlyMap<string, Value>[]): string {
	return rows.map((row) => debugText(new MapValue(new Map(row)))).join();
}

/** Counts for ever. */
const ENDLESS = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c';

/** Processes of connections that this process has started. */
function workers(): number[] {
	const pids = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid));
	return pids.map(Number).filter((pid) => {
		try {
			const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
			return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sqlite-worker');
		} catch {
			return false;
		}
	});
}

test('values of the language', async () => {
	const { query, execute } = open('values.db');
	await execute('CREATE TABLE t (i INTEGER, f REAL, s TEXT, b BLOB, n, y BOOLEAN)');
	const blob = Uint8Array.of(1, 2);
	expect(
		await execute('INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)', [9007199254740993n, 1, "o'neil", blob, null, 1n]),
	).toBe(1);
	expect(await query('SELECT * FROM t')).toBe(
		'#{"b": [0102], "f": 1.0, "i": 9007199254740993, "n": (), "s": "o\'neil", "y": true}',
	);
	expect(await query('SELECT y + 0 AS y, -5 AS m FROM t')).toBe('#{"m": -5, "y": 1}');
	expect(await query('SELECT * FROM t WHERE s = ?', ["' OR 1=1 --"])).toBe('');
	await expect(query('SELECT missing FROM t')).rejects.toThrow('query failed: no such column: missing');
});

test('what is written is there for everybody, now and later', async () => {
	const stores = storesFor();
	const { execute } = open('shared.db', {}, stores);
	await execute('CREATE TABLE t (a)');
	await execute('INSERT INTO t VALUES (1)');
	symlinkSync(folder.at('shared.db'), folder.at('link.db'));
	expect(await open('link.db', {}, stores).query('SELECT a FROM t')).toBe('#{"a": 1}');
	expect(workers()).toHaveLength(1);
	stores.close();
	expect(await open('shared.db').query('SELECT a FROM t')).toBe('#{"a": 1}');
});

test('statements run side by side, as many as there are connections', async () => {
	const { query } = open('side.db', { connections: 2 });
	const controller = new AbortController();
	const slow = query(ENDLESS, [], controller.signal).catch((error: Error) => error.message);
	// The other connection answers meanwhile, and so does this process.
	for (let number = 0; number < 20; number++) expect(await query('SELECT 1 AS a')).toBe('#{"a": 1}');
	expect(workers()).toHaveLength(2);
	controller.abort(new Error('stop'));
	expect(await slow).toBe('stop');
	expect(await Promise.all(Array.from({ length: 50 }, () => query('SELECT 1 AS a')))).toHaveLength(50);
	expect(workers().length).toBeLessThanOrEqual(2);
});

test('writers in many processes lose nothing', async () => {
	const { query, execute } = open('writers.db', { connections: 4 });
	await execute('CREATE TABLE t (a)');
	await Promise.all(Array.from({ length: 200 }, (_, number) => execute('INSERT INTO t VALUES (?)', [BigInt(number)])));
	expect(await query('SELECT count(*) AS n, sum(a) AS s FROM t')).toBe('#{"n": 200, "s": 19900}');
});

describe('a statement that takes too long', () => {
	it('is stopped, and rolled back', async () => {
		const patient = open('slow.db');
		await patient.execute('CREATE TABLE t (a)');
		const { execute } = open('slow.db', { timeout: 500, connections: 1 });
		const endless = `INSERT INTO t ${ENDLESS.replace('count(*)', 'n')}`;
		await expect(execute(endless)).rejects.toThrow('query failed: it took longer than 500ms');
		expect(await patient.execute('INSERT INTO t VALUES (1)')).toBe(1);
		expect(await patient.query('SELECT a FROM t')).toBe('#{"a": 1}');
	});

	it('because others hold the data base, says so', async () => {
		const { execute } = open('busy.db', { timeout: 3_000 });
		await execute('CREATE TABLE t (a)');
		const other = openDatabase(folder.at('busy.db'), { busyTimeout: 0 });
		other.exec('BEGIN IMMEDIATE');
		await expect(execute('INSERT INTO t VALUES (1)')).rejects.toThrow(
			'query failed: the data base is locked by others',
		);
		other.close();
		expect(await execute('INSERT INTO t VALUES (1)')).toBe(1);
	});

	it('keeps others from running only as long as they are patient', async () => {
		const { query } = open('waiting.db', { timeout: 500, connections: 1 });
		const [first, second] = await Promise.all(
			[ENDLESS, ENDLESS].map((text) => query(text).catch((error: Error) => error.message)),
		);
		expect(first).toBe('query failed: it took longer than 500ms');
		expect(second).toMatch(/^query failed: (no connection became free in time|it took longer than 500ms)$/);
	});
});

describe('cancelling', () => {
	it('answers at once and stops what runs', async () => {
		const { query } = open('cancel.db', { connections: 1 });
		await query('SELECT 1');
		const controller = new AbortController();
		const work = query(ENDLESS, [], controller.signal);
		controller.abort(new Error('stop'));
		await expect(work).rejects.toThrow('stop');
		// The connection is not lost for the others.
		expect(await query('SELECT 1 AS a')).toBe('#{"a": 1}');
		expect(workers()).toHaveLength(1);
	});

	it('leaves short statements to their end', async () => {
		const { query, execute } = open('short.db', { connections: 1 });
		await execute('CREATE TABLE t (a)');
		for (let round = 0; round < 20; round++) {
			const controller = new AbortController();
			const work = execute('INSERT INTO t VALUES (1)', [], controller.signal).catch(() => 0);
			await pause(round / 10);
			controller.abort();
			await work;
			expect(await query('SELECT 1 AS a')).toBe('#{"a": 1}');
		}
	});

	it('comes before the start', async () => {
		const { query } = open('never.db');
		await expect(query('SELECT 1', [], AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
	});
});

test('a process that dies takes its statement with it, not the data base', async () => {
	const { query, execute } = open('dies.db', { connections: 1 });
	await execute('CREATE TABLE t (a)');
	const work = query(ENDLESS).catch((error: Error) => error.message);
	for (const pid of workers()) process.kill(pid, 'SIGKILL');
	expect(await work).toBe('the process of the data base has ended unexpectedly');
	expect(await query('SELECT count(*) AS n FROM t')).toBe('#{"n": 0}');
	// An idle one may die, too.
	for (const pid of workers()) process.kill(pid, 'SIGKILL');
	while (workers().length > 0) await pause(1);
	await pause(20);
	expect(await query('SELECT count(*) AS n FROM t')).toBe('#{"n": 0}');
});

describe('in memory', () => {
	it('each data base is its own, and one connection is all', async () => {
		const stores = storesFor();
		const [left, right] = [open(':memory:', {}, stores), open(':memory:', {}, stores)];
		await left.execute('CREATE TABLE t (a)');
		await Promise.all(Array.from({ length: 10 }, () => left.execute('INSERT INTO t VALUES (1)')));
		expect(await left.query('SELECT count(*) AS n FROM t')).toBe('#{"n": 10}');
		await expect(right.query('SELECT * FROM t')).rejects.toThrow('no such table: t');
	});

	it('there are not too many of them', () => {
		const stores = storesFor();
		for (let number = 0; number < 100; number++) open(':memory:', {}, stores);
		expect(() => open(':memory:', {}, stores)).toThrow('could not load database at :memory:: 100 others are open');
	});

	it('a simulation works on a copy that it keeps', async () => {
		const real = open('simulated.db');
		await real.execute('CREATE TABLE t (a)');
		const stores = storesFor();
		const [one, other] = [
			open('simulated.db', { overlay: true }, stores),
			open('simulated.db', { overlay: true }, stores),
		];
		await one.execute('INSERT INTO t VALUES (1)');
		expect(await other.query('SELECT a FROM t')).toBe('#{"a": 1}');
		expect(await real.query('SELECT a FROM t')).toBe('');
		const missing = open('no-such.db', { overlay: true });
		await missing.execute('CREATE TABLE t (a)');
		expect(existsSync(folder.at('no-such.db'))).toBe(false);
	});
});

describe('opening', () => {
	it('makes a file that is missing, for its owner and group', () => {
		open('new.db');
		expect(statSync(folder.at('new.db')).mode & 0o007).toBe(0);
	});

	test.each([
		['text.db', {}, 'this is not an SQLite data base'],
		['folder.db', {}, 'is a folder'],
		['folder.db', { readOnly: true }, 'this is not a file'],
		['missing.db', { readOnly: true }, 'no such file or folder'],
		['missing.db', { readOnly: true, overlay: true }, 'no such file or folder'],
		['nowhere/a.db', {}, 'no such file or folder'],
	] as const)('%s %j: %s', (name, options, message) => {
		folder.write('text.db', 'this is some text, and no data base');
		mkdirSync(folder.at('folder.db'), { recursive: true });
		expect(() => open(name, options)).toThrow(message);
	});
});

test('closing ends all processes', async () => {
	const stores = storesFor();
	const { query } = open('closing.db', {}, stores);
	const outcomes = [ENDLESS, ENDLESS, 'SELECT 1 AS a'].map((text) =>
		query(text).catch((error: Error) => error.message),
	);
	expect(await outcomes[2]).toBe('#{"a": 1}');
	stores.close();
	expect(await Promise.all(outcomes)).toEqual([
		'the data base has been closed',
		'the data base has been closed',
		'#{"a": 1}',
	]);
	while (workers().length > 0) await pause(1);
});
