/**
 * What kinds of values the lints for mail tell apart: the types of the language, and the objects and services that it
 * knows only as host types.
 */

import { describeType, type TypeWord, typeOfWord } from '../../../../lang/checker/types.ts';

export const OBJECT_KINDS = [
	'ip4',
	'ip6',
	'rg4',
	'rg6',
	'address',
	'fqdn',
	'identifier',
	'regex',
	'code',
	'group',
	'file',
] as const;

export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Services that run here; others are known by name only. */
export const SERVICE_KINDS = ['cmd', 'smtp', 'csv', 'sqlite'] as const;

export type ServiceKind = (typeof SERVICE_KINDS)[number];

export type MailKind =
	| ObjectKind
	| ServiceKind
	| 'status'
	/** The array that `rcpt_list` gives. */
	| 'recipients'
	| 'credentials'
	| 'date-time'
	| 'context'
	| 'message'
	| 'server'
	| 'part'
	| 'command-result';

export type Kind = MailKind | TypeWord;

const OBJECTS: ReadonlySet<string> = new Set(OBJECT_KINDS);
const SERVICES: ReadonlySet<string> = new Set(SERVICE_KINDS);

export function isObjectKind(kind: Kind | undefined): kind is ObjectKind {
	return kind !== undefined && OBJECTS.has(kind);
}

export function isServiceKind(kind: Kind | undefined): kind is ServiceKind {
	return kind !== undefined && SERVICES.has(kind);
}

/** The words of declarations that name the same kind in some generation (directive spec 4.1). */
const TYPE_WORDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
	...OBJECT_KINDS.map((kind): [string, Kind] => [kind, kind]),
	['addr', 'address'],
	['ident', 'identifier'],
	['grp', 'group'],
	['string', 'string'],
	['str', 'string'],
	['val', 'string'],
]);

/** What `object NAME WORD = …` declares; `undefined` for a word that names no type. */
export function kindOfWord(word: string): Kind | undefined {
	return TYPE_WORDS.get(word);
}

/** What `service NAME TYPE[:CONTENT] = …` declares, if it is a service that runs here. */
export function kindOfService(type: string, content: string | undefined): ServiceKind | undefined {
	if (type === 'shell') return 'cmd';
	const word = type === 'db' ? content : type;
	return SERVICE_KINDS.find((kind) => kind === word);
}

const NOUNS: Readonly<Record<MailKind, string>> = {
	ip4: 'an IPv4 address',
	ip6: 'an IPv6 address',
	rg4: 'an IPv4 network',
	rg6: 'an IPv6 network',
	address: 'an address',
	fqdn: 'a domain',
	identifier: 'an identifier',
	regex: 'a regex',
	code: 'a reply code',
	group: 'a group',
	file: 'a file of objects',
	status: 'a status',
	recipients: 'a list of recipients',
	credentials: 'the credentials',
	'date-time': 'a point in time',
	context: 'the context',
	message: 'the message',
	server: 'the server',
	part: 'a part of the message',
	'command-result': 'the result of a command',
	cmd: 'a `cmd` service',
	smtp: 'an `smtp` service',
	csv: 'a `csv` data base',
	sqlite: 'an SQLite data base',
};

/** How a kind is called in messages. */
export function describeKind(kind: Kind): string {
	return NOUNS[kind as MailKind] ?? describeType(typeOfWord(kind));
}
