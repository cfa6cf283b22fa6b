/**
 * The files that describe a simulated session, and the answers of the outside world: one schema for TOML and JSON,
 * read by the reader of the configuration, so that mistakes have places and suggestions.
 */

import { isIP } from 'node:net';
import {
	key,
	optional,
	optionalTable,
	type Reading,
	required,
	type TableNode,
	table,
	type ValueType,
} from '../config/nodes.ts';
import { isTable, type Plain } from '../config/plain.ts';
import { boolean, integer, list, path, text } from '../config/types/basic.ts';

const PORT = integer({ min: 0, max: 65_535 });

const IP = text('ip', 'an IP address', (value) =>
	isIP(value) === 0 ? { message: `"${value}" is not an IP address` } : undefined,
);

/** A text that may be empty. */
const ANY_TEXT: ValueType<string> = {
	name: 'text',
	expected: 'a text',
	read: (value, at) => (typeof value === 'string' ? value : at.mismatch('a text', value)),
	show: (value) => value,
};

const MOMENT = text('moment', 'a moment such as "2026-01-15T09:30:00Z"', (value) =>
	Number.isNaN(Date.parse(value))
		? { message: `"${value}" is not a moment such as "2026-01-15T09:30:00Z"` }
		: undefined,
);

/** Data that has a reader of its own: tables as objects. */
const DATA: ValueType<{ readonly data: unknown }> = {
	name: 'table',
	expected: 'a table',
	read: (value, at) => (isTable(value) ? { data: plainObject(value) } : at.mismatch('a table', value)),
	show: () => '',
};

function plainObject(value: Plain): unknown {
	if (Array.isArray(value)) return value.map(plainObject);
	if (!isTable(value)) return value;
	// Names from a file must not reach a prototype.
	const object: Record<string, unknown> = Object.create(null);
	for (const [name, item] of value) object[name] = plainObject(item);
	return object;
}

/** Texts by name. */
const TEXTS: ValueType<ReadonlyMap<string, string>> = {
	name: 'table of texts',
	expected: 'a table of texts',
	read: (value, at) => {
		if (!isTable(value)) return at.mismatch('a table of texts', value);
		const texts = new Map<string, string>();
		for (const [name, item] of value) {
			const read = ANY_TEXT.read(item, at.part(name));
			if (read !== undefined) texts.set(name, read);
		}
		return texts.size === value.size ? texts : undefined;
	},
	show: () => '',
};

function tables<T>(node: TableNode<T>): ValueType<readonly T[]> {
	const item: ValueType<T> = {
		name: 'table',
		expected: 'a table',
		read: (value: Plain, at: Reading) => (isTable(value) ? at.table(node, value) : at.mismatch('a table', value)),
		show: () => '',
	};
	return list(item);
}

const COMMAND = table('The answer of a command.', {
	command: required(text('text', 'the program as the service names it'), { doc: 'The program.' }),
	args: optional(list(ANY_TEXT), { doc: 'The answer is for these arguments only.' }),
	code: key(integer({ min: 0, max: 255 }), { default: 0, doc: 'Exit status.' }),
	signal: optional(integer({ min: 1, max: 64 }), { doc: 'The signal that ended it, in place of a status.' }),
	stdout: key(ANY_TEXT, { default: '', doc: 'What it printed.' }),
	stderr: key(ANY_TEXT, { default: '', doc: 'What it printed to standard error.' }),
});

const DELEGATION = table('What a service makes of messages that are delegated to it.', {
	address: required(text('address', 'the address that messages are sent to'), {
		doc: '`delegator.address` of the service.',
	}),
	headers: key(TEXTS, { default: {}, doc: 'Fields that it adds at the top.' }),
	mail: optional(path, { doc: 'The message that it sends back instead.' }),
});

/** Keys of a file of answers, and of the same tables in a file of a session. */
const ANSWERS = {
	dns: optional(DATA, { doc: 'Answers of the domain name system, by name.' }),
	command: key(tables(COMMAND), { default: [], doc: 'Answers of commands.' }),
	delegation: key(tables(DELEGATION), { default: [], doc: 'Answers of services.' }),
	users: key(list(ANY_TEXT), { default: ['root', 'postmaster'], doc: 'Users of the system.' }),
	passwords: key(TEXTS, { default: {}, doc: 'Passwords of users, for `authenticate()`.' }),
	environment: key(TEXTS, { default: {}, doc: 'Variables of the environment.' }),
	time: optional(MOMENT, { doc: 'When the session begins; now, if it does not say.' }),
	hostname: key(text('name', 'a host name'), { default: 'mx', doc: 'Name of the machine.' }),
} as const;

const MESSAGE = table('A message of the session.', {
	from: key(ANY_TEXT, { default: '', doc: 'Reverse-path; empty for the null sender.' }),
	to: required(list(text('address', 'an address')), { doc: 'Recipients.' }),
	mail: optional(path, { doc: 'File with the message.' }),
	text: optional(ANY_TEXT, { doc: 'The message itself.' }),
});

const CLIENT = table('Who connects.', {
	ip: key(IP, { default: '203.0.113.5', doc: 'Address.' }),
	port: key(PORT, { default: 40_112, doc: 'Port.' }),
	ptr: optional(text('name', 'a host name'), {
		doc: 'The name that the address has in the domain name system, and back.',
	}),
	helo: key(ANY_TEXT, { default: 'client.example', doc: 'What it calls itself.' }),
	tls: key(boolean, { default: false, doc: 'Whether it uses STARTTLS.' }),
});

const SERVER = table('Whom it connects to.', {
	name: optional(text('name', 'a host name'), { doc: 'Name of the server, in place of that of the configuration.' }),
	domains: key(list(text('domain', 'a domain')), {
		default: [],
		doc: 'Domains that it handles, beside those of the configuration.',
	}),
	ip: key(IP, { default: '192.0.2.1', doc: 'Address.' }),
	port: key(PORT, { default: 25, doc: 'Port.' }),
});

const AUTHENTICATION = optionalTable('What it authenticates with.', {
	user: required(ANY_TEXT, { doc: 'Name of the user.' }),
	password: key(ANY_TEXT, { default: '', doc: 'The password.' }),
	verified: key(boolean, { default: true, doc: 'Whether the users file knows them.' }),
});

export const ANSWERS_SCHEMA = table('Answers of the outside world.', ANSWERS);

export const SESSION_SCHEMA = table('A session to be simulated.', {
	rules: optional(path, { doc: 'The script.' }),
	config: optional(path, { doc: 'The configuration.' }),
	client: CLIENT,
	server: SERVER,
	auth: AUTHENTICATION,
	message: key(tables(MESSAGE), { default: [], doc: 'The messages, in order.' }),
	...ANSWERS,
});
