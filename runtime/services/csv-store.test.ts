import {
	appendFileSync,
	chmodSync,
	chownSync,
	existsSync,
	linkSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it, test } from 'vitest';
import { scratch } from '../../tests/scratch.ts';
import { type CsvStoreOptions, CsvStores } from './csv-store.ts';

const folder = scratch();
const signal = new AbortController().signal;
const stores = new CsvStores();
afterAll(() => stores.close());

let count = 0;
let name = '';
beforeEach(() => {
	name = `list-${++count}.csv`;
});

function open(options: Partial<CsvStoreOptions> = {}, from = stores) {
	return from.open({ path: folder.at(name), access: 'O_RDWR', refresh: 'always', delimiter: ',', ...options });
}

describe('get, set and rm', () => {
	it('finds what has been added', async () => {
		const db = open();
		expect(await db.get('ann', signal)).toEqual([]);
		await db.set(['ann', 'cook', ' 3 '], signal);
		await db.set(['bob', 'said "no", twice', 'line\nbreak'], signal);
		expect(await db.get('ann', signal)).toEqual(['ann', 'cook', '3']);
		expect(await db.get('bob', signal)).toEqual(['bob', 'said "no", twice', 'line\nbreak']);
		expect(folder.read(name)).toBe('ann,cook, 3 \nbob,"said ""no"", twice","line\nbreak"\n'.replace(' 3 ', '" 3 "'));
	});

	it('removes all records of a key, and only those', async () => {
		folder.write(name, '\uFEFFann,1\nanna,2\n\n ann , 3\r\n"ann",4\nbob,ann\n"a,""b""",5\nann');
		const db = open();
		await db.remove('ann', signal);
		expect(folder.read(name)).toBe('\uFEFFanna,2\n\nbob,ann\n"a,""b""",5\n');
		expect([await db.get('ann', signal), await db.get('anna', signal)]).toEqual([[], ['anna', '2']]);
		await db.remove('a,"b"', signal);
		expect(folder.read(name)).toBe('\uFEFFanna,2\n\nbob,ann\n');
	});

	it('leaves the file alone when there is nothing to remove', async () => {
		folder.write(name, 'ann,1\n');
		const { ino } = statSync(folder.at(name));
		await open().remove('an', signal);
		expect(statSync(folder.at(name)).ino).toBe(ino);
	});

	it('adds a line break to a last line without one', async () => {
		folder.write(name, 'ann,1');
		const db = open();
		expect(await db.get('ann', signal)).toEqual(['ann', '1']);
		await db.set(['bob', '2'], signal);
		expect(folder.read(name)).toBe('ann,1\nbob,2\n');
		expect([await db.get('ann', signal), await db.get('bob', signal)]).toEqual([
			['ann', '1'],
			['bob', '2'],
		]);
	});

	it('uses the delimiter', async () => {
		const db = open({ delimiter: ';' });
		await db.set(['a,b', 'c;d'], signal);
		expect(folder.read(name)).toBe('a,b;"c;d"\n');
		expect(await db.get('a,b', signal)).toEqual(['a,b', 'c;d']);
	});

	it('carries out in order what comes at the same time', async () => {
		const db = open();
		const changes = [
			db.set(['a', '1'], signal),
			db.set(['b', '1'], signal),
			db.remove('a', signal),
			db.set(['a', '2'], signal),
			db.remove('b', signal),
			db.remove('c', signal),
		];
		await Promise.all(changes);
		expect(folder.read(name)).toBe('a,2\n');
	});

	it('takes in many and long records at a time', async () => {
		const db = open();
		const long = 'x'.repeat(1_000_000);
		await Promise.all(Array.from({ length: 12 }, (_, number) => db.set([`k${number}`, long], signal)));
		for (let number = 0; number < 12; number++) expect((await db.get(`k${number}`, signal))[1]).toHaveLength(1_000_000);
	});

	it('leaves nothing but the lock beside the file', async () => {
		mkdirSync(folder.at(`tidy-${name}`));
		const path = folder.at(`tidy-${name}/list.csv`);
		const db = open({ path });
		await db.set(['a'], signal);
		await db.remove('a', signal);
		expect(readdirSync(folder.at(`tidy-${name}`)).sort()).toEqual(['list.csv', 'list.csv.lock']);
	});

	test.each([
		'; rm -rf /',
		'`id`',
		'$(id)',
		'-rf',
		'../../etc/passwd',
		'a","b',
		"o'neil",
		'a\nroot,admin',
		'a\r\nroot,admin',
		'=cmd()',
		'__proto__',
		'constructor',
	])('%j is a key like any other', async (key) => {
		const db = open();
		await db.set([key, 'x'], signal);
		await db.set(['other', 'y'], signal);
		expect(await db.get(key, signal)).toEqual([key.trim(), 'x']);
		expect(await db.get('root', signal)).toEqual([]);
		await db.remove(key, signal);
		expect(folder.read(name)).toBe('other,y\n');
	});
});

describe('access', () => {
	test.each([
		['O_RDONLY', 'set', 'opened for reading only'],
		['O_RDONLY', 'remove', 'opened for reading only'],
		['O_WRONLY', 'get', 'opened for writing only'],
	] as const)('%s %s', async (access, method, message) => {
		folder.write(name, 'a,1\n');
		const db = open({ access });
		const work = method === 'set' ? db.set(['b'], signal) : db[method]('a', signal);
		await expect(work).rejects.toThrow(message);
		expect(folder.read(name)).toBe('a,1\n');
	});

	it('writes with O_WRONLY', async () => {
		const db = open({ access: 'O_WRONLY' });
		await db.set(['a'], signal);
		await db.set(['b'], signal);
		await db.remove('a', signal);
		expect(folder.read(name)).toBe('b\n');
	});

	it('makes a file that is missing, for its owner and group', () => {
		open();
		expect(folder.read(name)).toBe('');
		expect(statSync(folder.at(name)).mode & 0o007).toBe(0);
	});

	test.each([
		['O_RDONLY', '', 'no such file or folder'],
		['O_RDWR', 'folder', 'is a folder'],
		['O_RDONLY', 'folder', 'this is not a file'],
		['O_RDWR', 'file/list.csv', 'a part of the path is not a folder'],
	] as const)('%s of what is no list: %s', (access, suffix, message) => {
		mkdirSync(folder.at(`${name}/folder`), { recursive: true });
		folder.write(`${name}/file`, '');
		expect(() => open({ access, path: folder.at(`${name}/${suffix || 'nothing'}`) })).toThrow(message);
	});
});

test('not too many files are open', () => {
	const many = new CsvStores();
	const path = (number: number) => folder.at(`many/${number}.csv`);
	mkdirSync(folder.at('many'));
	for (let number = 0; number < 1_000; number++) open({ path: path(number) }, many);
	expect(() => open({ path: path(1_000) }, many)).toThrow(
		`could not load database at ${path(1_000)}: 1000 others are open`,
	);
	expect(existsSync(path(1_000))).toBe(false);
	open({ path: path(5) }, many);
	many.close();
});

describe('refresh', () => {
	it('sees with `always` what others do to the file', async () => {
		const path = folder.write(name, 'a,1\n');
		const db = open();
		const look = async (key: string) => (await db.get(key, signal))[1];
		expect(await look('a')).toBe('1');
		appendFileSync(path, 'b,2\n');
		expect(await look('b')).toBe('2');
		writeFileSync(path, 'a,3\n');
		expect(await look('a')).toBe('3');
		expect(await look('b')).toBeUndefined();
		// The same length, within the resolution of the clock.
		writeFileSync(path, 'a,4\n');
		expect(await look('a')).toBe('4');
		folder.write(`${name}.edited`, 'a,5\n');
		renameSync(`${path}.edited`, path);
		expect(await look('a')).toBe('5');
		appendFileSync(path, 'c,6');
		expect(await look('c')).toBe('6');
		appendFileSync(path, '7\nd,8\n');
		expect([await look('c'), await look('d')]).toEqual(['67', '8']);
		writeFileSync(path, '');
		expect(await look('a')).toBeUndefined();
	});

	it('sees a change of a file that has long been still, whatever its time says', async () => {
		const path = folder.write(name, 'a,1\n');
		const old = new Date(Date.now() - 3_600_000);
		utimesSync(path, old, old);
		await pause(150);
		const db = open();
		expect(await db.get('a', signal)).toEqual(['a', '1']);
		writeFileSync(path, 'a,2\n');
		utimesSync(path, old, old);
		expect(await db.get('a', signal)).toEqual(['a', '2']);
	});

	it('keeps with `no` the first content', async () => {
		const path = folder.write(name, 'a,1\n');
		const first = open({ refresh: 'no' });
		expect(await first.get('a', signal)).toEqual(['a', '1']);
		writeFileSync(path, 'a,2\nb,3\n');
		await first.set(['c', '4'], signal);
		expect([await first.get('a', signal), await first.get('b', signal), await first.get('c', signal)]).toEqual([
			['a', '1'],
			[],
			[],
		]);
		expect(await open().get('c', signal)).toEqual(['c', '4']);
	});

	it('shares one file among all who open it, by whatever name', async () => {
		const path = folder.write(name, '');
		symlinkSync(path, `${path}.link`);
		const [one, other] = [open(), open({ path: `${path}.link` })];
		await one.set(['a', '1'], signal);
		await other.remove('a', signal);
		await other.set(['b', '2'], signal);
		expect(await one.get('a', signal)).toEqual([]);
		expect(await one.get('b', signal)).toEqual(['b', '2']);
		// The link is still one.
		expect(readdirSync(folder.path).filter((file) => file.startsWith(`${name}.link.`))).toEqual([]);
		expect(folder.read(name)).toBe('b,2\n');
	});
});

describe('files with mistakes', () => {
	test.each([
		['a,1\nb,"2\nc,3\n', 'line 2: a quoted field is not closed'],
		['a,1\n"b"x\n', 'line 2: there is text behind a closing quote'],
	])('%j', async (content, message) => {
		const path = folder.write(name, content);
		const db = open();
		await expect(db.get('a', signal)).rejects.toThrow(`could not load database at ${path}: ${message}`);
		await expect(db.remove('a', signal)).rejects.toThrow(`could not write database at ${path}: ${message}`);
		expect(folder.read(name)).toBe(content);
		folder.write(name, 'a,2\n');
		expect(await db.get('a', signal)).toEqual(['a', '2']);
	});

	it('says that the file is gone, and makes it anew to write', async () => {
		const path = folder.write(name, 'a,1\n');
		const db = open();
		await db.get('a', signal);
		rmSync(path);
		await expect(db.get('a', signal)).rejects.toThrow(`could not load database at ${path}: no such file or folder`);
		await db.set(['b'], signal);
		expect(folder.read(name)).toBe('b\n');
	});

	it('is not kept from going on by one change that fails', async () => {
		const path = folder.at(name);
		const db = open();
		rmSync(path);
		mkdirSync(path);
		await expect(db.set(['a'], signal)).rejects.toThrow(`could not write database at ${path}: is a folder`);
		rmSync(path, { recursive: true });
		await db.set(['a'], signal);
		expect(folder.read(name)).toBe('a\n');
	});
});

describe('owner and permissions', () => {
	it('outlive a removal', async () => {
		const path = folder.write(name, 'a\nb\n');
		chmodSync(path, 0o664);
		if (process.getuid?.() === 0) chownSync(path, 4321, 8765);
		const { uid, gid } = statSync(path);
		await open().remove('a', signal);
		const after = statSync(path);
		expect([after.uid, after.gid, after.mode & 0o777]).toEqual([uid, gid, 0o664]);
	});

	it('does not write through what stands in its way', async () => {
		const path = folder.write(name, 'a\nb\n');
		const precious = folder.write(`${name}-precious`, 'precious');
		symlinkSync(precious, `${path}.new`);
		await open().remove('a', signal);
		expect([folder.read(`${name}-precious`), folder.read(name)]).toEqual(['precious', 'b\n']);
		linkSync(precious, `${path}.new`);
		await open().remove('b', signal);
		expect([folder.read(`${name}-precious`), existsSync(`${path}.new`)]).toEqual(['precious', false]);
	});
});

describe('cancelling', () => {
	const stopped = AbortSignal.abort(new Error('stop'));

	it('is heard before anything happens', async () => {
		const db = open();
		await expect(db.set(['a'], stopped)).rejects.toThrow('stop');
		await expect(db.get('a', stopped)).rejects.toThrow('stop');
		expect(folder.read(name)).toBe('');
	});

	it('takes a change out of the queue', async () => {
		const db = open();
		const controller = new AbortController();
		const first = db.set(['a'], signal);
		const second = expect(db.set(['b'], controller.signal)).rejects.toThrow('cancelled');
		controller.abort();
		await Promise.all([first, second]);
		expect(folder.read(name)).toBe('a\n');
	});
});

describe('a simulation', () => {
	it('reads the file and leaves it as it is', async () => {
		const path = folder.write(name, 'a,1\nb,2\n');
		const before = statSync(path, { bigint: true });
		const simulated = new CsvStores();
		const [db, other] = [open({ overlay: true }, simulated), open({ overlay: true }, simulated)];
		await db.set(['c', ' "3" '], signal);
		await db.set(['a', '4'], signal);
		await db.remove('b', signal);
		expect(await other.get('a', signal)).toEqual(['a', '1']);
		expect(await other.get('b', signal)).toEqual([]);
		expect(await other.get('c', signal)).toEqual(['c', '"3"']);
		await db.remove('a', signal);
		expect(await db.get('a', signal)).toEqual([]);
		await db.set(['a', '5'], signal);
		expect(await db.get('a', signal)).toEqual(['a', '5']);
		simulated.close();
		const after = statSync(path, { bigint: true });
		expect([after.mtimeNs, after.ino, folder.read(name)]).toEqual([before.mtimeNs, before.ino, 'a,1\nb,2\n']);
		expect(existsSync(`${path}.lock`)).toBe(false);
		// Another simulation begins with the file.
		expect(await open({ overlay: true }, new CsvStores()).get('b', signal)).toEqual(['b', '2']);
	});

	it('makes no file', async () => {
		const db = open({ overlay: true });
		expect(await db.get('a', signal)).toEqual([]);
		await db.set(['a'], signal);
		expect(await db.get('a', signal)).toEqual(['a']);
		expect(existsSync(folder.at(name))).toBe(false);
		expect(() => open({ overlay: true, access: 'O_RDONLY', path: folder.at('none.csv') })).toThrow('no such file');
		await expect(open({ overlay: true, refresh: 'no' }).get('a', signal)).resolves.toEqual([]);
	});

	it('keeps to the access mode', async () => {
		folder.write(name, 'a\n');
		await expect(open({ overlay: true, access: 'O_RDONLY' }).set(['b'], signal)).rejects.toThrow('for reading only');
		await expect(open({ overlay: true, access: 'O_WRONLY' }).get('a', signal)).rejects.toThrow('for writing only');
	});
});

/** What a data base should do, in a few lines. */
class Model {
	records: string[][] = [];

	get(key: string): string[] {
		return this.records.find(([first]) => first === key) ?? [];
	}

	set(record: readonly string[]): void {
		this.records.push(record.map((field) => field.trim()));
	}

	remove(key: string): void {
		this.records = this.records.filter(([first]) => first !== key);
	}
}

const field = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r', ' ', 'é', '😀'), maxLength: 3 });
const operation = fc.oneof(
	fc.record({ kind: fc.constant('set' as const), record: fc.array(field, { minLength: 1, maxLength: 3 }) }),
	fc.record({ kind: fc.constant('remove' as const), key: field }),
	fc.record({ kind: fc.constant('get' as const), key: field }),
	// Somebody else, with an editor.
	fc.record({ kind: fc.constant('append' as const), key: fc.constantFrom('a', 'b', 'ab', 'bb') }),
	fc.record({ kind: fc.constant('rewrite' as const), key: fc.constantFrom('a', 'b', 'ab', 'bb') }),
);

test.each([false, true])('does what a list in memory does, overlay %s', async (overlay) => {
	await fc.assert(
		fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
			const own = new CsvStores();
			const path = folder.write(`model-${overlay}.csv`, '');
			const db = own.open({ path, access: 'O_RDWR', refresh: 'always', delimiter: ',', overlay });
			const model = new Model();
			for (const action of operations) {
				if (action.kind === 'set') {
					await db.set(action.record, signal);
					model.set(action.record);
				} else if (action.kind === 'remove') {
					await db.remove(action.key, signal);
					model.remove(action.key);
				} else if (action.kind === 'get') {
					expect(await db.get(action.key, signal)).toEqual(model.get(action.key));
				} else if (action.kind === 'append' && !overlay) {
					appendFileSync(path, `${action.key},x\n`);
					model.set([action.key, 'x']);
				} else if (action.kind === 'rewrite' && !overlay) {
					writeFileSync(path, `${action.key},y\n`);
					model.records = [[action.key, 'y']];
				}
			}
			for (const [key = ''] of model.records) expect(await db.get(key, signal)).toEqual(model.get(key));
			own.close();
		}),
		{ numRuns: 150 },
	);
});
