/**
 * A simulation for people: the dialogue with the client, and under each command the directives that it made run, what
 * they returned and why, and what they changed.
 */

import type { Painter } from '../../lang/diagnostics/paint.ts';
import { printable } from '../../lang/diagnostics/terminal-text.ts';
import type { DirectiveTrace, StageTrace, TraceChange, TracePlace, TraceValue } from '../rules/trace.ts';
import { partLines } from './change-text.ts';
import type { MessageOutcome, SimulationResult } from './result.ts';

function milliseconds(duration: number): string {
	return `${duration < 10 ? duration.toFixed(2) : Math.round(duration)} ms`;
}

function placeText({ file, line, column }: TracePlace): string {
	return `${file}:${line}:${column}`;
}

function changeText(change: TraceChange): string {
	switch (change.kind) {
		case 'header added':
			return `+ ${change.field}`;
		case 'header removed':
			return `- ${change.field}`;
		case 'mail from':
			return `sender ${change.before || '<>'} -> ${change.after || '<>'}`;
		case 'recipient added':
			return `+ recipient ${change.recipient}`;
		case 'recipient removed':
			return `- recipient ${change.recipient}`;
		case 'transport':
			return `${change.recipient}: ${change.transport}`;
		case 'body':
			return [
				`body changed, ${change.before} -> ${change.after} bytes`,
				...change.parts.flatMap(partLines).map((line) => `  ${line}`),
			].join('\n');
	}
}

/** Folded fields and texts with line breaks stay on lines of their own, and control characters visible. */
function lines(text: string, indent: string): string[] {
	return text
		.trimEnd()
		.split(/\r\n|\n/)
		.map((line) => indent + printable(line));
}

function valueText({ text, value, what }: TraceValue): string {
	const mark = what === 'condition' ? '? ' : what === 'subject' ? 'switch ' : '  ';
	return `${mark}${text.replace(/\s+/g, ' ')}  is  ${value}`;
}

class TextReport {
	readonly #out: string[] = [];
	readonly #paint: Painter;

	constructor(paint: Painter) {
		this.#paint = paint;
	}

	render(result: SimulationResult): string {
		const { client, dialogue, stages } = result;
		const user = client.user === undefined ? '' : `, user ${client.user}`;
		if (result.title !== undefined) this.#line(this.#paint.strong(`# ${printable(result.title)}`));
		const helo = printable(client.helo);
		this.#line(`${this.#paint.strong(result.rules)}: client ${client.ip}, ${helo}${client.tls ? ', TLS' : ''}${user}`);
		let next = 0;
		for (const { command, reply, stages: own } of dialogue) {
			// What ran behind the queue after the exchange before.
			if (next < (own[0] ?? 0)) this.#line('');
			for (; next < (own[0] ?? 0); next++) this.#stage(stages[next] as StageTrace);
			this.#line('');
			if (command !== '') this.#line(this.#paint.strong(`> ${printable(command)}`));
			for (const at of own) this.#stage(stages[at] as StageTrace);
			next = Math.max(next, (own.at(-1) ?? -1) + 1);
			for (const line of reply) this.#line(`< ${printable(line)}`);
		}
		if (next < stages.length) this.#line('');
		for (; next < stages.length; next++) this.#stage(stages[next] as StageTrace);
		for (const message of result.messages) this.#message(message);
		this.#effects(result);
		return `${this.#out.join('\n')}\n`;
	}

	#line(text: string): void {
		this.#out.push(text);
	}

	#stage({ stage, script, duration, directives, result, skippedBy }: StageTrace): void {
		if (skippedBy !== undefined) {
			this.#line(`  ${this.#paint.strong(stage)}  ${result}, decided at ${skippedBy}`);
			return;
		}
		if (directives.length === 0) {
			this.#line(`  ${this.#paint.strong(stage)}  ${this.#paint.frame(`no directives in ${script}`)}`);
			return;
		}
		this.#line(`  ${this.#paint.strong(stage)}  ${result}  ${this.#paint.frame(milliseconds(duration))}`);
		for (const directive of directives) this.#directive(directive);
	}

	#directive({ kind, name, place, duration, result, error, values, changes, output }: DirectiveTrace): void {
		const where = place === undefined ? '' : `  ${this.#paint.frame(placeText(place))}`;
		const outcome = result ?? this.#paint.severity('error', `error: ${error?.text ?? ''}`);
		const took = this.#paint.frame(milliseconds(duration));
		this.#line(`    ${kind} ${JSON.stringify(name)}  ${outcome}${where}  ${took}`);
		if (error?.place !== undefined) this.#line(`        raised at ${placeText(error.place)}`);
		for (const value of values) this.#line(`        ${printable(valueText(value))}`);
		for (const change of changes) this.#out.push(...lines(changeText(change), '        '));
		for (const text of output) this.#out.push(...lines(`| ${text}`, '        '));
	}

	#message({ id, name, from, outcome, reason, recipients, changes }: MessageOutcome): void {
		this.#line('');
		this.#line(`${this.#paint.strong(printable(name))}${id === undefined ? '' : `  ${this.#paint.frame(id)}`}`);
		this.#line(`  from <${printable(from)}>: ${outcome}${reason === undefined ? '' : ` (${printable(reason)})`}`);
		const goes = outcome === 'delivered' || outcome === 'deferred' || outcome === 'delegated';
		for (const { address, transport } of recipients) {
			this.#line(`  to ${printable(address)}${goes ? `  ${transport}` : ''}`);
		}
		for (const field of changes.headersRemoved) this.#out.push(...lines(`- ${field}`, '  '));
		for (const field of changes.headersAdded) this.#out.push(...lines(`+ ${field}`, '  '));
		if (changes.bodyChanged) this.#line('  the body was changed');
	}

	#effects({ files, submitted, missing }: SimulationResult): void {
		if (files.length + submitted.length + missing.length > 0) this.#line('');
		for (const { path, size } of files) this.#line(`would write ${printable(path)}, ${size} bytes`);
		for (const { from, to, relay } of submitted) {
			this.#line(`would send a message from ${printable(from)} to ${printable(to.join(', '))} through ${relay}`);
		}
		for (const question of missing)
			this.#line(this.#paint.severity('warning', `no answer was given for ${printable(question)}`));
	}
}

export function renderSimulation(result: SimulationResult, paint: Painter): string {
	return new TextReport(paint).render(result);
}
