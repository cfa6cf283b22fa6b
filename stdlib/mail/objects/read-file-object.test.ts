import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileObject } from './file.ts';
import { diskContext, type ObjectContext } from './object-context.ts';
import type { ContentType } from './object-words.ts';
import { MAX_PATTERNS, readFileObject } from './read-file-object.ts';
import { testContext } from './test-engine.ts';

const SCRIPT = '/rules/sub';

/** Reads `/rules/sub/f`. */
function read(content: string | Uint8Array, type: ContentType = 'string'): FileObject {
	return readFileObject('f', type, testContext({ '/rules/sub/f': content }), SCRIPT);
}

describe('lines', () => {
	test.each<[string, readonly string[]]>([
		['a\nb', ['a', 'b']],
		['a\nb\n', ['a', 'b']],
		['a\r\nb\r\n', ['a', 'b']],
		['\n\n a \t\n\n', ['a']],
		['a b\n', ['a b']],
		['', []],
		['\n', []],
		['\ufeffa\n', ['a']],
		['\u3000é\u0085\n', ['é']],
		['# a\n', ['# a']],
		['a\u0000b', ['a\u0000b']],
	])('of %j', (content, items) => {
		expect(read(content).texts).toEqual(items);
	});

	test('are shown in the canonical form', () => {
		expect(read('10.1.2.3/8\n192.0.2.1/32\n', 'rg4').texts).toEqual(['10.0.0.0/8', '192.0.2.1/32']);
		expect(read('2001:DB8:0::1\n', 'ip6').texts).toEqual(['2001:db8::1']);
		expect(read('MX.example.\n', 'fqdn').texts).toEqual(['MX.example']);
	});
});

describe('where a file is looked for', () => {
	const files = { '/rules/sub/both': 'script', '/rules/both': 'base', '/rules/base': 'base', '/elsewhere': 'absolute' };
	test.each([
		['both', SCRIPT, 'script'],
		['base', SCRIPT, 'base'],
		['../base', SCRIPT, 'base'],
		['./both', SCRIPT, 'script'],
		['both', undefined, 'base'],
		['/elsewhere', SCRIPT, 'absolute'],
	])('%s from %s', (path, folder, expected) => {
		expect(readFileObject(path, 'string', testContext(files), folder).texts).toEqual([expected]);
	});

	test.each(['elsewhere', '/both', 'missing'])('%s is not found', (path) => {
		const load = () => readFileObject(path, 'string', testContext(files), SCRIPT);
		expect(load).toThrow(`failed to read file: '${path}': there is no such file`);
	});
});

describe('what is refused', () => {
	test('bytes that are not UTF-8', () => {
		expect(() => read(Uint8Array.of(0x61, 0x0a, 0xff))).toThrow("the file '/rules/sub/f' is not valid UTF-8");
	});

	test('a line that is no item, with its number', () => {
		expect(() => read('a.b\n\n a_b\n', 'fqdn')).toThrow("file '/rules/sub/f', line 3: 'a_b' is not a valid fqdn.");
		expect(() => read('^a\n(\n', 'regex')).toThrow(
			"file '/rules/sub/f', line 2: '(' is not a valid regex: missing closing )",
		);
	});

	test('too many patterns', () => {
		const lines = (count: number) => Array.from({ length: count }, () => 'a').join('\n');
		expect(read(lines(MAX_PATTERNS), 'regex').length).toBe(MAX_PATTERNS);
		expect(() => read(lines(MAX_PATTERNS + 1), 'regex')).toThrow(`has more than ${MAX_PATTERNS} items`);
	});

	test('a file that the host will not read', () => {
		const context: ObjectContext = {
			baseDirectory: '/rules',
			readFile: () => {
				throw new Error('permission denied');
			},
		};
		expect(() => readFileObject('f', 'string', context, undefined)).toThrow(
			"failed to read file: '/rules/f': permission denied",
		);
	});
});

describe('on disk', () => {
	let folder = '';
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'vsl-lists-'));
		mkdirSync(join(folder, 'sub'));
		writeFileSync(join(folder, 'list'), 'ann\nbob\n');
		writeFileSync(join(folder, 'closed'), 'ann\n');
		chmodSync(join(folder, 'closed'), 0);
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	const load = (path: string) => readFileObject(path, 'string', diskContext(folder), undefined);

	test('a file is found and stays as it was read', () => {
		const list = load('list');
		writeFileSync(join(folder, 'list'), 'eve\n');
		expect(list.texts).toEqual(['ann', 'bob']);
		expect(list.path).toBe(join(folder, 'list'));
	});

	test.each([
		['sub', 'it is a folder'],
		['/dev/zero', 'it is not a regular file'],
		['list/below', 'there is no such file'],
		['a\u0000b', 'the path has a NUL character'],
		['x'.repeat(5000), 'the path is too long'],
	])('%s: %s', (path, problem) => {
		expect(() => load(path)).toThrow(problem);
	});

	test.skipIf(process.getuid?.() === 0)('a file without permission', () => {
		expect(() => load('closed')).toThrow('permission denied');
	});
});
