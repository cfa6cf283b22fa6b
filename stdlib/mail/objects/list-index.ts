/**
 * `item in list` for lists of any length, in time that hardly depends on the length (directive spec 4.6).
 *
 * Each kind of question has a table of its own, made when it is first asked: whole addresses, domains of addresses, local
 * parts, domain names, hosts and networks, patterns. An item goes to every table where something equal to it, or
 * something that contains it, could be. What the tables must agree with is `equality.ts` and `containment.ts`; a property
 * test compares them.
 */

import type { Value } from '../../../lang/values/value.ts';
import { lowerAscii } from './ascii.ts';
import { DomainTable } from './domain-table.ts';
import { codeKey, NULL_NAME, objectEquals } from './equality.ts';
import { HostTable } from './host-table.ts';
import { parseIp4, parseIp6 } from './ip-text.ts';
import type { Leaves } from './leaves.ts';
import { mailboxKey } from './mailbox.ts';
import { PatternSet } from './pattern.ts';
import { type AnyObject, asObject } from './vsl-object.ts';

/** A table that is made when it is first asked for; `undefined` when there is nothing to put into it. */
type Table<T> = () => T | undefined;

function table<T>(count: number, make: () => T): Table<T> {
	let made: T | undefined;
	return () => {
		if (made === undefined && count > 0) made = make();
		return made;
	};
}

export class ListIndex {
	readonly #leaves: Leaves;
	readonly #identifiers: Table<Set<string>>;
	readonly #strings: Table<Set<string>>;
	/** Strings as addresses, as domain names and as hosts see them. */
	readonly #stringMailboxes: Table<Set<string>>;
	readonly #stringNames: Table<Set<string>>;
	readonly #stringHosts: Table<HostTable>;
	readonly #mailboxes: Table<Set<string>>;
	readonly #mailboxDomains: Table<Set<string>>;
	readonly #localParts: Table<Set<string>>;
	readonly #domains: Table<DomainTable>;
	readonly #hosts: Table<HostTable>;
	readonly #patterns: Table<PatternSet>;
	readonly #codes: Table<Set<string>>;

	constructor(leaves: Leaves) {
		const { identifier, string, address, fqdn, ip4, ip6, rg4, rg6, regex, code } = leaves;
		this.#leaves = leaves;
		this.#identifiers = table(identifier.length, () => new Set(identifier));
		this.#strings = table(string.length, () => new Set(string));
		this.#stringMailboxes = table(string.length, () => mapped(string, mailboxKey));
		this.#stringNames = table(string.length, () => mapped(string, (text) => lowerAscii(text)));
		this.#stringHosts = table(string.length, () => {
			const parsed4 = string.filter((text) => parseIp4(text) !== -1);
			const parsed6 = string.filter((text) => parseIp6(text) !== undefined);
			return new HostTable({ ip4: parsed4, ip6: parsed6, rg4: [], rg6: [] });
		});
		this.#mailboxes = table(address.length, () => mapped(address, mailboxKey));
		this.#mailboxDomains = table(address.length, () =>
			mapped(address, (text) => lowerAscii(text.slice(text.lastIndexOf('@') + 1))),
		);
		this.#localParts = table(address.length, () => {
			const parts = mapped(address, (text) => text.slice(0, Math.max(0, text.lastIndexOf('@'))));
			// Only the null address has no local part.
			return parts.has('') ? parts.add(NULL_NAME) : parts;
		});
		this.#domains = table(fqdn.length, () => new DomainTable(fqdn));
		this.#hosts = table(ip4.length + ip6.length + rg4.length + rg6.length, () => new HostTable(leaves));
		this.#patterns = table(regex.length, () => new PatternSet(regex));
		this.#codes = table(code.length, () => new Set(code.map(codeKey)));
	}

	/** Makes the tables in which items of the list's own kinds are looked for. */
	prepare(): void {
		const own = [this.#identifiers, this.#strings, this.#mailboxes, this.#domains, this.#hosts, this.#patterns];
		for (const make of own) make();
	}

	/** Whether an item is equal to one of the list, or contained in one. */
	has(item: Value): boolean {
		let found: boolean;
		if (typeof item === 'string') found = this.#hasString(item);
		else {
			const object = asObject(item);
			if (object === undefined) return false;
			found = this.#hasObject(object) || this.#patterns()?.test(object.text) === true;
		}
		return found || (this.#leaves.apart.length > 0 && this.#leaves.apart.some((list) => list.index.has(item)));
	}

	#hasString(text: string): boolean {
		return (
			this.#strings()?.has(text) === true ||
			this.#identifiers()?.has(text) === true ||
			this.#mailboxes()?.has(mailboxKey(text)) === true ||
			this.#domains()?.hasOrIsBelow(text) === true ||
			this.#hosts()?.hasText(text) === true ||
			this.#patterns()?.test(text) === true
		);
	}

	#hasObject(object: AnyObject): boolean {
		switch (object.kind) {
			case 'address':
				return (
					this.#mailboxes()?.has(object.key) === true ||
					(!object.isNull && this.#domains()?.has(object.text, object.at + 1) === true) ||
					this.#identifiers()?.has(object.localPart) === true ||
					(object.isNull && this.#identifiers()?.has(NULL_NAME) === true) ||
					this.#stringMailboxes()?.has(object.key) === true
				);
			case 'fqdn':
				return (
					this.#domains()?.hasOrIsBelow(object.text) === true ||
					this.#mailboxDomains()?.has(object.key) === true ||
					this.#stringNames()?.has(object.key) === true
				);
			case 'identifier':
				return (
					this.#identifiers()?.has(object.text) === true ||
					this.#strings()?.has(object.text) === true ||
					this.#localParts()?.has(object.text) === true
				);
			case 'ip4':
				return this.#hosts()?.hasIp4(object.value) === true || this.#stringHosts()?.hasIp4(object.value) === true;
			case 'ip6':
				return this.#hosts()?.hasIp6(object.value) === true || this.#stringHosts()?.hasIp6(object.value) === true;
			case 'rg4':
				return this.#hosts()?.hasNetwork4(object.network) === true;
			case 'rg6':
				return this.#hosts()?.hasNetwork6(object.network) === true;
			case 'regex': {
				const { address, fqdn, identifier, string, regex } = this.#leaves;
				// The one question that has to look at every text.
				const matches = (text: string) => object.matches(text);
				return regex.includes(object.text) || [address, fqdn, identifier, string].some((texts) => texts.some(matches));
			}
			case 'code':
				return this.#codes()?.has(codeKey(object)) === true;
			case 'group':
			case 'file':
				return this.#leaves.lists.some((list) => objectEquals(list, object));
		}
	}
}

function mapped(texts: readonly string[], key: (text: string) => string): Set<string> {
	const keys = new Set<string>();
	for (const text of texts) keys.add(key(text));
	return keys;
}
