/**
 * Whether a client is among the hosts that a rule trusts (library spec 7): addresses, networks, lists of them, and names
 * of hosts. A name counts for the client only if it is confirmed, and is looked up only where the answer depends on it.
 */

import { ArrayValue } from '../../lang/values/container.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import type { DnsPort } from '../host/dns.ts';
import { confirmedNames } from './confirmed-names.ts';
import { excerpt } from './objects/ascii.ts';
import { objectContains } from './objects/containment.ts';
import { objectEquals } from './objects/equality.ts';
import { type Leaves, type ListObject, leavesOfFile, leavesOfGroup } from './objects/leaves.ts';
import { type AnyObject, asObject } from './objects/vsl-object.ts';
import { isIpText, unmappedIp } from './reverse-name.ts';

/** Arrays in arrays: more are a mistake. */
const MOST_NESTING = 64;

/** What `hosts` was made of: strings are addresses in canonical form. */
export type TrustedHost = string | AnyObject;

function hostOf(item: Value): TrustedHost {
	const object = asObject(item);
	if (object !== undefined && object.kind !== 'code') return object;
	if (typeof item !== 'string') {
		const found = object === undefined ? typeName(item) : object.kind;
		throw runtimeError(`hosts are ip4, ip6, rg4, rg6 and fqdn objects and lists of these, not ${found}`);
	}
	if (!isIpText(item)) {
		throw runtimeError(
			`the host \`${excerpt(item)}\` is not an IP address: write rg4("…") for a network, fqdn("…") for a name`,
		);
	}
	return unmappedIp(item);
}

/**
 * The hosts of an argument: a group or file, a single object, or an array of these.
 * @throws ScriptError for anything else
 */
export function trustedHosts(hosts: Value): readonly TrustedHost[] {
	const trusted: TrustedHost[] = [];
	const pending: { readonly value: Value; readonly depth: number }[] = [{ value: hosts, depth: 0 }];
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const value = untag(next.value);
		if (!(value instanceof ArrayValue)) {
			trusted.push(hostOf(value));
			continue;
		}
		if (next.depth === MOST_NESTING) throw runtimeError(`more than ${MOST_NESTING} arrays inside each other`);
		for (const item of value.items) pending.push({ value: item, depth: next.depth + 1 });
	}
	return trusted;
}

function holds(host: TrustedHost, item: string): boolean {
	if (typeof host === 'string') return host === item;
	switch (host.kind) {
		case 'rg4':
		case 'rg6':
		case 'group':
		case 'file':
			return objectContains(host, item);
		default:
			return objectEquals(host, item) || objectContains(host, item);
	}
}

/** Whether a list has names in it. Lists never change, and may be long. */
const known = new WeakMap<ListObject, boolean>();

function hasNames(host: TrustedHost): boolean {
	if (typeof host === 'string') return false;
	if (host.kind !== 'group' && host.kind !== 'file') return host.kind === 'fqdn';
	let found = known.get(host);
	if (found === undefined) {
		found = namesIn(host.kind === 'group' ? leavesOfGroup(host) : leavesOfFile(host));
		known.set(host, found);
	}
	return found;
}

function namesIn({ fqdn, apart }: Leaves): boolean {
	return fqdn.length > 0 || apart.some(({ contentType }) => contentType === 'fqdn');
}

/** @throws DnsError a temporary one, when it leaves the answer open */
export async function isTrusted(
	hosts: readonly TrustedHost[],
	clientIp: string,
	dns: DnsPort,
	signal: AbortSignal,
): Promise<boolean> {
	const ip = unmappedIp(clientIp);
	if (hosts.some((host) => holds(host, ip))) return true;
	const named = hosts.filter(hasNames);
	if (named.length === 0) return false;
	const names = await confirmedNames(ip, dns, signal);
	return names.some((name) => named.some((host) => holds(host, name)));
}
