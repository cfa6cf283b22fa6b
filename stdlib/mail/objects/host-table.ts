/** Which addresses of hosts, and which networks, of a long list an address is or lies in. */

import { IP4_BITS, IP6_BITS, type Network4, type Network6, parseNetwork4, parseNetwork6 } from './cidr.ts';
import { parseIp4, parseIp6 } from './ip-text.ts';
import { PrefixTable } from './prefix-table.ts';

/** Filled for each question: there is one thread, and no table keeps it. */
const WORDS4 = new Uint32Array(1);
const WORDS6 = new Uint32Array(4);

function words4(address: number): Uint32Array {
	WORDS4[0] = address;
	return WORDS4;
}

function words6(address: string): Uint32Array {
	for (let word = 0; word < 4; word++) {
		WORDS6[word] = (address.charCodeAt(2 * word) << 16) | address.charCodeAt(2 * word + 1);
	}
	return WORDS6;
}

export interface HostTexts {
	readonly ip4: readonly string[];
	readonly ip6: readonly string[];
	readonly rg4: readonly string[];
	readonly rg6: readonly string[];
}

export class HostTable {
	/** As signed numbers, which sets hold without a box. */
	readonly #hosts4 = new Set<number>();
	readonly #hosts6: PrefixTable | undefined;
	readonly #networks4: PrefixTable | undefined;
	readonly #networks6: PrefixTable | undefined;

	/** @param texts that parse */
	constructor({ ip4, ip6, rg4, rg6 }: HostTexts) {
		for (const text of ip4) this.#hosts4.add(parseIp4(text) | 0);
		// A set would keep a string of 32 octets for each.
		if (ip6.length > 0) this.#hosts6 = table6(ip6, (text) => ({ start: parseIp6(text) as string, prefix: IP6_BITS }));
		if (rg4.length > 0) this.#networks4 = table4(rg4);
		if (rg6.length > 0) this.#networks6 = table6(rg6, (text) => parseNetwork6(text) as Network6);
	}

	hasIp4(address: number): boolean {
		return this.#hosts4.has(address | 0) || this.#networks4?.includes(words4(address), IP4_BITS) === true;
	}

	hasIp6(address: string): boolean {
		const words = words6(address);
		return this.#hosts6?.includes(words, IP6_BITS) === true || this.#networks6?.includes(words, IP6_BITS) === true;
	}

	/** Whether a network is one of the list, or a part of one. */
	hasNetwork4({ start, prefix }: Network4): boolean {
		return this.#networks4?.includes(words4(start), prefix) === true;
	}

	hasNetwork6({ start, prefix }: Network6): boolean {
		return this.#networks6?.includes(words6(start), prefix) === true;
	}

	/** The same for the text of an address or network; `false` for every other text. */
	hasText(text: string): boolean {
		if (text.includes('/')) {
			const network4 = parseNetwork4(text);
			if (network4 !== undefined) return this.hasNetwork4(network4);
			const network6 = parseNetwork6(text);
			return network6 !== undefined && this.hasNetwork6(network6);
		}
		if (text.includes(':')) {
			const address = parseIp6(text);
			return address !== undefined && this.hasIp6(address);
		}
		const address = parseIp4(text);
		return address !== -1 && this.hasIp4(address);
	}
}

function table4(texts: readonly string[]): PrefixTable {
	const starts = new Uint32Array(texts.length);
	const prefixes = new Uint8Array(texts.length);
	for (const [row, text] of texts.entries()) {
		const { start, prefix } = parseNetwork4(text) as Network4;
		starts[row] = start;
		prefixes[row] = prefix;
	}
	return new PrefixTable(1, starts, prefixes);
}

function table6(texts: readonly string[], parse: (text: string) => Network6): PrefixTable {
	const starts = new Uint32Array(4 * texts.length);
	const prefixes = new Uint8Array(texts.length);
	for (const [row, text] of texts.entries()) {
		const { start, prefix } = parse(text);
		starts.set(words6(start), 4 * row);
		prefixes[row] = prefix;
	}
	return new PrefixTable(4, starts, prefixes);
}
