import { expect, test } from 'vitest';
import { parseByteSize } from './byte-size.ts';

const GOOD: [text: string, bytes: number][] = [
	['0', 0],
	['512', 512],
	['512B', 512],
	['1KB', 1000],
	['1kb', 1000],
	['1KiB', 1024],
	['512kib', 524288],
	['10MB', 10_000_000],
	['16MiB', 16_777_216],
	[' 1.5 GiB ', 1_610_612_736],
	['2GB', 2e9],
	['1TB', 1e12],
	['1TiB', 1_099_511_627_776],
	['0.5KB', 500],
	['9007199254740991', Number.MAX_SAFE_INTEGER],
];

const BAD: [text: string, message: string, help?: string][] = [
	['', 'this is no size', 'for example'],
	['MB', 'this is no size'],
	['-1', 'this is no size'],
	['1e6', 'this is no size'],
	['1,5MB', 'this is no size'],
	['10 MB 5', 'this is no size'],
	['10M', '`M` is no unit of size', 'the units are'],
	['10MBB', '`MBB` is no unit of size', 'did you mean `M'],
	['10 Mbi', '`Mbi` is no unit of size', 'did you mean `M'],
	['0.3B', 'this is no whole number of bytes'],
	['0.0001KB', 'this is no whole number of bytes'],
	['9007199254740992', 'the size is too large'],
	['99999999999999999999TB', 'the size is too large'],
	['1'.repeat(100), 'this is no size'],
];

test.each(GOOD)('%j is %d bytes', (text, bytes) => {
	expect(parseByteSize(text)).toEqual({ ok: true, value: bytes });
});

test.each(BAD)('%j: %s', (text, message, help = '') => {
	const result = parseByteSize(text);
	expect(result).toMatchObject({ ok: false, message });
	expect(result.ok ? '' : (result.help ?? '')).toContain(help);
});
