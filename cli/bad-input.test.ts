/**
 * Whatever a file holds, every command answers with a diagnostic or a result: no stack trace, no hang, no crash.
 */

import { describe, expect, it } from 'vitest';
import { type Result, vsl, vslProcess } from '../tests/run-vsl.ts';
import { scratch } from '../tests/scratch.ts';

const DEPTH = 100_000;
const nested = (open: string, inner: string, close: string): string => open.repeat(DEPTH) + inner + close.repeat(DEPTH);

const files = scratch();
const BAD = [
	['all bytes', Uint8Array.from({ length: 4096 }, (_, index) => index)],
	['zero bytes', '\0'.repeat(10_000)],
	['parentheses', nested('(', '1', ')')],
	['open parentheses', '('.repeat(DEPTH)],
	['arrays', nested('[', '1', ']')],
	['blocks', nested('{', '1', '}')],
	['maps', nested('#{ a: ', '1', '}')],
	['negations', `${'!'.repeat(DEPTH)}true`],
	['minuses', `${'- '.repeat(DEPTH)}1`],
	['closures', `${'||'.repeat(DEPTH)}1`],
	['templates', nested('`${', '1', '}`')],
	['conditions', nested('if true {', '1', '}')],
	['indices', nested('a[', '1', ']')],
	['calls', nested('f(', '1', ')')],
	['sums', `1${' + 1'.repeat(DEPTH)}`],
	['quotes', '"\n'.repeat(DEPTH)],
	['back-ticks', '`${'.repeat(DEPTH)],
	['number signs', `${'#'.repeat(DEPTH)}"`],
	['signs without meaning', '@ '.repeat(DEPTH)],
	['names without end', 'a '.repeat(DEPTH)],
] as const;

const FINE = [
	['nothing', ''],
	['line breaks', '\n'.repeat(DEPTH)],
	['properties', `let a = #{};\na${'?.b'.repeat(DEPTH)}`],
	['a long string', `let s = "${'x'.repeat(1_000_000)}"; s.len`],
	['a long array', `[${'1, '.repeat(200_000)}].len()`],
] as const;

function expectCalm({ stdout, stderr }: Result): void {
	expect(stderr).not.toContain('internal error');
	expect(stdout + stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
}

const COMMANDS = ['run', 'check', 'fmt --check', 'disasm', 'eval --mode compile'];

describe.each(COMMANDS)('vsl %s', (text) => {
	const command = text.split(' ');

	it.each(BAD)('reports %s', async (name, content) => {
		const result = await vsl([...command, files.write(`bad/${name}.vsl`, content)]);
		expect(result.status).toBe(1);
		expectCalm(result);
		expect(result.stdout.length + result.stderr.length).toBeLessThan(1_000_000);
		expect(result.stdout + result.stderr).toMatch(new RegExp(`${name}\\.vsl:\\d+:\\d+`));
	});

	it.each(FINE)('takes %s', async (name, content) => {
		const result = await vsl([...command, files.write(`fine/${name}.vsl`, content)]);
		expectCalm(result);
		expect(result.status).toBe(command[0] === 'fmt' && content !== '' ? 1 : 0);
	});
});

describe('size', () => {
	it('takes a file of 10 MB', async () => {
		const line = 'let total = 1 + 2 * "text".len;\n';
		const path = files.write('large.vsl', line.repeat(10_000_000 / line.length));
		expect(await vslProcess(['run', path])).toEqual({ status: 0, stdout: '', stderr: '' });
	});

	it('refuses what is too large to be a script', async () => {
		const result = await vsl(['run', files.write('huge.vsl', Buffer.alloc(20_000_000, ' '))]);
		expect(result.status).toBe(2);
		expect(result.stderr).toContain('larger than');
	});
});
