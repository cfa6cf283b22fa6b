/** Tables and means of the benchmark, as text for a terminal and as Markdown for `docs/performance.md`. */

import type { Comparison } from './compare.ts';

/** The release criterion: geometric mean of the ratios to CPython, and the least ratio of a single program. */
export const WANTED_MEAN = 1.5;
export const WANTED_EACH = 1;

export function geometricMean(ratios: readonly number[]): number {
	return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}

export interface Verdict {
	readonly mean: number;
	/** The mean over the programs of the criterion; undefined when none of them was run. */
	readonly requiredMean: number | undefined;
	readonly slower: readonly string[];
	readonly reached: boolean;
}

/** Measures results against the criterion. The mean must hold over the required programs and over all. */
export function judge(results: readonly Comparison[]): Verdict {
	const required = results.filter((result) => result.program.required).map((result) => result.ratio);
	const mean = geometricMean(results.map((result) => result.ratio));
	const requiredMean = required.length === 0 ? undefined : geometricMean(required);
	const slower = results.filter((result) => result.ratio < WANTED_EACH).map((result) => result.program.name);
	const reached = slower.length === 0 && mean >= WANTED_MEAN && (requiredMean ?? mean) >= WANTED_MEAN;
	return { mean, requiredMean, slower, reached };
}

/** One line for the terminal. */
export function resultLine(result: Comparison): string {
	const { program, vsl, python, ratio, vslFirst, pythonFirst } = result;
	const best = `${milliseconds(vsl)}${milliseconds(python)}${ratio.toFixed(2).padStart(9)}`;
	const first = `${milliseconds(vslFirst)}${milliseconds(pythonFirst)}`;
	return `${program.name.padEnd(12)}${best}${first}   ${program.title}`;
}

export const RESULT_HEAD = `${'program'.padEnd(12)}${'vSL ms'.padStart(10)}${'Python ms'.padStart(10)}${'ratio'.padStart(9)}${'vSL 1st'.padStart(10)}${'Py 1st'.padStart(10)}`;

function milliseconds(value: number): string {
	return value.toFixed(1).padStart(10);
}

export function verdictLines(verdict: Verdict): string[] {
	const lines = [`geometric mean of all programs: ${verdict.mean.toFixed(2)}`];
	if (verdict.requiredMean !== undefined) {
		lines.push(
			`geometric mean of the six of the criterion: ${verdict.requiredMean.toFixed(2)} (wanted: ${WANTED_MEAN})`,
		);
	}
	if (verdict.slower.length > 0) lines.push(`slower than Python: ${verdict.slower.join(', ')}`);
	lines.push(verdict.reached ? 'criterion reached' : 'criterion NOT reached');
	return lines;
}

export function resultMarkdown(results: readonly Comparison[], verdict: Verdict): string {
	const rows = results.map(({ program, vsl, python, ratio, vslFirst, pythonFirst }) => {
		const name = program.required ? `**${program.name}**` : program.name;
		const best = `${vsl.toFixed(0)} | ${python.toFixed(0)} | ${ratio.toFixed(2)}`;
		return `| ${name} | ${program.title} | ${best} | ${vslFirst.toFixed(0)} | ${pythonFirst.toFixed(0)} |`;
	});
	const means = [`| | **geometric mean of all** | | | **${verdict.mean.toFixed(2)}** | | |`];
	if (verdict.requiredMean !== undefined) {
		means.push(`| | **geometric mean of the six in bold** | | | **${verdict.requiredMean.toFixed(2)}** | | |`);
	}
	const head = '| program | what | vSL ms | Python ms | times faster | vSL first run | Python first run |';
	return [head, '|---|---|--:|--:|--:|--:|--:|', ...rows, ...means].join('\n');
}

/** A two-column table of times. */
export function timesMarkdown(head: string, times: ReadonlyMap<string, number>): string {
	const rows = [...times].map(([what, value]) => `| ${what} | ${value.toFixed(0)} |`);
	return [`| ${head} | ms |`, '|---|--:|', ...rows].join('\n');
}

/**
 * Replaces what stands between `<!-- NAME:begin … -->` and `<!-- NAME:end -->` in a Markdown text.
 * Undefined when the text has no such pair of marks.
 */
export function replaceBlock(markdown: string, name: string, content: string): string | undefined {
	const begin = new RegExp(`^<!-- ${name}:begin\\b.*-->$`, 'm').exec(markdown);
	if (begin === null) return undefined;
	const from = begin.index + begin[0].length;
	const to = markdown.indexOf(`<!-- ${name}:end -->`, from);
	if (to === -1) return undefined;
	return `${markdown.slice(0, from)}\n\n${content}\n\n${markdown.slice(to)}`;
}
