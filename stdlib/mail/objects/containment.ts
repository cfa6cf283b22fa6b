/**
 * `item in container` where one of the two is a vSL object (directive spec 4.6). What a list contains is found by its
 * index; a plain array contains what equals one of its elements, which the language sees to itself.
 */

import { MapValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import type { AddressObject } from './address.ts';
import { equalAscii, lowerAscii } from './ascii.ts';
import { type Network4, type Network6, network4Holds, network6Holds, parseNetwork4, parseNetwork6 } from './cidr.ts';
import { isSubdomainPart } from './domain-name.ts';
import { objectEquals } from './equality.ts';
import { parseIp4, parseIp6 } from './ip-text.ts';
import { type AnyObject, asObject } from './vsl-object.ts';

/** `item in container` for an object as container. Pairs without a meaning are not contained. */
export function objectContains(container: AnyObject, item: Value): boolean {
	switch (container.kind) {
		case 'group':
			if (container.isRecipients) return recipientsContain(container.items as readonly AddressObject[], item);
			return container.index.has(item);
		case 'file':
			return container.index.has(item);
		case 'rg4':
			return network4Contains(container.network, item);
		case 'rg6':
			return network6Contains(container.network, item);
		case 'regex': {
			const text = typeof item === 'string' ? item : asObject(item)?.text;
			return text !== undefined && container.matches(text);
		}
		case 'address':
			return addressContains(container, item);
		case 'fqdn': {
			const name = typeof item === 'string' ? item : asObject(item);
			if (typeof name === 'string') return isOrIsBelow(lowerAscii(name), container.key);
			return name?.kind === 'fqdn' && isOrIsBelow(name.key, container.key);
		}
		default:
			return false;
	}
}

/** `object in container` for containers of the language; `undefined` where the language must answer. */
export function objectContainedIn(object: AnyObject, container: Value): boolean | undefined {
	if (container instanceof MapValue) return container.has(object.text);
	return typeof container === 'string' ? false : undefined;
}

/** `item in recipients`, for whatever makes up a list of recipients. */
export function recipientsContain(recipients: Iterable<AddressObject>, item: Value): boolean {
	const object = asObject(item);
	const list = object?.kind === 'group' || object?.kind === 'file' ? object : undefined;
	if (typeof item !== 'string' && object === undefined) return false;
	for (const recipient of recipients) {
		if (list !== undefined ? list.index.has(recipient) : objectEquals(recipient, item)) return true;
	}
	return false;
}

function network4Contains(network: Network4, item: Value): boolean {
	if (typeof item === 'string') {
		const address = parseIp4(item);
		if (address !== -1) return network4Holds(network, address);
		return network4Includes(network, parseNetwork4(item));
	}
	const object = asObject(item);
	if (object?.kind === 'ip4') return network4Holds(network, object.value);
	return object?.kind === 'rg4' && network4Includes(network, object.network);
}

function network4Includes(network: Network4, part: Network4 | undefined): boolean {
	return part !== undefined && part.prefix >= network.prefix && network4Holds(network, part.start);
}

function network6Contains(network: Network6, item: Value): boolean {
	if (typeof item === 'string') {
		const address = parseIp6(item);
		if (address !== undefined) return network6Holds(network, address);
		return network6Includes(network, parseNetwork6(item));
	}
	const object = asObject(item);
	if (object?.kind === 'ip6') return network6Holds(network, object.value);
	return object?.kind === 'rg6' && network6Includes(network, object.network);
}

function network6Includes(network: Network6, part: Network6 | undefined): boolean {
	return part !== undefined && part.prefix >= network.prefix && network6Holds(network, part.start);
}

/** A local part or a domain. */
function addressContains(address: AddressObject, item: Value): boolean {
	if (typeof item === 'string') return address.localPart === item || equalAscii(address.domain, item);
	const object = asObject(item);
	return (object?.kind === 'identifier' || object?.kind === 'fqdn') && objectEquals(address, object);
}

/** Both in lower case. */
function isOrIsBelow(name: string, domain: string): boolean {
	if (name === domain) return true;
	const dot = name.length - domain.length - 1;
	return dot > 0 && name[dot] === '.' && name.endsWith(domain) && isSubdomainPart(name, 0, dot);
}
