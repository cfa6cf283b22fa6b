/**
 * From the value of a script to its stages (directive spec 1, 2, 3.4): everything that is wrong with the map is
 * reported, each at the place in the source that is to be changed, as far as the map is written there.
 */

import type { Expression, MapEntry, MapLiteral, Script } from '../../lang/ast/nodes.ts';
import type { Diagnostic } from '../../lang/diagnostics/diagnostic.ts';
import { nearest } from '../../lang/diagnostics/spelling.ts';
import type { SourceFile, Span } from '../../lang/source/source-file.ts';
import { ArrayValue, MapValue } from '../../lang/values/container.ts';
import { FunctionPointer } from '../../lang/values/function-pointer.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { afterData, STAGES, type Stage } from '../../stdlib/host/stages.ts';
import type { DirectiveKind, MailDirectives } from '../../stdlib/mail/directives.ts';
import { SmtpService } from '../../stdlib/services/smtp.ts';
import { Directive } from './directive.ts';
import type { RULE_LOAD_ENTRIES } from './load-entries.ts';

type Id = (typeof RULE_LOAD_ENTRIES)[number]['id'];

/** Protocol states that vSMTP took as keys and never ran. */
const NEVER_RUN: ReadonlySet<string> = new Set(['negotiationtls', 'stop']);

const KINDS: ReadonlySet<string> = new Set<DirectiveKind>(['rule', 'action', 'delegate']);

/** The map literal at the end of a script, if that is what it ends with. */
function lastLiteral(script: Script): { readonly span: Span; readonly map: MapLiteral | undefined } {
	const last = script.statements.filter(({ kind }) => !['Empty', 'Function', 'Test'].includes(kind)).at(-1);
	if (last === undefined) return { span: { start: 0, end: 0 }, map: undefined };
	let inner: Expression | undefined = last.kind === 'ExpressionStatement' ? last.expression : undefined;
	while (inner?.kind === 'Paren') inner = inner.expression;
	return { span: { start: last.start, end: last.end }, map: inner?.kind === 'Map' ? inner : undefined };
}

export class StageMapReader {
	readonly #source: SourceFile;
	readonly #directives: MailDirectives;
	readonly #span: Span;
	readonly #entries: ReadonlyMap<string, MapEntry>;
	readonly #found: Diagnostic[] = [];
	readonly #names = new Map<string, Span>();

	/** @param script the syntax tree, for places */
	constructor(source: SourceFile, script: Script, directives: MailDirectives) {
		this.#source = source;
		this.#directives = directives;
		const { span, map } = lastLiteral(script);
		this.#span = span;
		this.#entries = new Map(
			(map?.entries ?? []).map((entry) => [entry.key.kind === 'Identifier' ? entry.key.name : entry.key.value, entry]),
		);
	}

	get diagnostics(): readonly Diagnostic[] {
		return this.#found;
	}

	#report(id: Id, span: Span, message: string, help?: string, severity: 'error' | 'warning' = 'error'): void {
		const { start, end } = span;
		this.#found.push({ id, severity, message, help, source: this.#source, span: { start, end } });
	}

	read(value: Value): ReadonlyMap<Stage, readonly Directive[]> {
		const stages = new Map<Stage, readonly Directive[]>();
		const map = untag(value);
		if (!(map instanceof MapValue)) {
			const help = 'end the script with `#{ stage: [directives], … }`, or with `#{}` for no rules';
			this.#report(
				'V720',
				this.#span,
				`the script ends with a value of type ${typeName(map)}, not with a map of stages`,
				help,
			);
			return stages;
		}
		for (const key of map.sortedKeys()) {
			const stage = this.#stageOf(key, map);
			if (stage !== undefined) stages.set(stage, this.#directivesOf(stage, key, untag(map.get(key))));
		}
		return stages;
	}

	#keySpan(key: string): Span {
		return this.#entries.get(key)?.key ?? this.#span;
	}

	#stageOf(key: string, map: MapValue): Stage | undefined {
		const span = this.#keySpan(key);
		const known = STAGES.find((stage) => stage === key);
		if (known !== undefined) return known;
		if (key === 'data') {
			if (!map.has('preq')) return 'preq';
			this.#report('V721', span, 'the stages `data` and `preq` are the same one', 'put all directives under `preq`');
			return undefined;
		}
		if (key === 'deliver') {
			if (map.has('delivery')) {
				this.#report(
					'V721',
					span,
					'the stages `deliver` and `delivery` are the same one',
					'put all directives under `delivery`',
				);
				return undefined;
			}
			this.#report('V727', span, 'the stage is called `delivery`', 'change `deliver` to `delivery`', 'warning');
			return 'delivery';
		}
		const suggestion = nearest(key, STAGES);
		const help = NEVER_RUN.has(key)
			? 'no rule ever runs in this state of the protocol: use `helo`, which runs again after STARTTLS, or `mail`'
			: suggestion === undefined
				? `stages are ${STAGES.join(', ')}`
				: `did you mean \`${suggestion}\`?`;
		this.#report('V721', span, `the '${key}' smtp stage does not exist.`, help);
		return undefined;
	}

	#directivesOf(stage: Stage, key: string, value: Value): Directive[] {
		if (!(value instanceof ArrayValue)) {
			const entry = this.#entries.get(key)?.value ?? this.#span;
			this.#report(
				'V722',
				entry,
				`the stage '${key}' must be declared using the array syntax`,
				`write \`${key}: [ … ]\``,
			);
			return [];
		}
		const found: Directive[] = [];
		for (const [index, item] of value.items.entries()) {
			const directive = this.#directiveOf(stage, key, index, untag(item));
			if (directive !== undefined) found.push(directive);
		}
		return found;
	}

	#itemSpan(key: string, index: number): Span {
		const value = this.#entries.get(key)?.value;
		return (value?.kind === 'Array' ? value.elements[index] : value) ?? this.#keySpan(key);
	}

	#directiveOf(stage: Stage, key: string, index: number, item: Value): Directive | undefined {
		const span = this.#itemSpan(key, index);
		if (!(item instanceof MapValue)) {
			// A wrong declaration has been reported already.
			if (this.#directives.isUnusable(item)) return undefined;
			const what = item instanceof FunctionPointer ? 'a function' : `a value of type ${typeName(item)}`;
			const message = `entry ${index + 1} of the stage '${key}' is ${what}, not a directive`;
			this.#report('V723', span, message, 'write `rule "name" || { … }`, `action …` or `delegate …`');
			return undefined;
		}
		const type = untag(item.get('type'));
		const name = untag(item.get('name'));
		const evaluate = untag(item.get('evaluate'));
		if (typeof type !== 'string') {
			this.#report('V723', span, `a directive in stage '${key}' does not have a valid type`);
			return undefined;
		}
		if (typeof name !== 'string') {
			this.#report('V723', span, `a directive in stage '${key}' does not have a name`);
			return undefined;
		}
		if (!KINDS.has(type)) {
			const suggestion = nearest(type, KINDS);
			const help = suggestion === undefined ? 'types are rule, action and delegate' : `did you mean \`${suggestion}\`?`;
			this.#report('V723', span, `unknown directive type '${type}' called '${name}'`, help);
			return undefined;
		}
		if (!(evaluate instanceof FunctionPointer)) {
			const problem =
				evaluate === undefined
					? 'does not have an evaluation function'
					: `has a value of type ${typeName(evaluate)} under 'evaluate', which must be a function pointer`;
			this.#report('V723', span, `the directive '${name}' in stage '${key}' ${problem}`);
			return undefined;
		}
		const { target, curried } = evaluate;
		// A pointer by name is looked up when it is called.
		if (target !== undefined && target.arity !== curried.length) {
			const message = `the function of the directive '${name}' in stage '${key}' must have no parameters, it has ${target.arity}`;
			this.#report('V723', span, message, 'ask for what it needs in the function: `ctx()`, `rcpt()` …');
			return undefined;
		}
		const place = this.#directives.placeOf(evaluate);
		const at = place?.source === this.#source ? place : span;
		this.#checkName(name, at);
		return this.#checkedDirective(stage, name, type as DirectiveKind, evaluate, untag(item.get('service')), at);
	}

	#checkName(name: string, span: Span): void {
		const first = this.#names.get(name);
		if (first === undefined) {
			this.#names.set(name, span);
			return;
		}
		const message = `found duplicate rule '${name}': a rule must have a unique name`;
		const related = [{ source: this.#source, start: first.start, end: first.end, message: 'the first one' }];
		this.#found.push({
			id: 'V724',
			severity: 'error',
			message,
			source: this.#source,
			span: { start: span.start, end: span.end },
			related,
		});
	}

	#checkedDirective(
		stage: Stage,
		name: string,
		kind: DirectiveKind,
		evaluate: FunctionPointer,
		service: Value,
		span: Span,
	): Directive | undefined {
		if (kind !== 'delegate')
			return new Directive(name, kind, stage, evaluate, undefined, this.#directives.placeOf(evaluate));
		if (!afterData(stage) || stage === 'preq') {
			const message = `invalid delegation '${name}' in stage '${stage}': delegation directives are available from the 'postq' stage and onwards.`;
			this.#report('V725', span, message, 'move it to `postq`');
			return undefined;
		}
		if (!(service instanceof SmtpService)) {
			const message = `the field after the 'delegate' keyword in the directive '${name}' in stage '${stage}' must be a smtp service`;
			if (!this.#directives.isUnusable(service)) this.#report('V726', span, message);
			return undefined;
		}
		return new Directive(name, kind, stage, evaluate, service, this.#directives.placeOf(evaluate));
	}
}
