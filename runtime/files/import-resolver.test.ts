import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../lang/index.ts';
import { importResolver } from './import-resolver.ts';
import { decodeText } from './read-text.ts';

const FILES = new Map(
	['base/a', 'base/sub/a', 'base/sub/b', 'base/c', 'else/d'].map((name) => [resolve(`/r/${name}.vsl`), name]),
);

function found(path: string, from: string): string | undefined {
	const resolver = importResolver('/r/base', {
		exists: (file) => FILES.has(file),
		readText: (file) => decodeText(file, Buffer.from(FILES.get(file) as string), 100),
	});
	return resolver.resolve(path, new SourceFile(from, ''))?.text;
}

describe('imports', () => {
	test.each([
		['a', '/r/base/sub/x.vsl', 'base/a'],
		['./a', '/r/base/sub/x.vsl', 'base/sub/a'],
		['../a', '/r/base/sub/x.vsl', 'base/a'],
		['b', '/r/base/sub/x.vsl', 'base/sub/b'],
		['./c', '/r/base/sub/x.vsl', 'base/c'],
		['sub/b', '/r/base/sub/x.vsl', 'base/sub/b'],
		['a.vsl', '/r/base/sub/x.vsl', 'base/a'],
		['/r/else/d', '/r/base/x.vsl', 'else/d'],
		['../else/d', '/r/base/x.vsl', 'else/d'],
		['d', '/r/base/x.vsl', undefined],
	])('%s from %s is %s', (path, from, expected) => {
		expect(found(path, from)).toBe(expected);
	});

	test('a file is one source however often it is imported', () => {
		const files = { exists: () => true, readText: (file: string) => decodeText(file, Buffer.from('1'), 100) };
		const resolver = importResolver('/r', files);
		const from = new SourceFile('/r/x.vsl', '');
		expect(resolver.resolve('a', from)).toBe(resolver.resolve('./a', from));
	});

	test('a file that cannot be read is an error, not a missing module', () => {
		const files = { exists: () => true, readText: (file: string) => decodeText(file, Buffer.from([0xff]), 100) };
		expect(() => importResolver('/r', files).resolve('a', new SourceFile('/r/x.vsl', ''))).toThrow(
			'Syntax error: /r/a.vsl: The file is not valid UTF-8: unexpected byte 0xFF',
		);
	});
});
