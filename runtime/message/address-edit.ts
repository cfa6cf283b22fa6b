/**
 * Changes one address in the value of an address header. Values are byte strings, what stands behind the colon; names,
 * comments, groups and folds around the address stay as they are.
 */

import { MessageError } from '../../stdlib/host/message.ts';
import { type AddressItem, type AddressList, type AddrSpec, parseAddressList } from './address-list.ts';
import { readByteString } from './byte-text.ts';
import { FOLD_AT } from './limits.ts';
import { type GivenAddress, isSameAddress } from './mailbox-argument.ts';

const matches = (spec: AddrSpec, address: GivenAddress): boolean =>
	isSameAddress({ local: readByteString(spec.local), domain: readByteString(spec.domain) }, address);

/** @returns the value with every occurrence replaced; the same value if there is none */
export function replaceAddress(value: string, from: GivenAddress, to: string): string {
	const pieces: string[] = [];
	let done = 0;
	for (const item of mailboxesOf(parseAddressList(value))) {
		if (!matches(item.spec, from)) continue;
		pieces.push(value.slice(done, item.spec.start), to);
		done = item.spec.end;
	}
	return pieces.length === 0 ? value : pieces.join('') + value.slice(done);
}

export type MailboxItem = AddressItem & { readonly kind: 'mailbox' };

/** The mailboxes of a list with the name of their group, in order. */
export function* mailboxesOf(list: AddressList): Generator<MailboxItem & { readonly group: string | undefined }> {
	for (const item of list.items) {
		if (item.kind === 'mailbox') yield { ...item, group: undefined };
		else if (item.kind === 'group') {
			for (const member of item.members) if (member.kind === 'mailbox') yield { ...member, group: item.name };
		}
	}
}

/**
 * @param name of the header, which takes part of its first line
 * @throws MessageError if the list has no end to which something could be added
 */
export function addAddress(name: string, value: string, address: string): string {
	const list = parseAddressList(value);
	if (list.unfinished) {
		throw new MessageError(
			`failed to parse the message body, \`the header ${name} has a quote or a comment without its end\``,
		);
	}
	const last = list.items.at(-1);
	if (last === undefined) return ` ${address}`;
	const openGroup = last.kind === 'group' && !last.closed;
	const before = value.slice(0, last.end) + (openGroup ? ';,' : ',');
	const lineStart = before.lastIndexOf('\n') + 1;
	const used = before.length - lineStart + (lineStart === 0 ? name.length + 1 : 0);
	return before + (used + 1 + address.length > FOLD_AT ? '\r\n ' : ' ') + address + value.slice(last.end);
}

/** @returns the value without the address; undefined if nothing is left; the same value if it was not there */
export function removeAddress(value: string, address: GivenAddress): string | undefined {
	const { items } = parseAddressList(value);
	const cut = new Cut(value);
	const isGone = (item: AddressItem): boolean => item.kind === 'mailbox' && matches(item.spec, address);
	for (const item of items) if (item.kind === 'group') cut.remove(item.members, isGone);
	if (items.length > 0 && items.every(isGone)) return undefined;
	cut.remove(items, isGone);
	return cut.result();
}

/** Collects what is to be cut out of a text. */
class Cut {
	readonly #text: string;
	readonly #ranges: (readonly [from: number, to: number])[] = [];

	constructor(text: string) {
		this.#text = text;
	}

	/** Cuts items of a list, each with the comma that no longer separates anything. */
	remove(items: readonly AddressItem[], isGone: (item: AddressItem) => boolean): void {
		const lastKept = items.findLastIndex((item) => !isGone(item));
		items.forEach((item, index) => {
			if (!isGone(item)) return;
			const next = items[index + 1];
			if (index < lastKept && next !== undefined) this.#ranges.push([item.start, next.start]);
			else this.#ranges.push([index === 0 ? item.start : (items[index - 1] as AddressItem).end, item.end]);
		});
	}

	result(): string {
		const pieces: string[] = [];
		let done = 0;
		for (const [from, to] of this.#ranges.sort(([left], [right]) => left - right)) {
			pieces.push(this.#text.slice(done, from));
			done = to;
		}
		return pieces.join('') + this.#text.slice(done);
	}
}
