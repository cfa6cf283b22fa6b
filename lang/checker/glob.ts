/**
 * Patterns for paths, as in the setting `exclude`: `*` is anything within a name, `?` one character, `**` any number
 * of folders. A pattern without a slash is a name at any depth; a folder that matches takes all within it along.
 *
 * Matching takes time in proportion to pattern times path, whatever the pattern: no regular expression is built.
 */

/** Whether a name matches a pattern without slashes. */
function matchesName(pattern: string, name: string): boolean {
	let at = 0;
	let from = 0;
	let star = -1;
	let retry = 0;
	while (at < name.length) {
		const wanted = pattern[from];
		if (wanted === '*') {
			star = from++;
			retry = at;
		} else if (wanted === '?' || wanted === name[at]) {
			from++;
			at++;
		} else if (star >= 0) {
			// The last star takes one character more; earlier stars never need to be tried again.
			from = star + 1;
			at = ++retry;
		} else return false;
	}
	while (pattern[from] === '*') from++;
	return from === pattern.length;
}

/** Whether the names of a path, or of a folder around it, match the parts of a pattern. */
function matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
	// reached[i]: the first i parts of the pattern can match the names up to here.
	let reached = new Set([0]);
	const skipStars = (set: Set<number>): void => {
		for (const at of set) if (pattern[at] === '**') set.add(at + 1);
	};
	skipStars(reached);
	for (const name of path) {
		const next = new Set<number>();
		for (const at of reached) {
			const part = pattern[at];
			if (part === undefined) continue;
			if (part === '**') next.add(at);
			else if (matchesName(part, name)) next.add(at + 1);
		}
		skipStars(next);
		if (next.has(pattern.length)) return true;
		if (next.size === 0) return false;
		reached = next;
	}
	return false;
}

/** A path or pattern as its names; `.` and empty parts mean nothing. */
function parts(text: string): string[] {
	return text.split('/').filter((part) => part !== '' && part !== '.');
}

/**
 * Whether a path is excluded by one of the patterns.
 *
 * @param path relative to the folder of the settings, with `/` between names
 */
export function isExcluded(path: string, patterns: readonly string[]): boolean {
	const names = parts(path);
	return patterns.some((text) => {
		const pattern = parts(text);
		if (pattern.length === 0) return false;
		const anywhere = pattern.length === 1 && !text.startsWith('/') && !text.startsWith('./');
		return matchesPath(anywhere ? ['**', ...pattern] : pattern, names);
	});
}
