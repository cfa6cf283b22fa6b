/** Pages of the catalogue in one shape: explanation, a bad example, a good one. */

/**
 * Markdown of a page.
 *
 * @param text paragraphs that explain the finding and what to do
 * @param language of both examples; `vsl` unless they are something else
 */
export function examplePage(text: string, bad: string, good: string, language = 'vsl'): string {
	const block = (code: string): string => `\`\`\`${language}\n${code.trim()}\n\`\`\``;
	return `${text.trim()}\n\n**Bad**\n\n${block(bad)}\n\n**Good**\n\n${block(good)}\n`;
}
