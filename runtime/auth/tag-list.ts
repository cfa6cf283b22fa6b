/** Tag lists, the syntax of DKIM signatures and of DMARC records (RFC 6376 3.2). Read in one pass. */

function isBlank(code: number): boolean {
	return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}

/** Without blanks and folds at both ends. */
export function trimmed(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && isBlank(text.charCodeAt(start))) start++;
	while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
	return text.slice(start, end);
}

/** Without any blanks and folds, as values in Base64 may have them. */
export function withoutBlanks(text: string): string {
	let plain = '';
	let from = 0;
	for (let at = 0; at <= text.length; at++) {
		if (at < text.length && !isBlank(text.charCodeAt(at))) continue;
		plain += text.slice(from, at);
		from = at + 1;
	}
	return plain;
}

function isTagName(name: string): boolean {
	for (let at = 0; at < name.length; at++) {
		const code = name.charCodeAt(at);
		const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
		const other = (code >= 0x30 && code <= 0x39) || code === 0x5f;
		if (!letter && !(other && at > 0)) return false;
	}
	return name !== '';
}

/** The tags that are well-formed, the first of each name: syntax errors in DMARC records are passed over (RFC 7489 6.3). */
export function readTolerantly(text: string): ReadonlyMap<string, string> {
	const tags = new Map<string, string>();
	for (const spec of text.split(';')) {
		const equals = spec.indexOf('=');
		const name = trimmed(spec.slice(0, Math.max(equals, 0)));
		if (isTagName(name) && !tags.has(name)) tags.set(name, trimmed(spec.slice(equals + 1)));
	}
	return tags;
}

/** Tags in their order, or what is wrong. */
export function readTagList(text: string): ReadonlyMap<string, string> | string {
	const tags = new Map<string, string>();
	const specs = text.split(';');
	for (const [at, spec] of specs.entries()) {
		const equals = spec.indexOf('=');
		if (equals === -1) {
			// A semicolon may come last.
			if (at > 0 && at === specs.length - 1 && trimmed(spec) === '') break;
			return 'a tag has no value';
		}
		const name = trimmed(spec.slice(0, equals));
		if (!isTagName(name)) return 'the name of a tag is malformed';
		if (tags.has(name)) return `the tag ${name.slice(0, 20)} occurs twice`;
		tags.set(name, trimmed(spec.slice(equals + 1)));
	}
	return tags;
}
