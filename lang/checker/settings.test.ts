import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import { readSettings } from './settings.ts';

function read(text: string) {
	const source = new SourceFile('vsl.toml', text);
	const { settings, diagnostics } = readSettings(source);
	const problems = diagnostics.map(({ id, message, help, span }) => {
		const { line, column } = source.positionAt(span.start);
		return `${line}:${column} ${id} ${message}${help === undefined ? '' : ` (${help})`}`;
	});
	return { levels: Object.fromEntries(settings.levels), exclude: settings.exclude, problems };
}

describe('settings', () => {
	test('of nothing', () => expect(read('')).toEqual({ levels: {}, exclude: [], problems: [] }));

	test('levels by id and by name', () => {
		const text = '[lint]\nV207 = "off"\nv208 = "info"\nunused-import = "error"\nV007 = "warning"\n';
		expect(read(text)).toEqual({
			levels: { V207: 'off', V208: 'info', V209: 'error', V007: 'warning' },
			exclude: [],
			problems: [],
		});
	});

	test('excluded paths, and tables of other commands', () => {
		const text = '\ufeff[check]\nexclude = ["vendor", "old/*.vsl"]\n[limits]\nanything = 1\n';
		expect(read(text)).toEqual({ levels: {}, exclude: ['vendor', 'old/*.vsl'], problems: [] });
	});

	test('the target', () => {
		const target = (text: string) => readSettings(new SourceFile('vsl.toml', text)).settings.target;
		expect([target(''), target('[check]\ntarget = 1'), target('check.target = 2')]).toEqual([undefined, 1, 2]);
	});

	const wrong: [text: string, problem: string][] = [
		['[lint]\nV207 = off', '2:8 V620 this is not valid TOML'],
		['[lint\n', '1:6 V620 this is not valid TOML'],
		['a = 1\na = 2', '2:1 V620 this is not valid TOML'],
		['[lints]\nV207 = "off"', '1:2 V621 there is no setting `lints` (did you mean `lint`?)'],
		['x = 1', '1:1 V621 there is no setting `x`'],
		['[lint]\n\nV299 = "off"', '3:1 V621 there is no lint `V299`'],
		['[lint]\nunused-varable = "off"', '2:1 V621 there is no lint `unused-varable` (did you mean `unused-variable`?)'],
		['[lint]\n  V207 = "of"', '2:3 V622 the level of `V207` is no level'],
		['[lint]\nV207 = "warnin"', '2:1 V622 the level of `V207` is no level (did you mean "warning"?)'],
		['[lint]\nV207 = 1', '2:1 V622 the level of `V207` is no level'],
		['[lint]\nV401 = "off"', '2:1 V622 `V401` has no level: it is no lint and cannot be silenced'],
		['lint = 5', '1:1 V622 `lint` is a table: write `[lint]`'],
		['[check]\nexcludes = []', '2:1 V621 there is no setting `check.excludes` (did you mean `exclude`?)'],
		['check.exclude = "x"', '1:1 V622 `exclude` is a list of patterns'],
		['[check]\nexclude = [1]', '2:1 V622 `exclude` is a list of patterns'],
		['[check]\ntarget = 3', '2:1 V622 `target` is a generation of vSL: 1 or 2'],
		['[check]\ntarget = "2"', '2:1 V622 `target` is a generation of vSL: 1 or 2'],
		['[lint]\n"__proto__" = "off"', '2:1 V621 there is no lint `__proto__`'],
	];
	for (const [text, problem] of wrong) {
		test(JSON.stringify(text), () => {
			const { problems, levels } = read(text);
			expect(problems).toHaveLength(1);
			expect(problems[0]).toContain(problem);
			expect(levels).toEqual({});
		});
	}

	test('what is right counts although something else is wrong', () => {
		const { levels, problems } = read('[lint]\nV207 = "off"\nV208 = "on"\n');
		expect(levels).toEqual({ V207: 'off' });
		expect(problems).toHaveLength(1);
	});

	test('no text is too strange', () => {
		fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void expect(read(text).exclude).toBeDefined()));
		const pieces = fc.constantFrom(
			'[',
			']',
			'[lint]',
			'[[x]]',
			'"',
			"'''",
			'"""',
			'\n',
			'=',
			'.',
			'#',
			'\\',
			'V207',
			'{',
			'}',
			',',
			'1',
		);
		fc.assert(
			fc.property(
				fc.array(pieces, { maxLength: 40 }),
				(list) => void expect(read(list.join('')).exclude).toBeDefined(),
			),
		);
	});

	test('many wrong keys are cut short', () => {
		const keys = Array.from({ length: 5000 }, (_, at) => `k${at} = 1`).join('\n');
		expect(read(`[lint]\n${keys}`).problems).toHaveLength(100);
	});
});
