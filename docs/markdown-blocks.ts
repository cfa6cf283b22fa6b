/** Finds the fenced code of a Markdown page, for the tests that run it. */

export interface CodeBlock {
	/** First word after the fence, e.g. `vsl`. */
	readonly language: string;
	/** The words after it. */
	readonly words: readonly string[];
	/** The nearest heading of the second level above, or an empty text. */
	readonly section: string;
	/** 1-based line of the first line of code. */
	readonly line: number;
	readonly text: string;
}

/** @returns the fenced blocks of a page in order; indented code is none */
export function codeBlocks(page: string): CodeBlock[] {
	const blocks: CodeBlock[] = [];
	let section = '';
	let open: { fence: string; language: string; words: string[]; line: number; lines: string[] } | undefined;
	page.split('\n').forEach((text, index) => {
		if (open !== undefined) {
			if (text.trim() === open.fence) {
				const { language, words, line, lines } = open;
				blocks.push({ language, words, section, line, text: lines.join('\n') });
				open = undefined;
			} else {
				open.lines.push(text);
			}
			return;
		}
		const start = /^(?<fence>`{3,})(?<info>[^`]*)$/.exec(text)?.groups;
		if (start !== undefined) {
			const [language = '', ...words] = (start.info ?? '').trim().split(/\s+/);
			open = { fence: start.fence ?? '', language, words, line: index + 2, lines: [] };
		} else if (text.startsWith('## ')) {
			section = text.slice(3).trim();
		}
	});
	return blocks;
}

/** The text outside of fenced blocks, line by line, so that lines keep their numbers. */
export function proseLines(page: string): string[] {
	const lines = page.split('\n');
	let fence = '';
	return lines.map((text) => {
		const mark = /^`{3,}/.exec(text)?.[0] ?? '';
		if (fence === '' && mark !== '') fence = mark;
		else if (fence !== '' && text.trim() === fence) fence = '';
		else if (fence === '') return text;
		return '';
	});
}
