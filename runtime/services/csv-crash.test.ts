/** CSV files under several processes, and under processes that are killed in the middle of what they do. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { scratch } from '../../tests/scratch.ts';
import { parseRecord, RecordScanner } from './csv-records.ts';
import { CsvStores } from './csv-store.ts';
import { textOf } from './test-csv-text.ts';

const folder = scratch();
const signal = new AbortController().signal;
const WRITER = join(import.meta.dirname, 'test-csv-writer.ts');

const children: ChildProcess[] = [];
afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Writer {
	readonly child: ChildProcess;
	readonly ended: Promise<unknown>;
	/** What it has said, line by line. */
	readonly lines: () => string[];
}

function startWriter(path: string, name: string, count: number, length: number): Writer {
	const child = spawn(process.execPath, [WRITER, path, name, String(count), String(length)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.push(child);
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		text += chunk;
	});
	return { child, ended: once(child, 'close'), lines: () => text.split('\n').slice(0, -1) };
}

/** What must be in the file according to its writer, and what may be there or not. */
function claims(lines: readonly string[]): { present: Set<string>; open: Set<string>; gone: Set<string> } {
	const present = new Set<string>();
	const open = new Set<string>();
	const gone = new Set<string>();
	for (const line of lines) {
		const [verb, key = ''] = line.split(' ');
		if (verb === 'added') present.add(key);
		if (verb === 'removing') {
			present.delete(key);
			open.add(key);
		}
		if (verb === 'removed') {
			open.delete(key);
			gone.add(key);
		}
	}
	return { present, open, gone };
}

/** The records of the file as it is, by key; every one must be whole. */
function recordsIn(name: string, length: number): Map<string, string[]> {
	const bytes = Buffer.from(folder.read(name));
	const scanner = new RecordScanner(bytes, ',');
	const records = new Map<string, string[]>();
	while (scanner.next()) {
		expect(scanner.terminated).toBe(true);
		const record = parseRecord(bytes.subarray(scanner.start, scanner.stop), ',');
		const [key = ''] = record;
		if (key !== 'fresh') expect(record).toEqual([key, textOf(key, length).trim(), 'end']);
		expect(records.has(key)).toBe(false);
		records.set(key, record);
	}
	return records;
}

describe('several processes', () => {
	it('lose nothing that one of them has written, and bring back nothing that is gone', async () => {
		const path = folder.write('parallel.csv', '');
		const writers = ['a', 'b', 'c', 'd'].map((name) => startWriter(path, name, 100, 300));
		// Somebody reads meanwhile: whatever has been said to be on disk is seen.
		const stores = new CsvStores();
		const db = stores.open({ path, access: 'O_RDONLY', refresh: 'always', delimiter: ',' });
		let running = true;
		const reader = (async () => {
			while (running) {
				const { present, open } = claims(writers.flatMap(({ lines }) => lines()));
				const keys = [...present].filter((key) => !open.has(key)).slice(-3);
				for (const key of keys) {
					const record = await db.get(key, signal);
					const { present: still } = claims(writers.flatMap(({ lines }) => lines()));
					if (still.has(key) && record.length > 0) expect(record[2]).toBe('end');
					else if (still.has(key)) expect(await isBeingRemoved(writers, key)).toBe(true);
				}
				await pause(1);
			}
		})();
		await Promise.all(writers.map(({ ended }) => ended));
		running = false;
		await reader;
		stores.close();
		const records = recordsIn('parallel.csv', 300);
		for (const { lines } of writers) {
			const { present, open, gone } = claims(lines());
			expect([present.size + gone.size, open.size]).toEqual([100, 0]);
			for (const key of present) expect(records.has(key), key).toBe(true);
			for (const key of gone) expect(records.has(key), key).toBe(false);
		}
	});
});

/** Its writer says so before it does it, which may be on its way to us. */
async function isBeingRemoved(writers: readonly Writer[], key: string): Promise<boolean> {
	while (!writers.some(({ lines }) => lines().includes(`removing ${key}`))) {
		if (writers.every(({ child }) => child.exitCode !== null)) return false;
		await pause(1);
	}
	return true;
}

describe('a full disk', () => {
	it('leaves whole records and the news of it', async () => {
		const path = folder.write('full.csv', '');
		// A limit on the size of files is what can be had without a disk of one's own.
		const command = `ulimit -f 40; exec "$0" "$@"`;
		const args = ['-c', command, process.execPath, WRITER, path, 'a', '1000000', '3000'];
		const child = spawn('/bin/sh', args, { stdio: ['ignore', 'pipe', 'pipe'] });
		children.push(child);
		const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
		expect(error).toContain(`could not write database at ${path}: the file would become too large`);
		const records = recordsIn('full.csv', 3000);
		const { present, gone } = claims(out.split('\n'));
		expect(present.size).toBeGreaterThan(2);
		for (const key of present) expect(records.has(key), key).toBe(true);
		for (const key of gone) expect(records.has(key), key).toBe(false);
		expect(existsSync(`${path}.journal`)).toBe(false);
	});
});

describe('a process that is killed', () => {
	// Long records reach over the pages in which the system writes, where a kill can tear them.
	it.each([
		['short records', 20, 8],
		['long records', 30_000, 8],
	])('leaves what it has written, and nothing in parts: %s', async (_name, length, rounds) => {
		const name = `killed-${length}.csv`;
		const path = folder.write(name, '');
		const all: string[] = [];
		for (let round = 0; round < rounds; round++) {
			const writer = startWriter(path, `r${round}`, 1_000_000, length);
			while (writer.lines().length < 5 + round) await pause(1);
			await pause(round % 5);
			writer.child.kill('SIGKILL');
			await writer.ended;
			all.push(...writer.lines());
			// A reader sees whole records, before anybody has repaired anything.
			const stores = new CsvStores();
			const db = stores.open({ path, access: 'O_RDWR', refresh: 'always', delimiter: ',' });
			const { present, gone } = claims(all);
			for (const key of present)
				expect(await db.get(key, signal), key).toEqual([key, textOf(key, length).trim(), 'end']);
			for (const key of gone) expect(await db.get(key, signal), key).toEqual([]);
			// And the next writer repairs it.
			await db.set(['fresh', String(round)], signal);
			expect(existsSync(`${path}.journal`)).toBe(false);
			const records = recordsIn(name, length);
			for (const key of present) expect(records.has(key), key).toBe(true);
			expect(await db.get('fresh', signal)).toEqual(['fresh', String(round)]);
			await db.remove('fresh', signal);
			stores.close();
		}
	});

	it('in the middle of a record: readers do not see it, the next writer takes it away', async () => {
		const path = folder.write('torn.csv', 'a,1\n"b,2');
		folder.write('torn.csv.journal', `${statSync(path, { bigint: true }).ino} 4 4 8\na,1\n"b,2\n3"\n`);
		const stores = new CsvStores();
		const db = stores.open({ path, access: 'O_RDWR', refresh: 'always', delimiter: ',' });
		expect([await db.get('a', signal), await db.get('b,2', signal)]).toEqual([['a', '1'], []]);
		expect(folder.read('torn.csv')).toBe('a,1\n"b,2');
		await db.set(['c', '3'], signal);
		expect(folder.read('torn.csv')).toBe('a,1\nc,3\n');
		expect(existsSync(`${path}.journal`)).toBe(false);
		stores.close();
	});

	it('behind the last byte of a record: the record is there', async () => {
		const path = folder.write('whole.csv', 'a,1\nb,2\n');
		folder.write('whole.csv.journal', `${statSync(path, { bigint: true }).ino} 4 4 4\na,1\nb,2\n`);
		const stores = new CsvStores();
		const db = stores.open({ path, access: 'O_RDWR', refresh: 'always', delimiter: ',' });
		expect(await db.get('b', signal)).toEqual(['b', '2']);
		await db.remove('a', signal);
		expect(folder.read('whole.csv')).toBe('b,2\n');
		stores.close();
	});

	it('while it wrote the file anew: the old one is there', async () => {
		const path = folder.write('anew.csv', 'a,1\nb,2\n');
		folder.write('anew.csv.new', 'a,');
		const stores = new CsvStores();
		const db = stores.open({ path, access: 'O_RDWR', refresh: 'always', delimiter: ',' });
		await db.remove('a', signal);
		expect(folder.read('anew.csv')).toBe('b,2\n');
		expect(existsSync(`${path}.new`)).toBe(false);
		stores.close();
	});
});
