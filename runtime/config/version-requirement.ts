/**
 * Which versions of the server a configuration is for: `>=1.1.0, <2.0.0`, `^2.1`, `~1.3`, `1.*`, with the meaning that
 * Cargo gives them (a bare version is `^`).
 *
 * We are compatible with two versions of vSMTP, one of each generation, and with ourselves; a requirement is
 * fulfilled when it admits one of the three.
 */

import { quoted } from './plain.ts';

export type Triple = readonly [major: number, minor: number, patch: number];

/** The versions of vSMTP whose configuration and scripts are understood. */
export const COMPATIBLE_VERSIONS: readonly string[] = ['1.1.3', '2.2.0'];

/** Versions from `from` on, and below `below`. */
interface Interval {
	readonly from: Triple;
	readonly below: Triple | undefined;
}

export type RequirementResult =
	| { readonly ok: true; admits(version: string): boolean }
	| { readonly ok: false; readonly message: string; readonly help: string };

const NUMBER = String.raw`\d{1,9}`;
const SUFFIX = String.raw`(?:-(?<pre>[0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?`;
const COMPARATOR = new RegExp(
	String.raw`^\s*(?<op>>=|<=|[=<>~^])?\s*v?(?<major>${NUMBER}|[*xX])(?:\.(?<minor>${NUMBER}|[*xX])(?:\.(?<patch>${NUMBER}|[*xX])${SUFFIX})?)?(?=[\s,]|$)`,
);

const MAX_TEXT = 200;

const ALL: Interval = { from: [0, 0, 0], below: undefined };
const NONE: Interval = { from: [0, 0, 0], below: [0, 0, 0] };

function compare(left: Triple, right: Triple): number {
	return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

function partOf(text: string | undefined): number | undefined {
	return text === undefined || /[*xX]/.test(text) ? undefined : Number(text);
}

/** What the first parts of a version stand for, e.g. `1.2` for all from 1.2.0 to below 1.3.0. */
function span(major: number, minor: number | undefined, patch: number | undefined): { from: Triple; below: Triple } {
	if (minor === undefined) return { from: [major, 0, 0], below: [major + 1, 0, 0] };
	if (patch === undefined) return { from: [major, minor, 0], below: [major, minor + 1, 0] };
	return { from: [major, minor, patch], below: [major, minor, patch + 1] };
}

function interval(groups: Readonly<Record<string, string | undefined>>): Interval {
	const major = partOf(groups.major);
	if (major === undefined) return ALL;
	const minor = partOf(groups.minor);
	const patch = minor === undefined ? undefined : partOf(groups.patch);
	const { from, below } = span(major, minor, patch);
	const wildcard = minor === undefined ? groups.minor !== undefined : patch === undefined && groups.patch !== undefined;
	const before = groups.pre !== undefined;
	switch (groups.op ?? (wildcard ? '=' : '^')) {
		// No pre-release of ours exists, so `=1.2.3-rc` admits nothing.
		case '=':
			return before ? NONE : { from, below };
		case '>':
			return { from: before ? from : below, below: undefined };
		case '>=':
			return { from, below: undefined };
		case '<':
			return { from: [0, 0, 0], below: from };
		case '<=':
			return { from: [0, 0, 0], below: before ? from : below };
		case '~':
			return { from, below: minor === undefined ? below : span(major, minor, undefined).below };
		default: {
			if (major > 0 || minor === undefined) return { from, below: [major + 1, 0, 0] };
			return minor > 0 || patch === undefined ? { from, below: [0, minor + 1, 0] } : { from, below };
		}
	}
}

/** The numbers of a version; a pre-release counts as the version that it leads to. */
function tripleOf(version: string): Triple {
	const [major = 0, minor = 0, patch = 0] = version.split(/[-+]/)[0]?.split('.').map(Number) ?? [];
	return [major, minor, patch];
}

/** Reads a requirement: comparators, separated by commas or blanks, which must all hold. */
export function parseRequirement(source: string): RequirementResult {
	const failure: RequirementResult = {
		ok: false,
		message: `${quoted(source)} is no range of versions`,
		help: 'for example ">=1.1.0, <2.0.0"',
	};
	if (source.length > MAX_TEXT || source.trim() === '') return failure;
	const intervals: Interval[] = [];
	let rest = source;
	while (rest.trim() !== '') {
		const match = COMPARATOR.exec(rest);
		if (match === null) return failure;
		intervals.push(interval(match.groups ?? {}));
		rest = rest.slice(match[0].length);
		const comma = /^\s*,/.exec(rest);
		if (comma !== null) {
			rest = rest.slice(comma[0].length);
			if (rest.trim() === '') return failure;
		}
	}
	return {
		ok: true,
		admits: (version) => {
			const triple = tripleOf(version);
			return intervals.every(
				({ from, below }) => compare(triple, from) >= 0 && (below === undefined || compare(triple, below) < 0),
			);
		},
	};
}
