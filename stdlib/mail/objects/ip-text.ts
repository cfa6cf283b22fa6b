/**
 * Text of IP addresses: RFC 4291 2.2 and RFC 5952 for IPv6, dotted decimal without leading zeros for IPv4 (a zero in
 * front means octal to some programs, so such a text means different hosts to different readers).
 *
 * An IPv4 address is a number below 2^32. An IPv6 address is a string of eight UTF-16 units, one for each group of 16
 * bits: it compares and hashes as fast as any short string, and sorts in the order of the addresses.
 */

const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const COLON = 0x3a;

const LONGEST_IP4 = '255.255.255.255'.length;
const LONGEST_IP6 = 'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255'.length;

export const GROUPS = 8;

/** The address in a part of a text, −1 when it is none. */
export function parseIp4(text: string, from = 0, to = text.length): number {
	if (to - from > LONGEST_IP4) return -1;
	let value = 0;
	let at = from;
	for (let part = 0; part < 4; part++) {
		if (part > 0 && (at >= to || text.charCodeAt(at++) !== DOT)) return -1;
		const start = at;
		let number = 0;
		for (; at < to; at++) {
			const code = text.charCodeAt(at);
			if (code < ZERO || code > NINE) break;
			number = number * 10 + code - ZERO;
		}
		const digits = at - start;
		if (digits === 0 || number > 255 || (digits > 1 && text.charCodeAt(start) === ZERO)) return -1;
		value = value * 256 + number;
	}
	return at === to ? value : -1;
}

export function formatIp4(value: number): string {
	return `${value >>> 24}.${(value >>> 16) & 0xff}.${(value >>> 8) & 0xff}.${value & 0xff}`;
}

/** 16 and more for what is no hexadecimal digit. */
function hexValue(code: number): number {
	if (code >= ZERO && code <= NINE) return code - ZERO;
	const letter = code | 0x20;
	return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : 16;
}

const groups = new Uint16Array(GROUPS);

/** The eight groups of a text as a string; `undefined` when it is no IPv6 address. */
export function parseIp6(text: string, from = 0, to = text.length): string | undefined {
	if (to - from > LONGEST_IP6) return undefined;
	groups.fill(0);
	let count = 0;
	/** Groups in front of `::`, −1 while there is none. */
	let gap = -1;
	let at = from;
	if (text.charCodeAt(at) === COLON) {
		// Only a double colon can come first.
		if (at + 1 >= to || text.charCodeAt(at + 1) !== COLON) return undefined;
		at++;
	}
	for (;;) {
		if (at >= to) break;
		if (text.charCodeAt(at) === COLON && (gap === -1 || count !== gap)) {
			if (gap !== -1) return undefined;
			gap = count;
			at++;
			continue;
		}
		if (count === GROUPS) return undefined;
		const start = at;
		let group = 0;
		while (at < to && at - start < 5) {
			const digit = hexValue(text.charCodeAt(at));
			if (digit > 15) break;
			group = group * 16 + digit;
			at++;
		}
		if (at < to && text.charCodeAt(at) === DOT) {
			const tail = count <= GROUPS - 2 ? parseIp4(text, start, to) : -1;
			if (tail === -1) return undefined;
			groups[count++] = tail >>> 16;
			groups[count++] = tail & 0xffff;
			at = to;
			break;
		}
		if (at === start || at - start > 4) return undefined;
		groups[count++] = group;
		if (at === to) break;
		if (text.charCodeAt(at) !== COLON) return undefined;
		at++;
		// A single colon at the end.
		if (at === to) return undefined;
	}
	if (gap === -1) {
		if (count !== GROUPS) return undefined;
	} else {
		if (count === GROUPS) return undefined;
		groups.copyWithin(GROUPS - (count - gap), gap, count);
		groups.fill(0, gap, GROUPS - (count - gap));
	}
	return groupsToKey();
}

function groupsToKey(): string {
	const [a, b, c, d, e, f, g, h] = groups as unknown as [
		number,
		number,
		number,
		number,
		number,
		number,
		number,
		number,
	];
	return String.fromCharCode(a, b, c, d, e, f, g, h);
}

/** RFC 5952: lower case, no leading zeros, the longest run of zero groups is `::`, mapped addresses end in dotted decimal. */
export function formatIp6(key: string): string {
	if (key.startsWith('\0\0\0\0\0\uffff')) {
		return `::ffff:${formatIp4(((key.charCodeAt(6) << 16) | key.charCodeAt(7)) >>> 0)}`;
	}
	let longest = 0;
	let longestAt = 0;
	for (let at = 0; at < GROUPS; at++) {
		let end = at;
		while (end < GROUPS && key.charCodeAt(end) === 0) end++;
		if (end - at > longest) {
			longest = end - at;
			longestAt = at;
		}
		at = Math.max(at, end - 1);
	}
	const hex = (from: number, to: number): string => {
		const parts: string[] = [];
		for (let at = from; at < to; at++) parts.push(key.charCodeAt(at).toString(16));
		return parts.join(':');
	};
	// One group of zeros alone is written out.
	if (longest < 2) return hex(0, GROUPS);
	return `${hex(0, longestAt)}::${hex(longestAt + longest, GROUPS)}`;
}

/** Why a text is no IPv4 address. */
export function ip4Problem(text: string): string {
	if (text.includes(':')) return 'it looks like an IPv6 address, which is an ip6 object';
	if (text.includes('/')) return 'it looks like a network, which is an rg4 object';
	const parts = text.split('.', 6);
	if (parts.length !== 4) return 'it needs four numbers with dots between them, e.g. 192.0.2.1';
	const leading = parts.find((part) => part.length > 1 && part.startsWith('0'));
	if (leading !== undefined) return `the number ${leading.slice(0, 10)} begins with a zero`;
	return 'each of its four numbers must be between 0 and 255, without blanks';
}

/** Why a text is no IPv6 address. */
export function ip6Problem(text: string): string {
	if (text.startsWith('[')) return 'write it without brackets';
	if (text.includes('%')) return 'write it without a zone, which only means something on one host';
	if (text.includes('/')) return 'it looks like a network, which is an rg6 object';
	if (!text.includes(':') && parseIp4(text) !== -1) return 'it is an IPv4 address, which is an ip4 object';
	return 'it needs eight groups of hexadecimal digits, or :: in place of zeros, e.g. 2001:db8::1';
}
