import { expect, test } from 'vitest';
import { PendingHeaders } from './pending-headers.ts';

const RAW = Buffer.from('Subject: x\r\n\r\nbody\r\n');

test('headers of connect and helo go on every message, later ones on one', () => {
	const pending = new PendingHeaders();
	pending.message.headers.append('X-Connect', '1');
	pending.beginGreeting();
	pending.message.headers.append('X-Helo', '2');
	pending.beginTransaction();
	pending.message.headers.append('X-Mail', '3');
	pending.message.headers.prepend('X-Top', '4');
	expect(pending.message.received).toBe(false);
	expect(pending.receive(RAW).bytes().toString()).toBe(
		'X-Top: 4\r\nX-Connect: 1\r\nX-Helo: 2\r\nX-Mail: 3\r\nSubject: x\r\n\r\nbody\r\n',
	);
	pending.endTransaction();
	pending.beginTransaction();
	expect(pending.receive(RAW).headers.lines()).toEqual(['X-Connect: 1', 'X-Helo: 2', 'Subject: x']);
});

test('a greeting forgets what an earlier one added', () => {
	const pending = new PendingHeaders();
	pending.message.headers.append('X-Connect', '1');
	for (const name of ['X-First', 'X-Second']) {
		pending.beginGreeting();
		pending.message.headers.append(name, '2');
	}
	pending.beginTransaction();
	expect(pending.message.headers.lines()).toEqual(['X-Connect: 1', 'X-Second: 2']);
});

test('what one transaction removes, the next has again', () => {
	const pending = new PendingHeaders();
	pending.message.headers.append('X-Connect', '1');
	pending.beginTransaction();
	expect(pending.message.headers.remove('X-Connect')).toBe(true);
	expect(pending.receive(RAW).changed).toBe(false);
	pending.endTransaction();
	pending.beginTransaction();
	expect(pending.message.headers.has('X-Connect')).toBe(true);
});

test('a message without headers of its own gets them with an empty line', () => {
	const pending = new PendingHeaders();
	pending.message.headers.append('X', 'y');
	expect(pending.receive(Buffer.from('only a body\r\n')).bytes().toString()).toBe('X: y\r\n\r\nonly a body\r\n');
	expect(pending.receive(Buffer.alloc(0)).bytes().toString()).toBe('X: y\r\n');
});

test('without additions the message is the buffer that came', () => {
	const pending = new PendingHeaders();
	pending.beginGreeting();
	pending.beginTransaction({ smtpUtf8: true });
	expect(pending.message.smtpUtf8).toBe(true);
	const message = pending.receive(RAW, { smtpUtf8: true });
	expect([message.received, message.smtpUtf8, message.bytes() === RAW]).toEqual([true, true, true]);
});
