/**
 * The rules of one SMTP session: keeps what is known of connection and transaction, runs the stage that a command
 * belongs to, and says what is to be answered and what becomes of the command (directive spec 2, 6). Server and
 * simulation drive it; it knows no sockets.
 */

import type { ConnectionContext, Credentials, EnvelopeAddress } from '../../stdlib/host/context.ts';
import type { Stage } from '../../stdlib/host/stages.ts';
import type { HostPorts, MailHost } from '../../stdlib/host.ts';
import { ACCEPT, DENY } from '../../stdlib/mail/status.ts';
import { resultServers, withoutForgedResults } from '../auth/forged-results.ts';
import { type MessageOptions, PendingHeaders } from '../message/index.ts';
import type { Directive } from './directive.ts';
import { type Disposition, dispositionOf } from './disposition.ts';
import { failureReply, type ReplyTable, type StageReply, stageReply, unreadableReply } from './replies.ts';
import type { ChosenScript, RuleSet } from './rule-set.ts';
import { type DirectivesResult, type RuleFailure, runDirectives } from './run-stage.ts';
import type { StageTrace } from './trace.ts';
import { Tracer } from './tracer.ts';
import { contextFor, emptyContext, type Skip, type Transaction } from './transaction.ts';

export interface SessionOptions {
	readonly rules: RuleSet;
	readonly ports: HostPorts;
	readonly replies: ReplyTable;
	/** Receives the trace of each stage; without it nothing is traced. */
	readonly onTrace?: ((trace: StageTrace) => void) | undefined;
	/** Told of rules that failed, for the log. */
	readonly onFailure?: ((stage: Stage, failure: RuleFailure, messageId: string | undefined) => void) | undefined;
	readonly print?: ((text: string) => void) | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** What a stage ended with. */
export interface StageResult extends DirectivesResult {
	readonly stage: Stage;
	readonly script: ChosenScript;
	/** The decision of an earlier stage that made this one skip its directives. */
	readonly skippedBy: Skip | undefined;
}

export interface StageAnswer {
	readonly result: StageResult;
	readonly reply: StageReply;
}

/** What became of a message when its data had arrived: one result for each part of the transaction. */
export interface DataAnswer {
	readonly parts: readonly {
		readonly transaction: Transaction;
		readonly result: StageResult;
		readonly disposition: Disposition;
		readonly reply: StageReply;
	}[];
}

type MaybePromise<T> = T | Promise<T>;

function then<T, R>(value: MaybePromise<T>, next: (value: T) => R): MaybePromise<R> {
	return value instanceof Promise ? value.then(next) : next(value);
}

function domainOf(address: EnvelopeAddress | undefined): string | undefined {
	return address?.domain;
}

export class RuleSession {
	readonly #options: SessionOptions;
	#connection: ConnectionContext;
	#helo: string | undefined;
	/** Fields that rules add before there is a message. */
	readonly #pending = new PendingHeaders();
	/** A decision of `connect` or `helo` lasts for the connection. */
	#skip: Skip | undefined;
	#transaction: Transaction | undefined;

	constructor(connection: ConnectionContext, options: SessionOptions) {
		this.#connection = connection;
		this.#options = options;
	}

	get transaction(): Transaction | undefined {
		return this.#transaction;
	}

	/** After a TLS handshake or an authentication more is known of the connection. */
	updateConnection(change: Partial<ConnectionContext>): void {
		this.#connection = { ...this.#connection, ...change };
		if (this.#transaction !== undefined) this.#transaction.context.connection = this.#connection;
	}

	connect(): MaybePromise<StageAnswer> {
		return this.#beforeMail('connect');
	}

	/** A new HELO clears the envelope (RFC 5321 4.1.4). */
	helo(name: string): MaybePromise<StageAnswer> {
		this.reset();
		this.#pending.beginGreeting();
		const before = this.#helo;
		this.#helo = name;
		return then(this.#beforeMail('helo'), (answer) => {
			if (!answer.reply.taken) this.#helo = before;
			return answer;
		});
	}

	/**
	 * @param verified whether the users file knows these credentials: what `next` of the rules, or no rule, means
	 */
	authenticate(credentials: Credentials, verified: boolean): MaybePromise<StageAnswer> {
		this.#connection = { ...this.#connection, credentials };
		const script = this.#options.rules.scriptFor('authenticate', undefined, undefined);
		const transaction = this.#outside(script);
		return then(this.#run('authenticate', transaction, undefined), (result) => {
			const fromFile = result.failure === undefined && result.status.kind === 'next';
			const reply = this.#reply('authenticate', fromFile && verified ? { ...result, status: ACCEPT } : result);
			const { taken } = reply;
			this.#connection = { ...this.#connection, authenticated: taken, credentials: taken ? credentials : undefined };
			return { result, reply };
		});
	}

	/** A transaction of its own for stages before MAIL: their additions to the header belong to the connection. */
	#outside(script: ChosenScript): Transaction {
		return {
			context: emptyContext(this.#connection, this.#helo),
			message: this.#pending.message,
			skip: undefined,
			script,
		};
	}

	#beforeMail(stage: 'connect' | 'helo'): MaybePromise<StageAnswer> {
		const transaction = this.#outside(this.#options.rules.scriptFor(stage, undefined, undefined));
		return then(this.#run(stage, transaction, this.#skip), (result) => {
			this.#skip = this.#skip ?? skipOf(result);
			return { result, reply: this.#reply(stage, result) };
		});
	}

	/** MAIL FROM: begins a transaction. @param address with empty text for the null sender */
	mail(address: EnvelopeAddress, options: MessageOptions = {}): MaybePromise<StageAnswer> {
		const { rules, ports } = this.#options;
		const context = emptyContext(this.#connection, this.#helo);
		context.mailFrom = address;
		context.mailTimestamp = ports.system.now();
		context.messageId = ports.system.messageId();
		const script = rules.scriptFor('mail', domainOf(address), undefined);
		this.#pending.beginTransaction(options);
		const transaction: Transaction = { context, message: this.#pending.message, skip: undefined, script };
		this.#transaction = transaction;
		return then(this.#run('mail', transaction, this.#skip), (result) => {
			transaction.skip = this.#skip ?? skipOf(result);
			const reply = this.#reply('mail', result);
			if (!reply.taken) this.reset();
			return { result, reply };
		});
	}

	/** RCPT TO, after an accepted MAIL. */
	rcpt(address: EnvelopeAddress): MaybePromise<StageAnswer> {
		const transaction = this.#transaction;
		if (transaction === undefined) throw new Error('RCPT without MAIL');
		const { context } = transaction;
		const { mailFrom, recipients, recipientCount } = context;
		context.recipients = [...recipients, { address, transport: { kind: 'deliver' } }];
		context.recipientCount++;
		const script = this.#options.rules.scriptFor('rcpt', domainOf(context.mailFrom), domainOf(address));
		transaction.script = script;
		return then(this.#run('rcpt', transaction, transaction.skip), (result) => {
			transaction.skip = transaction.skip ?? skipOf(result);
			const reply = this.#reply('rcpt', result);
			if (!reply.taken && !keepsRecipient(result, reply)) {
				// A command that is not taken leaves the envelope as it was, whatever rules did to it before one refused.
				Object.assign(context, { mailFrom, recipients, recipientCount });
			}
			return { result, reply };
		});
	}

	/** The message is complete: runs `preq` for each part of the transaction, which is over then. */
	async data(raw: Uint8Array): Promise<DataAnswer> {
		const transaction = this.#transaction;
		if (transaction === undefined) throw new Error('DATA without MAIL');
		const received = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
		const ours = resultServers(this.#connection, this.#options.ports);
		transaction.message = this.#pending.receive(withoutForgedResults(received, ours));
		const { headerProblem } = transaction.message;
		if (headerProblem !== undefined) return this.#unreadable(transaction, headerProblem);
		const parts = [];
		for (const part of this.#split(transaction)) {
			const result = await this.#run('preq', part, part.skip);
			part.skip = part.skip ?? skipOf(result);
			parts.push({
				transaction: part,
				result,
				disposition: dispositionOf('preq', result, this.#options.rules.settings),
				reply: this.#reply('preq', result),
			});
		}
		this.reset();
		return { parts };
	}

	/** A header that passes a limit cannot be looked at, and what no rule has seen is not taken. */
	#unreadable(transaction: Transaction, problem: string): DataAnswer {
		const { script } = transaction;
		const none = { decidedBy: undefined, failure: undefined, skippedBy: undefined };
		const result: StageResult = { stage: 'preq', script, status: DENY, ...none };
		this.reset();
		const reply = unreadableReply(problem);
		return { parts: [{ transaction, result, disposition: { queue: 'refused' }, reply }] };
	}

	/** RSET, and everything that clears the envelope; what `connect` and `helo` decided stays. */
	reset(): void {
		this.#pending.endTransaction();
		this.#transaction = undefined;
	}

	/** One part for all recipients that one script serves. */
	#split(transaction: Transaction): Transaction[] {
		const { rules, ports } = this.#options;
		const { context } = transaction;
		const sender = domainOf(context.mailFrom);
		const groups = new Map<ChosenScript['script'], { script: ChosenScript; recipients: typeof context.recipients }>();
		for (const recipient of context.recipients) {
			const script = rules.scriptFor('preq', sender, recipient.address.domain);
			const group = groups.get(script.script);
			if (group === undefined) groups.set(script.script, { script, recipients: [recipient] });
			else group.recipients.push(recipient);
		}
		if (groups.size <= 1) {
			const only = [...groups.values()][0];
			if (only !== undefined) transaction.script = only.script;
			return [transaction];
		}
		return [...groups.values()].map(({ script, recipients }, index) => ({
			context: contextFor(context, recipients, index === 0 ? (context.messageId as string) : ports.system.messageId()),
			message: index === 0 ? transaction.message : transaction.message.copy(),
			skip: transaction.skip,
			script,
		}));
	}

	#reply(stage: Stage, result: DirectivesResult): StageReply {
		const { rules, replies } = this.#options;
		if (result.failure !== undefined) return failureReply(stage, rules.settings, replies);
		return stageReply(stage, result.status, rules.settings, replies);
	}

	#run(stage: Stage, transaction: Transaction, skip: Skip | undefined): MaybePromise<StageResult> {
		return runStage(stage, transaction, skip, this.#options);
	}
}

/** A recipient that `info` answers with success stays in the envelope (directive spec 6.2). */
function keepsRecipient({ status, failure }: StageResult, { code }: StageReply): boolean {
	return failure === undefined && status.kind === 'info' && code.code < 400;
}

/**
 * The decision that later stages are to follow. A refusal is none while a client waits: it refuses one command, and the
 * next recipient is a question of its own.
 */
function skipOf(result: StageResult): Skip | undefined {
	const { status, stage, decidedBy, skippedBy } = result;
	if (skippedBy !== undefined) return skippedBy;
	if (!status.skips || status.kind === 'deny') return undefined;
	return { status, stage, directive: decidedBy?.name ?? '' };
}

export interface RunOptions extends Omit<SessionOptions, 'replies'> {
	/** The delegation whose answer has come back. */
	readonly resumeAt?: Directive | undefined;
}

/** Runs the directives of one stage on a transaction, or follows an earlier decision. */
export function runStage(
	stage: Stage,
	transaction: Transaction,
	skip: Skip | undefined,
	options: RunOptions,
): MaybePromise<StageResult> {
	const { rules, ports, onTrace, onFailure, print, signal, resumeAt } = options;
	const { script } = transaction;
	if (skip !== undefined) {
		onTrace?.({
			stage,
			script: script.script.source.name,
			duration: 0,
			directives: [],
			result: skip.status.debugText(),
			skippedBy: skip.stage,
		});
		return { stage, script, status: skip.status, decidedBy: undefined, failure: undefined, skippedBy: skip };
	}
	const directives = script.script.stages.get(stage) ?? [];
	const tracer = onTrace === undefined ? undefined : new Tracer(transaction.context, () => transaction.message);
	const host: MailHost = {
		stage,
		context: transaction.context,
		message: transaction.message,
		ports: tracer === undefined ? ports : tracedPorts(ports, tracer),
	};
	const { timeouts, onError } = rules.settings;
	const started = onTrace === undefined ? 0 : performance.now();
	const ran = runDirectives({
		engine: rules.engine,
		host,
		directives,
		timeout: timeouts[stage],
		signal,
		watcher: tracer,
		print: tracer?.output ?? print,
		resumeAt,
	});
	return then(ran, (result) => {
		const { failure } = result;
		if (failure !== undefined) onFailure?.(stage, failure, transaction.context.messageId);
		const status = failure !== undefined && onError === 'deny' ? DENY : result.status;
		onTrace?.({
			stage,
			script: script.script.source.name,
			duration: performance.now() - started,
			directives: tracer?.directives ?? [],
			result: failure === undefined ? status.debugText() : `error: ${failure.error.text}`,
			skippedBy: undefined,
		});
		return { ...result, status, stage, script, skippedBy: undefined };
	});
}

/** The ports of a traced run: what is logged is a part of the trace, too. */
function tracedPorts(ports: HostPorts, tracer: Tracer): HostPorts {
	const { system } = ports;
	return {
		...ports,
		system: {
			now: () => system.now(),
			hostname: () => system.hostname(),
			userExists: (name) => system.userExists(name),
			environment: (name) => system.environment(name),
			messageId: () => system.messageId(),
			checkPassword: (user, password, signal) => system.checkPassword(user, password, signal),
			log: (level, text) => {
				tracer.output(`${level}: ${text}`);
				system.log(level, text);
			},
		},
	};
}
