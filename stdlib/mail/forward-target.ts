/**
 * Where `forward` sends to: a domain, an address, either with a port, or a URL (library spec 6).
 *
 * The text may come from a data base, so it is taken apart strictly: whatever could mean something else to the
 * delivery (control characters, blanks, a second `@`) is refused.
 */

import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { runtimeError, type ScriptError } from '../../lang/vm/errors.ts';
import type { ForwardTarget } from '../host/context.ts';

const SMTP_PORT = 25;
const SUBMISSION_PORT = 587;
const SUBMISSIONS_PORT = 465;

const LONGEST_TARGET = 2048;

function hasBlankOrControl(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code <= 0x20 || code === 0x7f) return true;
	}
	return false;
}

const TLS_VALUES = ['none', 'opportunistic', 'required', 'tunnel'] as const;

/** Longer texts are cut off in messages. */
const LONGEST_SHOWN = 80;

/** Without the credentials of a URL: messages end in logs. */
function unusable(text: string): ScriptError {
	const scheme = text.indexOf('://');
	const at = text.lastIndexOf('@');
	const shown = scheme >= 0 && at > scheme ? `${text.slice(0, scheme)}://…${text.slice(at)}` : text;
	return runtimeError(`${shown.slice(0, LONGEST_SHOWN)} could not be used as a forward target.`);
}

interface Host {
	readonly host: string;
	readonly isAddress: boolean;
}

function isScope(scope: string): boolean {
	return scope !== '' && /^[\w.-]{1,32}$/.test(scope);
}

function addressHost(text: string): Host | undefined {
	if (isIPv4(text)) return { host: text, isAddress: true };
	const percent = text.indexOf('%');
	const address = percent < 0 ? text : text.slice(0, percent);
	if (!isIPv6(address) || (percent >= 0 && !isScope(text.slice(percent + 1)))) return undefined;
	return { host: text, isAddress: true };
}

function domainHost(text: string): Host | undefined {
	const name = text.endsWith('.') ? text.slice(0, -1) : text;
	if (name === '' || name.length > 253 || /[^\w.\u0080-\uffff-]/.test(name)) return undefined;
	const ascii = domainToASCII(name);
	if (ascii === '' || ascii.split('.').some((label) => label === '' || label.length > 63)) return undefined;
	return { host: ascii, isAddress: false };
}

function parsePort(text: string): number | undefined {
	if (!/^\d{1,5}$/.test(text)) return undefined;
	const port = Number(text);
	return port > 0 && port < 65536 ? port : undefined;
}

/** `host`, `host:port`, `[v6]`, `[v6]:port`, `v6`, `fe80::1%eth0:port`. */
function parseHostPort(text: string): (Host & { readonly port: number | undefined }) | undefined {
	if (text.startsWith('[')) {
		const close = text.indexOf(']');
		const inner = close < 0 ? undefined : addressHost(text.slice(1, close).replace(/^IPv6:/i, ''));
		if (inner === undefined) return undefined;
		const rest = text.slice(close + 1);
		if (rest === '') return { ...inner, port: undefined };
		const port = rest.startsWith(':') ? parsePort(rest.slice(1)) : undefined;
		return port === undefined ? undefined : { ...inner, port };
	}
	const address = addressHost(text);
	// A scope is followed by a port, which looks like a part of the address (library spec 6).
	if (address !== undefined && !text.includes('%')) return { ...address, port: undefined };
	const colon = text.lastIndexOf(':');
	if (colon >= 0) {
		const host = text.slice(0, colon);
		const port = parsePort(text.slice(colon + 1));
		const found = addressHost(host) ?? (host.includes(':') ? undefined : domainHost(host));
		if (port !== undefined && found !== undefined) return { ...found, port };
	}
	if (address !== undefined) return { ...address, port: undefined };
	const domain = domainHost(text);
	return domain === undefined ? undefined : { ...domain, port: undefined };
}

function decode(text: string): string {
	let decoded: string;
	try {
		decoded = decodeURIComponent(text);
	} catch {
		throw runtimeError('the credentials of the URL are not percent-encoded correctly');
	}
	if (hasBlankOrControl(decoded.replaceAll(' ', ''))) throw runtimeError('the credentials contain a control character');
	return decoded;
}

function tlsOf(query: string): ForwardTarget['tls'] {
	let tls: ForwardTarget['tls'] = 'opportunistic';
	for (const pair of query.split('&')) {
		if (pair === '') continue;
		const equals = pair.indexOf('=');
		const key = equals < 0 ? pair : pair.slice(0, equals);
		const value = equals < 0 ? '' : pair.slice(equals + 1);
		if (key !== 'tls') throw runtimeError(`parameter '${key}'/'${value}' is not supported`);
		const known = TLS_VALUES.find((other) => other === value);
		if (known === undefined) {
			const expected = TLS_VALUES.map((other) => `'${other}'`).join(', ');
			throw runtimeError(`invalid value '${value}' for parameter 'tls'; expected: ${expected}`);
		}
		tls = known;
	}
	return tls;
}

function parseUrl(text: string, scheme: string, rest: string): ForwardTarget {
	if (scheme !== 'smtp' && scheme !== 'smtps') throw runtimeError(`scheme ${scheme} is not supported`);
	const [path = '', ...queries] = rest.split('?');
	const query = queries.join('?');
	const at = path.lastIndexOf('@');
	const user = at < 0 ? undefined : path.slice(0, at);
	const authority = (at < 0 ? path : path.slice(at + 1)).replace(/\/$/, '');
	if (authority === '') throw runtimeError('missing host');
	const parsed = parseHostPort(authority);
	if (parsed === undefined) throw unusable(text);
	const tls = tlsOf(query);
	if (scheme === 'smtps' && query.includes('tls=')) throw runtimeError("cannot specify both 'smtps://' and '?tls='");
	let credentials: ForwardTarget['credentials'];
	if (user !== undefined) {
		const colon = user.indexOf(':');
		credentials = {
			user: decode(colon < 0 ? user : user.slice(0, colon)),
			password: colon < 0 ? '' : decode(user.slice(colon + 1)),
		};
	}
	const usual = scheme === 'smtps' ? SUBMISSIONS_PORT : credentials === undefined ? SMTP_PORT : SUBMISSION_PORT;
	return {
		host: parsed.host,
		isAddress: parsed.isAddress,
		port: parsed.port ?? usual,
		tls: scheme === 'smtps' ? 'tunnel' : tls,
		credentials,
		text: `${scheme}://${credentials === undefined ? '' : `${encodeURIComponent(credentials.user)}@`}${authority}${query === '' ? '' : `?${query}`}`,
	};
}

/** @throws ScriptError with the texts of library spec 6 */
export function parseForwardTarget(text: string): ForwardTarget {
	if (text.length > LONGEST_TARGET || hasBlankOrControl(text)) throw unusable(text);
	const scheme = text.indexOf('://');
	if (scheme >= 0) return parseUrl(text, text.slice(0, scheme).toLowerCase(), text.slice(scheme + 3));
	const parsed = parseHostPort(text);
	if (parsed === undefined) throw unusable(text);
	const { host, isAddress, port } = parsed;
	return { host, isAddress, port: port ?? SMTP_PORT, tls: 'opportunistic', credentials: undefined, text };
}
