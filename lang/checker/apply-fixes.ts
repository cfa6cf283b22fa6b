/** Applies fixes to a text: the safe ones, as a whole or not at all, and none over another. */

import type { Diagnostic, Fix, TextEdit } from '../diagnostics/diagnostic.ts';

export interface FixedText {
	readonly text: string;
	/** Fixes that were applied. */
	readonly applied: number;
	/** Fixes left out because one before them changes the same place; checking again finds them again. */
	readonly skipped: number;
}

function isValid(edits: readonly TextEdit[], length: number): boolean {
	return edits.length > 0 && edits.every(({ start, end }) => start >= 0 && end >= start && end <= length);
}

/** Two edits get in each other's way if they overlap, or insert at the same place. */
function collides(left: TextEdit, right: TextEdit): boolean {
	if (left.start === right.start) return true;
	return left.start < right.end && right.start < left.end;
}

/**
 * The text with all safe fixes applied that do not touch one another, in the order of their first edit.
 *
 * @param fixes of one text; those that are not safe are passed over
 */
export function applyFixes(text: string, fixes: readonly Fix[]): FixedText {
	const first = (fix: Fix): number => Math.min(...fix.edits.map((edit) => edit.start));
	const wanted = fixes.filter((fix) => fix.safe && isValid(fix.edits, text.length)).sort((a, b) => first(a) - first(b));
	const accepted = new SortedEdits();
	let applied = 0;
	for (const fix of wanted) {
		const edits = fix.edits.toSorted((a, b) => a.start - b.start);
		const clash = edits.some(
			(edit, at) => accepted.collides(edit) || (at > 0 && collides(edits[at - 1] as TextEdit, edit)),
		);
		if (clash) continue;
		for (const edit of edits) accepted.add(edit);
		applied++;
	}
	let out = '';
	let at = 0;
	for (const edit of accepted.edits) {
		out += text.slice(at, edit.start) + edit.text;
		at = edit.end;
	}
	return { text: out + text.slice(at), applied, skipped: wanted.length - applied };
}

/** Edits that do not collide, ordered by place. */
class SortedEdits {
	readonly edits: TextEdit[] = [];

	/** Index of the first edit that starts at or after a place. */
	#position(start: number): number {
		let low = 0;
		let high = this.edits.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.edits[middle] as TextEdit).start < start) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	collides(edit: TextEdit): boolean {
		const at = this.#position(edit.start);
		const before = this.edits[at - 1];
		const after = this.edits[at];
		return (before !== undefined && collides(before, edit)) || (after !== undefined && collides(edit, after));
	}

	add(edit: TextEdit): void {
		this.edits.splice(this.#position(edit.start), 0, edit);
	}
}

/** The first safe fix of each diagnostic about a source with this text. */
export function safeFixes(diagnostics: readonly Diagnostic[]): Fix[] {
	return diagnostics.flatMap((diagnostic) => diagnostic.fixes?.find((fix) => fix.safe) ?? []);
}
