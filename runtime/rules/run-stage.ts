/**
 * Runs the directives of a stage, in one run of the engine: in order, until one gives a status other than `next`
 * (directive spec 3.2). What the status means for the session is for others to say.
 */

import type { Engine } from '../../lang/engine.ts';
import type { Invocation } from '../../lang/modules/native-module.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError, ScriptError } from '../../lang/vm/errors.ts';
import type { Observer } from '../../lang/vm/observer.ts';
import type { MailHost } from '../../stdlib/host.ts';
import { NEXT, Status } from '../../stdlib/mail/status.ts';
import type { Directive } from './directive.ts';

/** A rule that ended with an error. */
export interface RuleFailure {
	readonly directive: Directive;
	readonly error: ScriptError;
}

export interface DirectivesResult {
	readonly status: Status;
	/** The directive that gave the status; `undefined` when all went on to the next. */
	readonly decidedBy: Directive | undefined;
	readonly failure: RuleFailure | undefined;
}

/** Watches directives run, for traces. */
export interface DirectiveWatcher {
	readonly observer?: Observer;
	enter(directive: Directive): void;
	/** @param outcome its status, or the error */
	leave(directive: Directive, outcome: Status | ScriptError): void;
}

export interface StageRun {
	readonly engine: Engine;
	readonly host: MailHost;
	readonly directives: readonly Directive[];
	/** Milliseconds until the stage is over, whatever it waits for. */
	readonly timeout: number;
	readonly signal?: AbortSignal | undefined;
	readonly watcher?: DirectiveWatcher | undefined;
	readonly print?: ((text: string) => void) | undefined;
	/** The delegation whose answer has come back: the run begins there, and its body runs (directive spec 7). */
	readonly resumeAt?: Directive | undefined;
}

const GOES_ON: DirectivesResult = { status: NEXT, decidedBy: undefined, failure: undefined };

/** The status of a directive from the value of its body. @throws ScriptError when a rule gives something else */
function statusOf(directive: Directive, value: Value): Status {
	if (directive.kind === 'action') return NEXT;
	const bare = untag(value);
	if (bare instanceof Status) return bare;
	const hint = bare === undefined ? ': does every path of it end with a status, such as `next()`?' : '';
	throw runtimeError(
		`the ${directive.kind === 'rule' ? 'rule' : 'delegation'} '${directive.name}' must give a status, not ${typeName(bare)}${hint}`,
	);
}

/** Where a run stands; also what is known when it ends in the middle. */
class Progress {
	at: number;
	directive: Directive | undefined;
	/** All directives that were to run have run. */
	over = false;
	result: DirectivesResult = GOES_ON;

	constructor(at: number) {
		this.at = at;
	}
}

function* directivesOf(run: StageRun, progress: Progress): Generator<Invocation, Value, Value> {
	const { directives, watcher, resumeAt } = run;
	for (; progress.at < directives.length; progress.at++) {
		const directive = directives[progress.at] as Directive;
		progress.directive = directive;
		watcher?.enter(directive);
		let status: Status;
		if (directive.kind === 'delegate' && directive !== resumeAt) {
			status = new Status('delegated');
		} else {
			try {
				status = statusOf(directive, yield directive.call);
			} catch (error) {
				if (!(error instanceof ScriptError)) throw error;
				return fail(run, progress, error);
			}
		}
		if (decides(run, progress, status)) return undefined;
	}
	progress.over = true;
	return undefined;
}

/** Whether the stage is over with the status of the running directive. */
function decides(run: StageRun, progress: Progress, status: Status): boolean {
	const directive = progress.directive as Directive;
	run.watcher?.leave(directive, status);
	if (status.kind === 'next') return false;
	progress.result = { status, decidedBy: directive, failure: undefined };
	progress.over = true;
	return true;
}

function fail(run: StageRun, progress: Progress, error: ScriptError): undefined {
	const directive = progress.directive as Directive;
	if (error.place === undefined && directive.place !== undefined) error.place = directive.place;
	run.watcher?.leave(directive, error);
	progress.result = { status: NEXT, decidedBy: directive, failure: { directive, error } };
	progress.over = true;
	return undefined;
}

function caught(run: StageRun, progress: Progress, error: unknown): DirectivesResult {
	if (!(error instanceof ScriptError) || progress.directive === undefined) throw error;
	fail(run, progress, error);
	return progress.result;
}

/**
 * The engine's run is over. `exit` in the body of a directive has ended it with the value of that directive; then the
 * others go on in a run of their own.
 */
function ended(run: StageRun, progress: Progress, value: Value): DirectivesResult | Promise<DirectivesResult> {
	if (progress.over) return progress.result;
	try {
		if (decides(run, progress, statusOf(progress.directive as Directive, value))) return progress.result;
	} catch (error) {
		return caught(run, progress, error);
	}
	progress.at++;
	return perform(run, progress);
}

function perform(run: StageRun, progress: Progress): DirectivesResult | Promise<DirectivesResult> {
	const { engine, host, timeout, signal, watcher, print } = run;
	try {
		const value = engine.perform(directivesOf(run, progress), {
			host,
			limits: { wallTime: timeout },
			...(signal === undefined ? {} : { signal }),
			...(print === undefined ? {} : { print }),
			...(watcher?.observer === undefined ? {} : { observer: watcher.observer }),
		});
		if (!(value instanceof Promise)) return ended(run, progress, value);
		return value.then(
			(result) => ended(run, progress, result),
			(error) => caught(run, progress, error),
		);
	} catch (error) {
		return caught(run, progress, error);
	}
}

/**
 * Runs the directives of a stage.
 * @returns the result, or a promise of it when a rule waits or takes longer than a time slice
 */
export function runDirectives(run: StageRun): DirectivesResult | Promise<DirectivesResult> {
	const { directives, resumeAt } = run;
	if (directives.length === 0) return GOES_ON;
	return perform(run, new Progress(resumeAt === undefined ? 0 : Math.max(0, directives.indexOf(resumeAt))));
}
