import { describe, expect, it } from 'vitest';
import { Layout } from './layout.ts';
import { columnsOf } from './line-writer.ts';

/** Lays out in 20 columns. */
function print(build: (layout: Layout) => void): string {
	const layout = new Layout(20);
	build(layout);
	return layout.finish() ?? 'too long';
}

/** `name(a, b)` as a group. */
function call(layout: Layout, name: string, args: readonly string[], hugging = false): void {
	layout.open(hugging);
	layout.text(`${name}(`);
	layout.indent();
	layout.softline();
	args.forEach((arg, index) => {
		if (index > 0) layout.line();
		layout.text(arg);
		if (index < args.length - 1) layout.text(',');
		else layout.ifBroken(',');
	});
	layout.dedent();
	layout.softline();
	layout.text(')');
	layout.close();
}

describe('groups', () => {
	const cases: [string, (layout: Layout) => void, string][] = [
		['that fit stay on the line', (l) => call(l, 'f', ['a', 'b']), 'f(a, b)'],
		['that fill the line exactly stay', (l) => call(l, 'f', ['aaaaaaaaa', 'bbbbbb']), 'f(aaaaaaaaa, bbbbbb)'],
		[
			'one column wider break everywhere',
			(l) => call(l, 'f', ['aaaaaaaaa', 'bbbbbbb']),
			'f(\n    aaaaaaaaa,\n    bbbbbbb,\n)',
		],
		[
			'count what must follow on the line',
			(l) => {
				call(l, 'f', ['aaaaaaaaa', 'bbbbbb']);
				l.text(';');
			},
			'f(\n    aaaaaaaaa,\n    bbbbbb,\n);',
		],
		[
			'do not count what may follow on the next line',
			(l) => {
				l.open();
				call(l, 'f', ['aaaaaaaaa', 'bbbbbb']);
				l.line();
				l.text('ccc');
				l.close();
			},
			'f(aaaaaaaaa, bbbbbb)\nccc',
		],
		[
			'break with a hard line break inside',
			(l) => {
				l.open();
				l.text('a');
				l.line();
				l.text('b');
				l.hardline();
				l.text('c');
				l.close();
			},
			'a\nb\nc',
		],
		[
			'break by themselves inside of a broken one',
			(l) => {
				l.open();
				call(l, 'f', ['a']);
				l.line();
				call(l, 'g', ['bbbbbbbbbbbbbbbbbbbb']);
				l.close();
			},
			'f(a)\ng(\n    bbbbbbbbbbbbbbbbbbbb,\n)',
		],
		['count scalar values, not UTF-16 units', (l) => call(l, 'f', ['𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞', '𝄞𝄞𝄞𝄞𝄞𝄞']), 'f(𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞𝄞, 𝄞𝄞𝄞𝄞𝄞𝄞)'],
		[
			'may be broken on demand',
			(l) => {
				l.open();
				l.text('a');
				l.line();
				l.forceBreak();
				l.text('b');
				l.close();
			},
			'a\nb',
		],
	];
	it.each(cases)('%s', (_name, build, expected) => expect(print(build)).toBe(expected));
});

describe('hugging groups', () => {
	const hug =
		(head: string, after = ''): ((layout: Layout) => void) =>
		(l) => {
			l.open(true);
			l.text(`${head}(`);
			l.indent();
			l.softline();
			l.text('a,');
			l.line();
			l.hug();
			l.text('{');
			l.indentAlways();
			l.hardline();
			l.text('x');
			l.dedent();
			l.hardline();
			l.text('}');
			l.hugEnd();
			if (after !== '') l.comment(after);
			l.dedent();
			l.softline();
			l.text(')');
			l.close();
		};
	const cases: [string, (layout: Layout) => void, string][] = [
		['stay closed around breaks in the hugged part', hug('f'), 'f(a, {\n    x\n})'],
		[
			'break when their head does not fit',
			hug('ffffffffffffffffffff'),
			'ffffffffffffffffffff(\n    a,\n    {\n        x\n    }\n)',
		],
		['break with a break outside of that part', hug('f', '// c'), 'f(\n    a,\n    {\n        x\n    }// c\n)'],
	];
	it.each(cases)('%s', (_name, build, expected) => expect(print(build)).toBe(expected));
});

describe('breaks and blanks', () => {
	const cases: [string, (layout: Layout) => void, string][] = [
		[
			'no blank at the end of a line',
			(l) => {
				l.text('a');
				l.space();
				l.hardline();
				l.text('b');
			},
			'a\nb',
		],
		[
			'two spaces are one',
			(l) => {
				l.text('a');
				l.space();
				l.space();
				l.text('b');
			},
			'a b',
		],
		[
			'two breaks are one',
			(l) => {
				l.text('a');
				l.hardline();
				l.hardline();
				l.text('b');
			},
			'a\nb',
		],
		[
			'an empty line wins',
			(l) => {
				l.text('a');
				l.hardline(true);
				l.hardline();
				l.text('b');
			},
			'a\n\nb',
		],
		[
			'nothing before the first text',
			(l) => {
				l.hardline(true);
				l.space();
				l.text('a');
			},
			'a',
		],
		[
			'nothing after the last text',
			(l) => {
				l.text('a');
				l.hardline(true);
			},
			'a',
		],
		[
			'a comment ends its line',
			(l) => {
				l.text('a');
				l.space();
				l.comment('// c');
				l.space();
				l.text('b');
			},
			'a // c\nb',
		],
		[
			'a comment does not count for the width',
			(l) => {
				l.open();
				l.text('a');
				l.line();
				l.text('b');
				l.close();
				l.space();
				l.comment('// a long comment');
			},
			'a b // a long comment',
		],
		[
			'a break if a group before is broken',
			(l) => {
				const g = l.open();
				l.text('a');
				l.softline();
				l.forceBreak();
				l.close();
				l.lineIf(g);
				l.text('b');
			},
			'a\nb',
		],
		[
			'else a space',
			(l) => {
				const g = l.open();
				l.text('a');
				l.softline();
				l.close();
				l.lineIf(g);
				l.text('b');
			},
			'a b',
		],
		[
			'indentation if a group before is broken',
			(l) => {
				const g = l.open();
				l.softline();
				l.forceBreak();
				l.close();
				l.indentIf(g);
				l.text('a');
				l.hardline();
				l.text('b');
				l.dedent();
			},
			'a\n    b',
		],
	];
	it.each(cases)('%s', (_name, build, expected) => expect(print(build)).toBe(expected));
});

describe('texts of several lines', () => {
	it('are kept byte for byte', () => {
		expect(
			print((l) => {
				l.indentAlways();
				l.hardline();
				l.text('a');
				l.hardline();
				l.verbatim('`x\r\n y`');
				l.text(';');
			}),
		).toBe('a\n    `x\r\n y`;');
	});
	it('do not break the group around them', () => {
		expect(print((l) => call(l, 'f', ['a']))).toBe('f(a)');
		expect(
			print((l) => {
				l.open();
				l.text('f(');
				l.softline();
				l.verbatim('`x\ny`');
				l.softline();
				l.text(')');
				l.close();
			}),
		).toBe('f(`x\ny`)');
	});
	it('are aligned one column right of their start', () => {
		expect(
			print((l) => {
				l.text('x = ');
				l.aligned({ first: '"a\\', rest: ['b\\', ' c"'] });
			}),
		).toBe('x = "a\\\n     b\\\n      c"');
	});
	it('have their blanks escaped where aligning would go too far', () => {
		const far = 'x'.repeat(300);
		const text = print((l) => {
			l.text(far);
			l.aligned({ first: '"a\\', rest: ['b\\', ' c"'] });
		});
		expect(text).toBe(`${far}"a\\\n${' '.repeat(80)}b\\\n${' '.repeat(80)}\\u0020c"`);
	});
	it('of comments are indented like their first line', () => {
		expect(
			print((l) => {
				l.text('a');
				l.indentAlways();
				l.hardline();
				l.lines(['/* x', '', '   y */']);
			}),
		).toBe('a\n    /* x\n\n       y */');
	});
});

describe('size', () => {
	it('indentation stops growing', () => {
		const text = print((l) => {
			for (let depth = 0; depth < 1000; depth++) {
				l.text('{');
				l.indentAlways();
				l.hardline();
			}
		});
		expect(Math.max(...text.split('\n').map((line) => line.length))).toBe(81);
	});
	it('depth of groups does not matter', () => {
		const text = print((l) => {
			for (let depth = 0; depth < 100_000; depth++) {
				l.open();
				l.text('(');
				l.softline();
			}
			for (let depth = 0; depth < 100_000; depth++) {
				l.softline();
				l.text(')');
				l.close();
			}
		});
		expect(text.replaceAll('\n', '').length).toBe(200_000);
	});
	it('checkpoints do not change the result', () => {
		const build = (checkpoints: boolean) => (l: Layout) => {
			for (let count = 0; count < 5000; count++) {
				call(l, 'f', ['aaaaaaaaa', 'b'.repeat(count % 10)]);
				l.hardline(count % 7 === 0);
				if (checkpoints) l.checkpoint();
			}
		};
		expect(print(build(true))).toBe(print(build(false)));
	});
	it('a text that becomes too long is given up', () => {
		const layout = new Layout(20, 10);
		for (let count = 0; count < 100; count++) call(layout, 'f', ['a']);
		expect(layout.finish()).toBeUndefined();
	});
	it('columns are scalar values', () => expect(columnsOf('a𝄞ü')).toBe(3));
});
