/** What a script asks to be signed, and with which keys (library spec 9). */

import { ArrayValue, MapValue } from '../../lang/values/container.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError, ScriptError } from '../../lang/vm/errors.ts';
import type { AuthenticationPort, SigningKey, SignRequest } from '../host/authentication.ts';
import type { MailHost } from '../host.ts';
import { PrivateKeyValue } from './dkim-values.ts';
import { excerpt } from './objects/ascii.ts';
import { textOf } from './objects/vsl-object.ts';

/** `From` twice: a second one may not be added (RFC 6376 8.15). */
export const DEFAULT_HEADERS: readonly string[] = ['From', 'To', 'Date', 'Subject', 'From'];

export const DEFAULT_CANONICALIZATION = 'simple/relaxed';

type Canonicalization = SignRequest['headerCanonicalization'];

export interface Signing {
	readonly selector: string;
	readonly sdid: string;
	readonly keys: readonly SigningKey[];
	readonly headers: readonly string[];
	/** `HEADER/BODY` */
	readonly canonicalization: string;
}

function isCanonicalization(word: string | undefined): word is Canonicalization {
	return word === 'simple' || word === 'relaxed';
}

/** @throws ScriptError for a bad canonicalization */
export function signRequests({ selector, sdid, keys, headers, canonicalization }: Signing): SignRequest[] {
	const [header, body, ...rest] = canonicalization.split('/');
	if (!isCanonicalization(header) || !isCanonicalization(body) || rest.length > 0) {
		throw runtimeError(
			`the canonicalization is \`HEADER/BODY\`, each \`simple\` or \`relaxed\`, not \`${excerpt(canonicalization)}\``,
		);
	}
	return keys.map((key) => ({
		selector,
		sdid,
		key,
		headers,
		headerCanonicalization: header,
		bodyCanonicalization: body,
	}));
}

function stringOf(value: Value, what: string): string {
	const text = textOf(untag(value));
	if (text === undefined) throw runtimeError(`${what} must be a string, not ${typeName(untag(value))}`);
	return text;
}

/** Names of fields: an array of strings. @throws ScriptError */
export function headerNames(value: Value): string[] {
	const list = untag(value);
	if (!(list instanceof ArrayValue)) throw runtimeError(`the headers to sign must be an array, not ${typeName(list)}`);
	return list.items.map((item) => stringOf(item, 'the name of a header'));
}

/** The configured keys of a domain. @throws ScriptError when it has none */
export function configuredKeys({ ports }: MailHost, domain: string): readonly SigningKey[] {
	const keys = ports.authentication.signingKeys(domain);
	if (keys.length === 0) throw runtimeError(`dkim params are empty for this \`${domain}\``);
	return keys;
}

function keyOfPem(pem: string, authentication: AuthenticationPort): SigningKey {
	try {
		return authentication.readKey(pem);
	} catch (error) {
		throw runtimeError(error instanceof Error ? error.message : String(error));
	}
}

/**
 * The keys of `private_key`: a key, its PEM text, an array of these, or a table of the configuration such as
 * `toml::server.dkim`, which stands for the keys of the domain that signs.
 */
function keysOf(value: Value, host: MailHost, sdid: string): readonly SigningKey[] {
	const given = untag(value);
	if (given instanceof ArrayValue) {
		if (given.items.length === 0) throw runtimeError(`dkim params are empty for this \`${sdid}\``);
		return given.items.map((item) => keyOf(item, host));
	}
	return given instanceof MapValue ? configuredKeys(host, sdid) : [keyOf(given, host)];
}

function keyOf(value: Value, { ports }: MailHost): SigningKey {
	const key = untag(value);
	if (key instanceof PrivateKeyValue) return key.key;
	if (typeof key === 'string') return keyOfPem(key, ports.authentication);
	throw runtimeError(`\`private_key\` must be a key of \`get_private_keys\`, not ${typeName(key)}`);
}

const OPTIONS: ReadonlySet<string> = new Set([
	'selector',
	'private_key',
	'sdid',
	'headers',
	'headers_field',
	'canonicalization',
]);

function propertyNotFound(name: string): ScriptError {
	return new ScriptError('ErrorPropertyNotFound', `Property not found: ${excerpt(name)}`, { property: name });
}

/** The options of `dkim::sign`. @throws ScriptError */
export function signingOptions(options: MapValue, host: MailHost): Signing {
	for (const name of options.sortedKeys()) if (!OPTIONS.has(name)) throw propertyNotFound(name);
	const selector = options.get('selector');
	const privateKey = options.get('private_key');
	if (selector === undefined) throw propertyNotFound('selector');
	if (privateKey === undefined) throw propertyNotFound('private_key');
	const sdid = options.get('sdid');
	const domain = sdid === undefined ? host.context.connection.serverName : stringOf(sdid, '`sdid`');
	const headers = options.get('headers') ?? options.get('headers_field');
	const canonicalization = options.get('canonicalization');
	return {
		selector: stringOf(selector, '`selector`'),
		sdid: domain,
		keys: keysOf(privateKey, host, domain),
		headers: headers === undefined ? DEFAULT_HEADERS : headerNames(headers),
		canonicalization:
			canonicalization === undefined ? DEFAULT_CANONICALIZATION : stringOf(canonicalization, '`canonicalization`'),
	};
}

/** What 1.x signs: for the server name of the connection, with the keys of its virtual domain or of the server. */
export function signingOfServer(
	host: MailHost,
	selector: string,
	headers: readonly string[],
	canonicalization: string,
): Signing {
	const { serverName } = host.context.connection;
	const { authentication, server } = host.ports;
	const own = authentication.signingKeys(serverName);
	const keys = own.length > 0 ? own : authentication.signingKeys(server.name);
	if (keys.length === 0) throw runtimeError(`dkim params are empty for this \`${serverName}\``);
	return { selector, sdid: own.length > 0 ? serverName : server.name, keys, headers, canonicalization };
}
