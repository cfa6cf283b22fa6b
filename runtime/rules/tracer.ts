/**
 * Watches directives run and notes what a reader of the trace wants to know: how long each took, the values it decided
 * on, what it changed and wrote. Only for runs that are traced; it looks at the whole header before and after.
 */

import type { SourceFile } from '../../lang/source/source-file.ts';
import { quoteText } from '../../lang/values/display.ts';
import type { Value } from '../../lang/values/value.ts';
import { ScriptError } from '../../lang/vm/errors.ts';
import type { Observation, Observer } from '../../lang/vm/observer.ts';
import type { TransactionContext, Transport } from '../../stdlib/host/context.ts';
import { Status } from '../../stdlib/mail/status.ts';
import { Message } from '../message/index.ts';
import { bodyChanges, type PartChange } from './body-changes.ts';
import type { Directive } from './directive.ts';
import type { DirectiveWatcher } from './run-stage.ts';
import type { DirectiveTrace, TraceChange, TraceError, TracePlace, TraceValue } from './trace.ts';
import { previewOf } from './value-preview.ts';

/** A loop decides often; the first decisions say what there is to say. */
const MOST_VALUES = 200;
const LONGEST_TEXT = 200;

/** What stands for the password of the client. */
const HIDDEN = '"…"';

/** Shorter ones are only hidden as whole values: they occur anywhere. */
const SHORTEST_PASSWORD = 4;

/** Between a recipient and its transport; neither can contain it. */
const SEPARATOR = '\n';

export function shorten(text: string, longest = LONGEST_TEXT): string {
	return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

export function tracePlace(source: SourceFile, start: number): TracePlace {
	return { file: source.name, ...source.positionAt(start) };
}

function traceError(error: ScriptError): TraceError {
	const { place } = error;
	return { text: error.text, place: place === undefined ? undefined : tracePlace(place.source, place.start) };
}

export function transportText(transport: Transport): string {
	return transport.kind === 'forward' ? `forward ${transport.target.text}` : transport.kind;
}

interface Snapshot {
	readonly fields: readonly string[];
	readonly mailFrom: string | undefined;
	readonly recipients: readonly (readonly [address: string, transport: string])[];
	/** Nothing before the message has arrived. */
	readonly body: Buffer;
	/** The whole message in pieces, for a closer look if the body changes. */
	readonly chunks: readonly Buffer[];
}

const NOTHING = Buffer.alloc(0);

function snapshot(context: TransactionContext, message: Message): Snapshot {
	const { received } = message;
	return {
		fields: message.headers.lines(),
		mailFrom: context.mailFrom?.text,
		recipients: context.recipients.map(({ address, transport }) => [address.text, transportText(transport)]),
		body: received ? message.header().body() : NOTHING,
		chunks: received ? message.chunks() : [],
	};
}

/** What is in the first list more often than in the second. */
function without(list: readonly string[], other: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const item of other) counts.set(item, (counts.get(item) ?? 0) + 1);
	return list.filter((item) => {
		const left = counts.get(item) ?? 0;
		if (left > 0) counts.set(item, left - 1);
		return left === 0;
	});
}

/** A recipient may be there twice, with a transport for each. New ones are delivered unless something else is said. */
function transportChanges(before: Snapshot, after: Snapshot, added: readonly string[]): TraceChange[] {
	const pairs = ({ recipients }: Snapshot): string[] => recipients.map((pair) => pair.join(SEPARATOR));
	const usual = added.map((recipient) => [recipient, 'deliver'].join(SEPARATOR));
	return without(pairs(after), [...pairs(before), ...usual]).map((pair) => {
		const [recipient = '', transport = ''] = pair.split(SEPARATOR);
		return { kind: 'transport', recipient, transport };
	});
}

function changesBetween(before: Snapshot, after: Snapshot, message: Message): TraceChange[] {
	const changes: TraceChange[] = [];
	for (const field of without(before.fields, after.fields)) {
		changes.push({ kind: 'header removed', field: shorten(field, 1000) });
	}
	for (const field of without(after.fields, before.fields)) {
		changes.push({ kind: 'header added', field: shorten(field, 1000) });
	}
	if (before.mailFrom !== after.mailFrom && before.mailFrom !== undefined) {
		changes.push({ kind: 'mail from', before: before.mailFrom, after: after.mailFrom ?? '' });
	}
	const earlier = before.recipients.map(([address]) => address);
	const later = after.recipients.map(([address]) => address);
	const added = without(later, earlier);
	for (const recipient of without(earlier, later)) changes.push({ kind: 'recipient removed', recipient });
	for (const recipient of added) changes.push({ kind: 'recipient added', recipient });
	changes.push(...transportChanges(before, after, added));
	if (!before.body.equals(after.body)) {
		const parts = bodyChanges(new Message(Buffer.concat(before.chunks)), message).map(shortened);
		changes.push({ kind: 'body', before: before.body.length, after: after.body.length, parts });
	}
	return changes;
}

function shortened(change: PartChange): PartChange {
	const lines = (list: readonly string[]) => list.map((line) => shorten(line));
	return { ...change, removed: lines(change.removed), added: lines(change.added) };
}

export class Tracer implements DirectiveWatcher {
	readonly directives: DirectiveTrace[] = [];
	readonly #context: TransactionContext;
	readonly #message: () => Message;
	#values: TraceValue[] = [];
	#output: string[] = [];
	#before: Snapshot | undefined;
	#started = 0;

	/** @param message the message of the transaction, which rules may replace by another object */
	constructor(context: TransactionContext, message: () => Message) {
		this.#context = context;
		this.#message = message;
	}

	readonly observer: Observer = ({ what, source, start, end, value }: Observation) => {
		if (this.#values.length >= MOST_VALUES) return;
		this.#values.push({
			what,
			place: tracePlace(source, start),
			text: shorten(source.text.slice(start, end)),
			value: this.#shown(value),
		});
	};

	/** Traces are kept, and passwords are not written anywhere. */
	#shown(value: Value): string {
		const text = previewOf(value, LONGEST_TEXT);
		const { credentials } = this.#context.connection;
		const password = credentials?.type === 'Verify' ? credentials.authpass : '';
		if (password === '') return text;
		const quoted = quoteText(password);
		if (text === quoted) return HIDDEN;
		return password.length < SHORTEST_PASSWORD ? text : text.replaceAll(quoted.slice(1, -1), '…');
	}

	/** Takes a line that a directive printed or logged. */
	readonly output = (line: string): void => {
		if (this.#output.length < MOST_VALUES) this.#output.push(shorten(line, 1000));
	};

	enter(): void {
		this.#values = [];
		this.#output = [];
		this.#before = snapshot(this.#context, this.#message());
		this.#started = performance.now();
	}

	leave(directive: Directive, outcome: Status | ScriptError): void {
		const duration = performance.now() - this.#started;
		const after = snapshot(this.#context, this.#message());
		const { location } = directive;
		this.directives.push({
			name: directive.name,
			kind: directive.kind,
			place: location,
			duration,
			result: outcome instanceof Status ? outcome.debugText() : undefined,
			error: outcome instanceof ScriptError ? traceError(outcome) : undefined,
			values: this.#values,
			changes: this.#before === undefined ? [] : changesBetween(this.#before, after, this.#message()),
			output: this.#output,
		});
	}
}
