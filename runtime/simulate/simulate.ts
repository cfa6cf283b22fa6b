/**
 * Runs a planned session against rules, command by command, as a server would: the same session object, the same
 * replies, without a network.
 */

import type { ConnectionContext } from '../../stdlib/host/context.ts';
import type { HostPorts } from '../../stdlib/host.ts';
import { AddressObject, NULL_ADDRESS } from '../../stdlib/mail/objects/address.ts';
import { CodeObject } from '../../stdlib/mail/objects/code.ts';
import { Message } from '../message/index.ts';
import { type Disposition, dispositionOf } from '../rules/disposition.ts';
import type { ReplyTable, StageReply } from '../rules/replies.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { type DataAnswer, RuleSession, runStage, type SessionOptions, type StageAnswer } from '../rules/session.ts';
import type { StageTrace } from '../rules/trace.ts';
import { shorten, transportText } from '../rules/tracer.ts';
import type { Skip, Transaction } from '../rules/transaction.ts';
import type { Exchange, MessageOutcome, SimulationResult } from './result.ts';
import type { PlannedMessage, SessionPlan } from './session-plan.ts';
import type { SimulatedEffects } from './simulated-ports.ts';

export interface SimulationSetup {
	readonly rules: RuleSet;
	/** How the report calls the rules. */
	readonly rulesName: string;
	readonly ports: HostPorts;
	readonly effects: SimulatedEffects;
	readonly replies: ReplyTable;
	/**
	 * What a service makes of a message that is delegated to it.
	 * @returns the message that comes back, `undefined` when no answer is given
	 */
	readonly delegate: (address: string, message: Uint8Array) => Uint8Array | undefined;
	readonly signal?: AbortSignal;
}

/** Stages whose rules run after the client has been answered. */
type Offline = 'postq' | 'delivery';

class Simulation {
	readonly #setup: SimulationSetup;
	readonly #plan: SessionPlan;
	readonly #options: SessionOptions;
	readonly #session: RuleSession;
	readonly #stages: StageTrace[] = [];
	readonly #dialogue: Exchange[] = [];
	readonly #outcomes: MessageOutcome[] = [];
	/** Traces that an exchange, or the time after it, has been given. */
	#given = 0;
	#secured = false;
	/** The server has ended the connection. */
	#closed = false;

	constructor(plan: SessionPlan, setup: SimulationSetup) {
		this.#plan = plan;
		this.#setup = setup;
		const { rules, ports, replies, signal } = setup;
		this.#options = { rules, ports, replies, signal, onTrace: (trace) => this.#stages.push(trace) };
		this.#session = new RuleSession(this.#connection(), this.#options);
	}

	#connection(): ConnectionContext {
		const { clientIp, clientPort, serverIp, serverPort } = this.#plan;
		const { system, server } = this.#setup.ports;
		return {
			clientIp,
			clientPort,
			serverIp,
			serverPort,
			serverName: server.name,
			timestamp: system.now(),
			secured: this.#plan.tls === 'implicit',
			authenticated: false,
			credentials: undefined,
		};
	}

	async run(): Promise<SimulationResult> {
		const welcome = await this.#open();
		for (const message of this.#plan.messages) {
			if (welcome && !this.#closed) await this.#send(message);
			else this.#refused(message);
		}
		if (!this.#closed) this.#say('QUIT', ['221 Service closing transmission channel']);
		return this.#result();
	}

	/** Notes an exchange, with the stages that have run since the one before. */
	#say(command: string, reply: readonly string[]): void {
		this.#dialogue.push({ command, reply, stages: this.#newStages() });
	}

	#newStages(): number[] {
		const numbers = this.#stages.map((_trace, at) => at).slice(this.#given);
		this.#given = this.#stages.length;
		return numbers;
	}

	#answer(command: string, { reply }: StageAnswer, lines = reply.code.replyLines()): StageReply {
		this.#say(command, lines);
		if (reply.closes) this.#closed = true;
		return reply;
	}

	/** @returns whether the client may send mail */
	async #open(): Promise<boolean> {
		const greeting = this.#answer('', await this.#session.connect());
		if (this.#closed || !greeting.taken) return false;
		if (!(await this.#hello())) return false;
		if (this.#plan.tls === 'starttls') {
			this.#say('STARTTLS', ['220 TLS go ahead']);
			this.#secured = true;
			this.#session.updateConnection({ secured: true });
			if (!(await this.#hello())) return false;
		}
		const { authentication } = this.#plan;
		if (authentication === undefined) return true;
		const { credentials, verified } = authentication;
		const authenticated = await this.#session.authenticate(credentials, verified);
		this.#answer(`AUTH ${credentials.type === 'AnonymousToken' ? 'ANONYMOUS' : 'PLAIN'}`, authenticated);
		return !this.#closed;
	}

	/** A client says EHLO again once it is under TLS (RFC 3207 4.2). @returns whether it was accepted */
	async #hello(): Promise<boolean> {
		const { helo } = this.#plan;
		const answer = await this.#session.helo(helo);
		const lines = answer.reply.usual ? this.#extensions() : answer.reply.code.replyLines();
		const { taken } = this.#answer(`EHLO ${helo}`, answer, lines);
		return taken && !this.#closed;
	}

	#extensions(): string[] {
		const lines = [this.#setup.ports.server.name, 'PIPELINING', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES'];
		if (this.#plan.tls === 'starttls' && !this.#secured) lines.push('STARTTLS');
		return lines.map((line, at) => `250${at === lines.length - 1 ? ' ' : '-'}${line}`);
	}

	async #send(message: PlannedMessage): Promise<void> {
		const mail = this.#answer(
			`MAIL FROM:<${message.from}>`,
			await this.#session.mail(message.from === '' ? NULL_ADDRESS : AddressObject.parse(message.from)),
		);
		if (this.#closed || !mail.taken) return this.#refused(message);
		const id = this.#session.transaction?.context.messageId;
		let taken = 0;
		for (const to of message.to) {
			const rcpt = this.#answer(`RCPT TO:<${to}>`, await this.#session.rcpt(AddressObject.parse(to)));
			if (this.#closed) return this.#refused(message, id);
			if (rcpt.taken) taken++;
		}
		if (taken === 0) {
			this.#say('DATA', ['554 5.5.1 No valid recipients']);
			this.#session.reset();
			return this.#refused(message, id);
		}
		this.#say('DATA', ['354 Start mail input; end with <CRLF>.<CRLF>']);
		const answer = await this.#session.data(message.raw);
		this.#say('.', replyOfParts(answer));
		if (answer.parts.some(({ reply }) => reply.closes)) this.#closed = true;
		for (const { transaction, disposition, reply } of answer.parts) {
			await this.#afterQueue(message, transaction, disposition, reply);
		}
	}

	/** Before the message itself was sent. */
	#refused(message: PlannedMessage, id?: string): void {
		const transport = 'none';
		this.#outcomes.push({
			id,
			name: message.name,
			from: message.from,
			outcome: 'refused',
			reason: replyText(this.#dialogue.at(-1)?.reply ?? []),
			recipients: message.to.map((address) => ({ address, transport })),
			changes: NO_CHANGES,
		});
	}

	/** What happens off-line: the stages behind the queue, as far as the message gets. */
	async #afterQueue(
		message: PlannedMessage,
		transaction: Transaction,
		first: Disposition,
		reply: StageReply,
	): Promise<void> {
		let disposition = first;
		if (disposition.queue === 'working') disposition = await this.#offline('postq', transaction);
		if (disposition.queue === 'deliver') {
			disposition = disposition.rules ? await this.#offline('delivery', transaction) : { queue: 'sent' };
		}
		// They ran for nobody who waits.
		this.#newStages();
		this.#outcomes.push(this.#outcome(message, transaction, disposition, reply));
	}

	async #offline(stage: Offline, transaction: Transaction): Promise<Disposition> {
		let result = await runStage(stage, transaction, transaction.skip, this.#options);
		while (result.status.kind === 'delegated' && result.decidedBy?.service !== undefined) {
			const { decidedBy } = result;
			const returned = this.#setup.delegate(
				result.decidedBy.service.settings.delegator.text,
				transaction.message.bytes(),
			);
			if (returned === undefined) break;
			transaction.message = new Message(Buffer.from(returned));
			// The rules go on where they left (directive spec 7).
			result = await runStage(stage, transaction, undefined, { ...this.#options, resumeAt: decidedBy });
		}
		transaction.skip = transaction.skip ?? skipAfter(stage, result.status, result.decidedBy?.name ?? '');
		return dispositionOf(stage, result, this.#setup.rules.settings);
	}

	#outcome(
		message: PlannedMessage,
		{ context, message: after }: Transaction,
		disposition: Disposition,
		reply: StageReply,
	): MessageOutcome {
		const before = new Message(Buffer.from(message.raw));
		const refused = disposition.queue === 'refused';
		return {
			id: context.messageId,
			name: message.name,
			from: context.mailFrom?.text ?? '',
			outcome: outcomeText(disposition),
			reason: refused ? replyText(reply.code.replyLines()) : 'reason' in disposition ? disposition.reason : undefined,
			recipients: context.recipients.map(({ address, transport }) => ({
				address: address.text,
				transport: refused ? 'none' : transportText(transport),
			})),
			changes: before.headerProblem === undefined ? messageChanges(before, after) : NO_CHANGES,
		};
	}

	#result(): SimulationResult {
		const { title, clientIp, helo, tls, authentication } = this.#plan;
		const { effects, rulesName } = this.#setup;
		const user = authentication?.credentials;
		return {
			version: 1,
			title,
			rules: rulesName,
			client: {
				ip: clientIp,
				helo,
				tls: tls !== 'none',
				user: user === undefined || user.type === 'AnonymousToken' ? undefined : user.authid,
			},
			stages: this.#stages,
			dialogue: this.#dialogue,
			messages: this.#outcomes,
			files: effects.files,
			submitted: effects.submitted.map(({ from, to, relay }) => ({ from, to, relay })),
			log: effects.log,
			missing: [...effects.missing],
		};
	}
}

/** The lines of a reply as one text. */
function replyText(lines: readonly string[]): string {
	return lines.map((line, at) => (at === 0 ? line.replace('-', ' ') : line.slice(4))).join(' ');
}

const NO_CHANGES: MessageOutcome['changes'] = { headersAdded: [], headersRemoved: [], bodyChanged: false };

function messageChanges(before: Message, after: Message): MessageOutcome['changes'] {
	return {
		headersAdded: difference(after.headers.lines(), before.headers.lines()),
		headersRemoved: difference(before.headers.lines(), after.headers.lines()),
		bodyChanged: before.bodyDigest() !== after.bodyDigest(),
	};
}

function skipAfter(stage: Offline, status: Skip['status'], directive: string): Skip | undefined {
	return status.skips ? { status, stage, directive } : undefined;
}

function difference(list: readonly string[], other: readonly string[]): string[] {
	const rest = [...other];
	return list
		.filter((line) => {
			const at = rest.indexOf(line);
			if (at >= 0) rest.splice(at, 1);
			return at < 0;
		})
		.map((line) => shorten(line, 1000));
}

function outcomeText(disposition: Disposition): string {
	switch (disposition.queue) {
		case 'sent':
			return 'delivered';
		case 'quarantine':
			return `quarantine ${disposition.name}`;
		case 'delegated':
			return 'delegated';
		default:
			return disposition.queue;
	}
}

/** A message that was split is answered once: the texts of all parts, the code of the worst. */
function replyOfParts({ parts }: DataAnswer): string[] {
	const codes = parts.map(({ reply }) => reply.code);
	const joined = codes.reduce<CodeObject | undefined>(
		(worst, code) => (worst === undefined || code.code > worst.code ? code : worst),
		undefined,
	);
	if (joined === undefined) return ['250 Ok'];
	if (codes.length === 1) return joined.replyLines();
	const text = codes.map((code) => code.message).join('\r\n');
	return CodeObject.of(joined.code, joined.enhanced, text).replyLines();
}

/** Simulates one session. @throws Error for an address of the plan that is none */
export function simulate(plan: SessionPlan, setup: SimulationSetup): Promise<SimulationResult> {
	return new Simulation(plan, setup).run();
}
