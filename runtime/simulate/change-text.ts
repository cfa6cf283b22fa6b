/** Changes of the body in words, for both forms of the report. */

import type { PartChange, PartFacts } from '../rules/body-changes.ts';

function factsText({ type, filename, size }: PartFacts): string {
	return `${type}${filename === '' ? '' : ` ${JSON.stringify(filename)}`}, ${size} bytes`;
}

/** One line for the part, then its lines that are gone and new. */
export function partLines({ path, before, after, removed, added }: PartChange): string[] {
	const facts = [before, after].map((one) => (one === undefined ? 'nothing' : factsText(one)));
	const same = facts[0] === facts[1];
	return [
		`part ${path}: ${same ? facts[0] : facts.join(' -> ')}`,
		...removed.map((line) => `  - ${line}`),
		...added.map((line) => `  + ${line}`),
	];
}
