/**
 * Anchors of headings, as GitHub and most other viewers make them from the text.
 */

/** @returns one anchor per heading, in order; repeated headings get `-1`, `-2` … */
export function headingSlugs(headings: readonly string[]): string[] {
	const seen = new Map<string, number>();
	return headings.map((heading) => {
		const slug = heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
			.replaceAll(' ', '-');
		const count = seen.get(slug) ?? 0;
		seen.set(slug, count + 1);
		return count === 0 ? slug : `${slug}-${count}`;
	});
}
