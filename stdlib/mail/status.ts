/**
 * What a rule decides: the value of its body (directive spec 6). A status is data; what it means at which stage is the
 * business of the rules engine.
 */

import { debugText } from '../../lang/values/display.ts';
import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';
import type { Value } from '../../lang/values/value.ts';
import type { CodeObject } from './objects/code.ts';
import { codeKey } from './objects/equality.ts';

export type StatusKind =
	| 'next'
	| 'accept'
	| 'faccept'
	| 'deny'
	| 'info'
	| 'quarantine'
	| 'packet'
	| 'delegated'
	| 'delegation_result';

const DESCRIPTOR: TypeDescriptor<Status> = {
	name: 'Status',
	doc: 'The decision of a rule.',
	equals: (self, other) => (other instanceof Status ? self.equals(other) : undefined),
	display: (self) => self.kind,
	debug: (self) => self.debugText(),
};

export class Status extends HostObject {
	declare readonly kind: StatusKind;
	/** The reply that the rule gave, if it gave one. */
	declare readonly reply: CodeObject | undefined;
	/** Of `quarantine` the name of the queue, of `packet` the text for the SASL layer. */
	declare readonly text: string | undefined;

	constructor(kind: StatusKind, reply?: CodeObject, text?: string) {
		super();
		this.kind = kind;
		this.reply = reply;
		this.text = text;
	}

	get descriptor(): TypeDescriptor {
		return DESCRIPTOR as TypeDescriptor;
	}

	/** Whether the directives behind it, and those of later stages, are not to run (directive spec 6.1). */
	get skips(): boolean {
		return this.kind === 'faccept' || this.kind === 'deny' || this.kind === 'quarantine' || this.kind === 'delegated';
	}

	/** Kind and payload; a delegated status equals nothing. */
	equals(other: Status): boolean {
		if (this.kind !== other.kind || this.kind === 'delegated' || this.text !== other.text) return false;
		const { reply } = this;
		if (reply === undefined || other.reply === undefined) return reply === other.reply;
		return codeKey(reply) === codeKey(other.reply);
	}

	/** As a script would write it, on one line. What `packet` carries is a password, and texts of values end in logs. */
	debugText(): string {
		const text = this.kind === 'packet' ? undefined : (this.reply?.text ?? this.text);
		return text === undefined ? `${this.kind}()` : `${this.kind}(${debugText(text)})`;
	}
}

export const STATUS_TYPE = DESCRIPTOR as TypeDescriptor;

export const NEXT = new Status('next');
export const ACCEPT = new Status('accept');
export const FACCEPT = new Status('faccept');
export const DENY = new Status('deny');

export function isStatus(value: Value): value is Status {
	return value instanceof Status;
}
