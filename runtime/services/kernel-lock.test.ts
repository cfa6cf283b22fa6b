import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { scratch } from '../../tests/scratch.ts';
import { KernelLock } from './kernel-lock.ts';

const folder = scratch();
const children: ChildProcess[] = [];
const locks: KernelLock[] = [];

afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
	for (const lock of locks.splice(0)) lock.close();
});

function lockAt(name: string): KernelLock {
	const lock = new KernelLock(folder.at(name));
	locks.push(lock);
	return lock;
}

/** Another process that holds the lock until it is told otherwise. */
async function holder(name: string): Promise<ChildProcess> {
	const program = folder.write(
		'holder.ts',
		`import { KernelLock } from '${join(import.meta.dirname, 'kernel-lock.ts')}';
const lock = new KernelLock(process.argv[2]);
await lock.acquire(60_000);
process.send('held');
process.on('message', () => { lock.release(); process.exit(); });`,
	);
	const child = fork(program, [folder.at(name)], { execArgv: [] });
	children.push(child);
	await once(child, 'message');
	return child;
}

const BUSY = 'another process does not release its lock';

test('one holder at a time in a process', async () => {
	const [left, right] = [lockAt('a'), lockAt('a')];
	await left.acquire(0);
	await expect(right.acquire(5)).rejects.toThrow(BUSY);
	left.release();
	await right.acquire(0);
	await expect(left.acquire(5)).rejects.toThrow(BUSY);
	right.release();
	await left.acquire(0);
});

test('one holder at a time among processes', async () => {
	const child = await holder('b');
	const lock = lockAt('b');
	await expect(lock.acquire(20)).rejects.toThrow(BUSY);
	child.send('release');
	await lock.acquire(60_000);
});

test('a holder that is killed holds nothing', async () => {
	const child = await holder('c');
	const lock = lockAt('c');
	await expect(lock.acquire(20)).rejects.toThrow(BUSY);
	child.kill('SIGKILL');
	await lock.acquire(60_000);
});

test('nothing is written', async () => {
	const lock = lockAt('only/d');
	folder.write('only/other', '');
	await lock.acquire(0);
	lock.release();
	expect(folder.read('only/d')).toBe('');
	expect(readdirSync(dirname(folder.at('only/d'))).sort()).toEqual(['d', 'other']);
});

test('a lock file that has been deleted is made anew', async () => {
	const [left, right] = [lockAt('e'), lockAt('e')];
	await left.acquire(0);
	left.release();
	rmSync(folder.at('e'));
	await left.acquire(60_000);
	await expect(right.acquire(5)).rejects.toThrow(BUSY);
});

test.each(['/proc/none.lock', 'nowhere/none.lock'])('a lock that cannot be made: %s', async (path) => {
	const lock = new KernelLock(path.startsWith('/') ? path : folder.at(path));
	await expect(lock.acquire(60_000)).rejects.toThrow('can neither be made nor used');
});
