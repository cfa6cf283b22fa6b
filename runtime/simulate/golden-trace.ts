/**
 * A simulation as text that is the same each time: no durations, no positions. Tests keep it beside the rules and
 * compare.
 */

import { printable, printableLines } from '../../lang/diagnostics/terminal-text.ts';
import type { StageTrace, TraceChange } from '../rules/trace.ts';
import { partLines } from './change-text.ts';
import type { SimulationResult } from './result.ts';

function changeLine(change: TraceChange): string {
	switch (change.kind) {
		case 'header added':
			return `+ ${change.field}`;
		case 'header removed':
			return `- ${change.field}`;
		case 'mail from':
			return `sender <${change.before}> -> <${change.after}>`;
		case 'recipient added':
			return `+ <${change.recipient}>`;
		case 'recipient removed':
			return `- <${change.recipient}>`;
		case 'transport':
			return `<${change.recipient}> ${change.transport}`;
		case 'body':
			return [`body ${change.before} -> ${change.after}`, ...change.parts.flatMap(partLines)].join('\n  ');
	}
}

function stageLines({ stage, directives, result, skippedBy }: StageTrace): string[] {
	if (skippedBy !== undefined) return [`${stage} ${result} as decided at ${skippedBy}`];
	if (directives.length === 0) return [];
	const lines = [`${stage} ${printable(result)}`];
	for (const { kind, name, result: own, error, changes, output } of directives) {
		lines.push(`  ${kind} "${name}" ${own ?? `error: ${printable(error?.text ?? '')}`}`);
		for (const change of changes) lines.push(...printableLines(changeLine(change)).map((line) => `    ${line}`));
		for (const text of output) lines.push(...printableLines(text).map((line) => `    | ${line}`));
	}
	return lines;
}

export function goldenTrace(result: SimulationResult): string {
	const { dialogue, stages, messages, files, submitted, missing } = result;
	const lines: string[] = [];
	if (result.title !== undefined) lines.push(`=== ${result.title}`);
	let next = 0;
	for (const { command, reply, stages: own } of dialogue) {
		for (; next < (own[0] ?? 0); next++) lines.push(...stageLines(stages[next] as StageTrace));
		if (command !== '') lines.push(`> ${command}`);
		for (const at of own) lines.push(...stageLines(stages[at] as StageTrace));
		next = Math.max(next, (own.at(-1) ?? -1) + 1);
		lines.push(...reply.map((line) => `< ${line}`));
	}
	for (; next < stages.length; next++) lines.push(...stageLines(stages[next] as StageTrace));
	for (const { from, outcome, reason, recipients } of messages) {
		lines.push(`message from <${from}>: ${outcome}${reason === undefined ? '' : ` (${reason})`}`);
		for (const { address, transport } of recipients) lines.push(`  <${address}> ${transport}`);
	}
	for (const { path } of files) lines.push(`file ${path}`);
	for (const { from, to, relay } of submitted) lines.push(`sent from <${from}> to ${to.join(' ')} through ${relay}`);
	for (const question of missing) lines.push(`missing ${question}`);
	return `${lines.join('\n')}\n`;
}
