/**
 * The meaning of `rule`, `action`, `delegate`, `object` and `service` while a script is loaded (directive spec 3 to 5).
 *
 * A directive is a map with a function under `evaluate`; where it was written is remembered by that function, because
 * maps are copied and functions are not. Wrong declarations are collected, and something harmless stands in for the
 * value, so that one run finds all mistakes of a file.
 */

import type { DirectiveSite } from '../../lang/compiler/sites.ts';
import type { SourceFile } from '../../lang/source/source-file.ts';
import { MapValue, share } from '../../lang/values/container.ts';
import { FunctionPointer } from '../../lang/values/function-pointer.ts';
import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';
import { untag } from '../../lang/values/tagged.ts';
import type { Value } from '../../lang/values/value.ts';
import type { DirectiveHost } from '../../lang/vm/engine-context.ts';
import { runtimeError, ScriptError } from '../../lang/vm/errors.ts';
import { makeService, type ServiceContext } from '../services/make-service.ts';
import { SmtpService } from '../services/smtp.ts';
import { makeObject, type DeclarationContext as ObjectContext } from './objects/make-object.ts';

export type DirectiveKind = 'rule' | 'action' | 'delegate';

export interface DirectivePlace {
	readonly source: SourceFile;
	/** Offsets of the whole directive. */
	readonly start: number;
	readonly end: number;
}

/** Something wrong with a declaration. */
export interface DeclarationProblem extends DirectivePlace {
	readonly severity: 'error' | 'warning';
	readonly message: string;
	readonly help: string | undefined;
}

/** What declarations need of the host. */
export interface DeclarationContext {
	readonly objects: ObjectContext;
	readonly services: ServiceContext;
}

const RESERVED_KEYS = ['name', 'type', 'service'] as const;

const NOUNS: Readonly<Record<DirectiveKind, string>> = { rule: 'rule', action: 'action', delegate: 'delegation' };

const USAGE: Readonly<Record<DirectiveKind, string>> = {
	rule: 'write `rule "name" || { … }` or `rule "name" #{ evaluate: || { … } }`',
	action: 'write `action "name" || { … }` or `action "name" #{ evaluate: || { … } }`',
	delegate: 'write `delegate service "name" || { … }` or `delegate service "name" #{ evaluate: || { … } }`',
};

const PLACEHOLDER: TypeDescriptor = {
	name: 'object',
	doc: 'Stands for a declaration that was wrong.',
	equals: () => false,
	contains: () => false,
	containedIn: () => false,
	display: () => '',
};

/** In the place of a value that could not be made: whatever is done with it is no second mistake. */
class Unusable extends HostObject {
	get descriptor(): TypeDescriptor {
		return PLACEHOLDER;
	}
}

const UNUSABLE = new Unusable();

export class MailDirectives implements DirectiveHost {
	readonly #context: (source: SourceFile) => DeclarationContext;
	readonly #places = new WeakMap<FunctionPointer, DirectivePlace>();
	readonly #problems: DeclarationProblem[] = [];
	/** Once the scripts are loaded a wrong declaration is an error of the rule that makes it. */
	#loading = true;

	/** @param context for declarations in a script, whose folder relative paths start from */
	constructor(context: (source: SourceFile) => DeclarationContext) {
		this.#context = context;
	}

	/** Wrong declarations so far. */
	get problems(): readonly DeclarationProblem[] {
		return this.#problems;
	}

	/** Where the directive with this function was written; `undefined` for a map written by hand. */
	placeOf(evaluate: FunctionPointer): DirectivePlace | undefined {
		return this.#places.get(evaluate);
	}

	/** Whether a value stands for a declaration that was wrong and has been reported. */
	isUnusable(value: Value): boolean {
		return value === UNUSABLE;
	}

	endLoading(): void {
		this.#loading = false;
	}

	declare(site: DirectiveSite, operands: readonly Value[], source: SourceFile): Value {
		const place = { source, start: site.start, end: site.end };
		try {
			if (site.keyword === 'object') {
				const { objects } = this.#context(source);
				return makeObject(site.typeName, site.contentType, operands[0], site.name, objects);
			}
			if (site.keyword === 'service') {
				const { services } = this.#context(source);
				return makeService(site.typeName ?? '', site.contentType, operands[0], site.name, services);
			}
			return this.#directive(site.keyword, site.name, operands, place);
		} catch (error) {
			if (!this.#loading || !(error instanceof ScriptError) || !error.catchable) throw error;
			const text = typeof error.value === 'string' ? error.value : error.text;
			this.#report({ ...place, severity: 'error', message: text, help: undefined });
			return UNUSABLE;
		}
	}

	#report(problem: DeclarationProblem): void {
		this.#problems.push(problem);
	}

	#directive(keyword: DirectiveKind, name: string, operands: readonly Value[], place: DirectivePlace): Value {
		const body = untag(operands.at(-1));
		const map = new MapValue();
		const evaluate = this.#evaluateOf(keyword, name, body, map, place);
		if (keyword === 'delegate') {
			const service = untag(operands[0]);
			if (!(service instanceof SmtpService) && service !== UNUSABLE) throw noService(name, service);
			map.set('service', service);
		}
		map.set('name', name);
		map.set('type', keyword);
		map.set('evaluate', evaluate);
		if (!this.#places.has(evaluate)) this.#places.set(evaluate, place);
		return map;
	}

	/** The function of a directive; the free keys of the long form go into the map. */
	#evaluateOf(
		keyword: DirectiveKind,
		name: string,
		body: Value,
		map: MapValue,
		place: DirectivePlace,
	): FunctionPointer {
		if (body instanceof FunctionPointer) return body;
		const noun = NOUNS[keyword];
		if (!(body instanceof MapValue)) {
			const article = noun === 'action' ? 'an' : 'a';
			throw runtimeError(
				`${article} ${noun} must be a rhai::Map (#{}) or an anonymous function (|| {}): ${USAGE[keyword]}`,
			);
		}
		const evaluate = untag(body.get('evaluate'));
		if (!(evaluate instanceof FunctionPointer)) {
			throw runtimeError(`'evaluate' function is missing from '${name}' ${noun}`);
		}
		for (const key of body.sortedKeys()) {
			if (RESERVED_KEYS.some((reserved) => reserved === key)) {
				this.#report({
					...place,
					severity: 'warning',
					message: `the key \`${key}\` of the ${noun} '${name}' is ignored`,
					help: 'name, type and service of a directive are what stands before its body; use another word for the key',
				});
			} else if (key !== 'evaluate') {
				map.set(key, share(body.get(key)));
			}
		}
		return evaluate;
	}
}

function noService(name: string, service: Value): ScriptError {
	const kind = service instanceof HostObject ? service.descriptor.name : '';
	if (kind.endsWith(' service'))
		return runtimeError(
			`cannot delegate security using a '${kind.slice(0, -' service'.length)}' service in '${name}'.`,
		);
	return runtimeError(`the field after the 'delegate' keyword in the directive '${name}' must be a smtp service`);
}
