import { expect, test } from 'vitest';
import { MessageError } from '../../stdlib/host/message.ts';
import type { Headers } from './headers.ts';
import { Message } from './message.ts';

const RAW = [
	'Received: one',
	'Received:two',
	'SUBJECT: =?utf-8?Q?caf=C3=A9?=',
	'X-Folded:  a',
	'\t b',
	'X-Raw: caf\xe9',
	'__proto__: x',
	'',
	'body',
	'',
].join('\r\n');

const message = (): Message => new Message(Buffer.from(RAW, 'latin1'));

test.each<[what: string, read: (headers: Headers) => unknown, expected: unknown]>([
	['has', (h) => h.has('subject'), true],
	['has not', (h) => h.has('X'), false],
	['has no magic', (h) => [h.has('constructor'), h.has('toString'), h.has('__proto__')], [false, false, true]],
	['get', (h) => h.get('ReCeIvEd'), 'one'],
	['get nothing', (h) => h.get('X'), undefined],
	['get magic', (h) => [h.get('__proto__'), h.get('constructor')], ['x', undefined]],
	['get folded', (h) => h.get('X-Folded'), 'a\t b'],
	['get raw', (h) => h.get('X-Raw'), 'café'],
	['get encoded', (h) => h.get('Subject'), '=?utf-8?Q?caf=C3=A9?='],
	['decoded', (h) => h.getDecoded('Subject'), 'café'],
	['decoded nothing', (h) => h.getDecoded('X'), undefined],
	['values', (h) => h.values('received'), [' one', 'two']],
	['values folded', (h) => h.values('x-folded'), ['  a\r\n\t b']],
	['lines of a name', (h) => h.lines('received'), ['Received: one', 'Received:two']],
	['all lines', (h) => h.lines().length, 6],
	['count', (h) => h.count('Received'), 2],
	['count nothing', (h) => h.count('X'), 0],
])('%s', (_what, read, expected) => {
	expect(read(message().headers)).toEqual(expected);
});

/** The text in which a change differs from the message: what is gone, and what is there instead. */
function difference(change: (headers: Headers) => unknown): [gone: string, there: string] {
	const changed = message();
	change(changed.headers);
	const text = changed.bytes().toString('latin1');
	let start = 0;
	while (start < RAW.length && RAW[start] === text[start]) start++;
	let end = 0;
	while (end < RAW.length - start && end < text.length - start && RAW.at(-1 - end) === text.at(-1 - end)) end++;
	return [RAW.slice(start, RAW.length - end), text.slice(start, text.length - end)];
}

test.each<[what: string, change: (headers: Headers) => unknown, gone: string, there: string]>([
	['append', (h) => h.append('X', 'y'), '', 'X: y\r\n'],
	['prepend', (h) => h.prepend('X', 'y'), '', 'X: y\r\n'],
	['append twice', (h) => [h.append('X', '1'), h.append('Y', '2')], '', 'X: 1\r\nY: 2\r\n'],
	['prepend twice', (h) => [h.prepend('X', '1'), h.prepend('Y', '2')], '', 'Y: 2\r\nX: 1\r\n'],
	['set what is there keeps the name', (h) => h.set('subject', 'tea'), '=?utf-8?Q?caf=C3=A9?=', 'tea'],
	['set the first of two', (h) => h.set('Received', 'zero'), 'one', 'zero'],
	['set a folded one', (h) => h.set('X-Folded', 'c'), ' a\r\n\t b', 'c'],
	['set what is not there', (h) => h.set('X', 'y'), '', 'X: y\r\n'],
	['rename', (h) => h.rename('subject', 'X-Subject'), 'SUBJECT', 'X-Subject'],
	['rename keeps the value', (h) => h.rename('x-folded', 'Y'), 'X-Folded', 'Y'],
	['rename nothing', (h) => h.rename('X', 'Y'), '', ''],
	['remove', (h) => h.remove('SUBJECT'), 'SUBJECT: =?utf-8?Q?caf=C3=A9?=\r\n', ''],
	['remove nothing', (h) => h.remove('X'), '', ''],
	['remove what was added', (h) => [h.append('X', 'y'), h.remove('X')], '', ''],
])('%s', (_what, change, gone, there) => {
	expect(difference(change)).toEqual([gone, there]);
});

test('the first of two goes', () => {
	const changed = message();
	expect(changed.headers.remove('received')).toBe(true);
	expect(changed.headers.lines('Received')).toEqual(['Received:two']);
	expect(changed.headers.remove('Received')).toBe(true);
	expect(changed.headers.remove('Received')).toBe(false);
	expect(changed.bytes().toString('latin1').startsWith('SUBJECT: ')).toBe(true);
});

test.each<(headers: Headers) => unknown>([
	(h) => h.has('a b'),
	(h) => h.get(''),
	(h) => h.getDecoded('a:'),
	(h) => h.values('é'),
	(h) => h.lines('a\n'),
	(h) => h.count('a\0'),
	(h) => h.append('a b', 'x'),
	(h) => h.prepend('a b', 'x'),
	(h) => h.set('a b', 'x'),
	(h) => h.set('Subject', 'x\ny'),
	(h) => h.rename('a b', 'c'),
	(h) => h.rename('Subject', 'a b'),
	(h) => h.rename('Nothing', 'a b'),
	(h) => h.remove('a b'),
])('a bad name or value is refused and changes nothing: %s', (run) => {
	const refused = message();
	expect(() => run(refused.headers)).toThrow(MessageError);
	expect(refused.changed).toBe(false);
});

test.each([
	['a mailbox line stays above', 'From a@b.example\nA: 1\n\nx', 'From a@b.example\nX: y\r\nA: 1\n\nx'],
	['an empty message', '', 'X: y\r\n'],
	['only an empty line', '\r\n', 'X: y\r\n\r\n'],
	['a body only', 'body', 'X: y\r\n\r\nbody'],
	['a body that looks like a fold', ' body', 'X: y\r\n\r\n body'],
	['no empty line', 'A: 1\r\nbody', 'X: y\r\nA: 1\r\n\r\nbody'],
])('prepended to %s', (_what, raw, expected) => {
	const changed = new Message(Buffer.from(raw));
	changed.headers.prepend('X', 'y');
	expect(changed.bytes().toString()).toBe(expected);
});

test.each([
	['no line end', 'A: 1', 'A: 1\r\nX: y\r\n'],
	['no empty line', 'A: 1\r\n', 'A: 1\r\nX: y\r\n'],
	['bare line feeds', 'A: 1\n\nx\n', 'A: 1\nX: y\r\n\nx\n'],
])('appended to a header with %s', (_what, raw, expected) => {
	const changed = new Message(Buffer.from(raw));
	changed.headers.append('X', 'y');
	expect(changed.bytes().toString()).toBe(expected);
});
