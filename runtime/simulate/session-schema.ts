/**
 * The files that describe simulated sessions, and the answers of the outside world: one schema for TOML and JSON, read
 * by the reader of the configuration, so that mistakes have places and suggestions. Defaults of what several sessions
 * have in common are not here but in `plan-session.ts`, because a default must not hide what the top level says.
 */

import { isIpText } from '../../stdlib/mail/reverse-name.ts';
import {
	key,
	optional,
	optionalTable,
	type Reading,
	required,
	type TableNode,
	table,
	type ValueOf,
	type ValueType,
} from '../config/nodes.ts';
import { isTable, type Plain } from '../config/plain.ts';
import { boolean, integer, list, path, text } from '../config/types/basic.ts';
import type { TableEntry } from '../dns/answer-table.ts';
import { readAnswerTable } from '../dns/answer-table-data.ts';

const PORT = integer({ min: 0, max: 65_535 });

const IP = text('ip', 'an IP address', (value) =>
	!isIpText(value) ? { message: `"${value}" is not an IP address` } : undefined,
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

/** Answers of name servers, which have a reader of their own. */
const DNS_ANSWERS: ValueType<ReadonlyMap<string, TableEntry>> = {
	name: 'table',
	expected: 'a table',
	read: (value, at) => {
		if (!isTable(value)) return at.mismatch('a table', value);
		const { entries, problems } = readAnswerTable(plainObject(value));
		for (const problem of problems) at.wrong(problem);
		return problems.length === 0 ? entries : undefined;
	},
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
	signal: optional(integer({ min: 1, max: 64 }), {
		doc: 'The signal that ended it, in place of a status; 9 after a time-out.',
	}),
	fails: optional(text('text', 'why the program cannot be started'), {
		doc: 'Why it cannot even be started, such as `"no such file or folder"`.',
	}),
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
	dns: optional(DNS_ANSWERS, { doc: 'Answers of the domain name system, by name.', defaultText: 'nothing is known' }),
	command: key(tables(COMMAND), { default: [], doc: 'Answers of commands.' }),
	delegation: key(tables(DELEGATION), { default: [], doc: 'Answers of services that messages are delegated to.' }),
	users: optional(list(ANY_TEXT), {
		doc: 'Users of the system, beside those with a password.',
		defaultText: '`["root", "postmaster"]`',
	}),
	passwords: key(TEXTS, { default: {}, doc: 'Passwords of users of the system, which `auth::unix_users()` asks for.' }),
	environment: key(TEXTS, { default: {}, doc: 'Variables of the environment.' }),
	time: optional(MOMENT, {
		doc: 'What the clock says all the time, such as `"2026-01-15T09:30:00Z"`.',
		defaultText: 'it goes, from now on',
	}),
	hostname: optional(text('name', 'a host name'), { doc: 'Name of the machine.', defaultText: '`"mx"`' }),
} as const;

const MESSAGE = table('A message of the session.', {
	from: key(ANY_TEXT, { default: '', doc: 'Reverse-path; empty for the null sender.' }),
	to: required(list(text('address', 'an address')), { doc: 'Recipients.' }),
	mail: optional(path, { doc: 'File with the message, an mbox, or a folder of `.eml` files.' }),
	text: optional(ANY_TEXT, { doc: 'The message itself.', defaultText: 'a short test message' }),
});

const CLIENT = optionalTable('Who connects.', {
	ip: optional(IP, { doc: 'Address.', defaultText: '`"203.0.113.5"`' }),
	port: optional(PORT, { doc: 'Port.', defaultText: '`40112`' }),
	ptr: optional(text('name', 'a host name'), {
		doc: 'The name that the address has in the domain name system, and back.',
	}),
	helo: optional(ANY_TEXT, { doc: 'What it calls itself.', defaultText: '`"client.example"`' }),
	tls: optional(boolean, {
		doc: 'Whether it uses TLS: from the beginning on port 465, else with STARTTLS.',
		defaultText: '`false`',
	}),
});

const SERVER = {
	ip: optional(IP, { doc: 'Address.', defaultText: '`"192.0.2.1"`' }),
	port: optional(PORT, { doc: 'Port.', defaultText: '`25`' }),
} as const;

const AUTHENTICATION = optionalTable('What it authenticates with.', {
	user: required(ANY_TEXT, { doc: 'Name of the user.' }),
	password: key(ANY_TEXT, { default: '', doc: 'The password.' }),
	verified: key(boolean, { default: true, doc: 'Whether the users file knows them.' }),
});

/** What is said of one session, or of all of them. */
const SESSION = {
	auth: AUTHENTICATION,
	message: key(tables(MESSAGE), { default: [], doc: 'The messages, in order.' }),
	...ANSWERS,
} as const;

const ONE_OF_SEVERAL = table(
	'One of several sessions. It may have tables `client`, `server` (without `name` and `domains`) and `auth`, too. What it does not say is as at the top level.',
	{
		title: optional(ANY_TEXT, { doc: 'What it shows.' }),
		client: CLIENT,
		server: optionalTable('Whom it connects to.', SERVER),
		...SESSION,
	},
);

export const ANSWERS_SCHEMA = table('Answers of the outside world.', ANSWERS);

export const SESSION_SCHEMA = table('What is simulated.', {
	rules: optional(path, { doc: 'The script.' }),
	config: optional(path, { doc: 'The configuration.' }),
	client: CLIENT,
	server: optionalTable('Whom it connects to.', {
		name: optional(text('name', 'a host name'), {
			doc: 'Name of the server.',
			defaultText: 'that of the configuration',
		}),
		domains: key(list(text('domain', 'a domain')), {
			default: [],
			doc: 'Domains that it handles, beside those of the configuration.',
		}),
		...SERVER,
	}),
	...SESSION,
	session: key(tables(ONE_OF_SEVERAL), { default: [], doc: 'Sessions, one after the other.' }),
});

/** Tables of which there may be several, for the reference. */
export const SESSION_ITEMS = [
	{ name: 'message', node: MESSAGE },
	{ name: 'command', node: COMMAND },
	{ name: 'delegation', node: DELEGATION },
	{ name: 'session', node: ONE_OF_SEVERAL },
] as const;

export type Answers = ValueOf<typeof ANSWERS_SCHEMA>;
export type SessionFile = ValueOf<typeof SESSION_SCHEMA>;
export type OneOfSeveral = ValueOf<typeof ONE_OF_SEVERAL>;
