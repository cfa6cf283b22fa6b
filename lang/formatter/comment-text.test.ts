import { describe, expect, it } from 'vitest';
import type { Comment } from '../parser/parse-result.ts';
import { commentLines, leadingBlanks, normalBreaks } from './comment-text.ts';

/** The lines of the block comment in a text, which may stand behind other text. */
function lines(source: string, documentation = false): string[] {
	const start = source.indexOf('/*');
	const text = source.slice(start);
	const comment: Comment = { kind: 'block', start, end: source.length, text, unclosed: false };
	return commentLines(comment, source, documentation);
}

describe('lines of a block comment', () => {
	const cases: [string, string, string[]][] = [
		['one line', '/* a */', ['/* a */']],
		['at the start of the line', '/* a\n * b */', ['/* a', ' * b */']],
		['indented', '    /* a\n     * b */', ['/* a', ' * b */']],
		['less indented than its start', '    /* a\n  b */', ['/* a', 'b */']],
		['with tabs', '\t\t/* a\n\t\t * b */', ['/* a', ' * b */']],
		['behind other text, the indentation of which counts', '    x; /* a\n       b */', ['/* a', '   b */']],
		['empty lines do not count', '    /* a\n\n     b */', ['/* a', '', ' b */']],
		['lines of blanks become empty', '  /* a\n   \n  b */', ['/* a', '', 'b */']],
		['CRLF', '  /* a\r\n   b */', ['/* a', ' b */']],
		['of the second line of a file', 'x\n  /* a\n   b */', ['/* a', ' b */']],
	];
	it.each(cases)('%s', (_name, source, expected) => expect(lines(source)).toEqual(expected));

	const documented: [string, string, string[]][] = [
		['the column counts', '  x; /** a\n         b */', ['/** a', '    b */']],
		['empty lines do count', '    /** a\n\n     b */', ['/** a', '', '     b */']],
	];
	it.each(documented)('of documentation: %s', (_name, source, expected) =>
		expect(lines(source, true)).toEqual(expected),
	);
});

it('line breaks', () => {
	expect(normalBreaks('a\r\nb\rc')).toBe('a\nb\rc');
	expect(normalBreaks('a\r\r\nb')).toBe('a\r\r\nb');
});

it('leading blanks', () => {
	expect(leadingBlanks(' \t a')).toBe(3);
	expect(leadingBlanks('x  a', 1)).toBe(2);
});
