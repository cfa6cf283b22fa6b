/** DMARC (library spec 10): what the domain of the author wants to happen with messages that are not its own. */

import { awaited, type NativeCall } from '../../../lang/modules/native-module.ts';
import { receivedMessageOf, transactionOf } from '../../host/access.ts';
import type { DmarcResult } from '../../host/authentication.ts';
import type { DkimResult, SpfResult } from '../../host/context.ts';
import { isOnline, stagesFrom } from '../../host/stages.ts';
import type { MailHost } from '../../host.ts';
import { asciiDomain, isDnsName } from '../ascii-domain.ts';
import { dkimMethods } from '../dkim-values.ts';
import { CodeObject } from '../objects/code.ts';
import { authenticationResults, methodResult } from '../result-fields.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';
import { spfMethod } from '../spf-fields.ts';
import { DENY, NEXT, Status } from '../status.ts';
import { dkimResultOf } from './dkim.ts';
import { orRuntimeError } from './message-functions.ts';
import { outside } from './outside.ts';
import { prependField } from './prepend-field.ts';
import { checkIdentity, spfReport } from './spf.ts';

/** Seconds for which DMARC still looks at an expired signature. */
const EXPIRY_TOLERANCE = 1000;

const QUARANTINE = new Status('quarantine', undefined, 'dmarc');

const TRY_AGAIN = new Status(
	'deny',
	CodeObject.of(451, '4.7.0', 'DMARC policy cannot be evaluated. Please try again.'),
);

/** The SPF result for the sender; a stored one may be that of another identity. */
function spfOf(host: MailHost, signal: AbortSignal): Promise<SpfResult> {
	const { spf, mailFrom } = host.context;
	const identity = mailFrom === undefined || mailFrom.text === '' ? 'helo' : 'mailfrom';
	return spf?.identity === identity ? Promise.resolve(spf) : checkIdentity(host, 'mail_from', signal);
}

/** Domains of all authors, of all `From` fields, and of what else readers might take for one. */
function authorsOf({ message, ports }: MailHost): readonly string[] {
	const parsed = orRuntimeError(() => message.addresses('From')).map(({ address }) =>
		asciiDomain(address.slice(address.lastIndexOf('@') + 1)),
	);
	return [...new Set([...parsed, ...ports.authentication.authorDomains(message.bytes())])].filter(isDnsName);
}

/** A client is asked to try again; without one, the message must not get lost because the DNS did not answer. */
function undecided({ stage }: MailHost): Status {
	return stage !== undefined && isOnline(stage) ? TRY_AGAIN : NEXT;
}

function verdict(host: MailHost, { status, disposition }: DmarcResult): Status {
	if (status === 'temperror') return undecided(host);
	switch (disposition) {
		case 'reject':
			return DENY;
		case 'quarantine':
			return QUARANTINE;
		default:
			return NEXT;
	}
}

function field(
	host: MailHost,
	dmarc: DmarcResult,
	results: { readonly spf: SpfResult; readonly dkim: DkimResult },
): string {
	const policy = dmarc.status === 'fail' ? dmarc.disposition : undefined;
	const report = spfReport(host, results.spf);
	return authenticationResults(report.receiver, [
		...dkimMethods(results.dkim),
		spfMethod(report),
		methodResult('dmarc', dmarc.status, undefined, [
			['policy.dmarc', policy],
			['header.from', dmarc.author],
		]),
	]);
}

/** A message whose author cannot be told is not delivered: a reader might see one (RFC 7489 6.6.1). */
const NO_AUTHOR: DmarcResult = {
	status: 'permerror',
	author: '',
	record: undefined,
	disposition: 'reject',
	dkimAligned: false,
	spfAligned: false,
};

function check(call: NativeCall): Promise<Status> {
	receivedMessageOf(call, 'message');
	const host = transactionOf(call, 'message', 'preq');
	return outside(call, async (signal) => {
		const authors = authorsOf(host);
		const dkim = await dkimResultOf(host, signal, EXPIRY_TOLERANCE);
		const spf = await spfOf(host, signal);
		const results = { spf, dkim };
		const dmarc = authors.length === 0 ? NO_AUTHOR : await host.ports.authentication.dmarc(authors, results, signal);
		prependField(host, 'Authentication-Results', field(host, dmarc, results));
		return verdict(host, dmarc);
	});
}

export const DMARC_LIBRARY: LibraryGroup = {
	name: 'dmarc',
	doc: 'Domain-based Message Authentication, Reporting and Conformance (RFC 7489).',
	functions: [
		spelled(
			{ dmarc: 'check', '': 'check_dmarc' },
			{
				effect: 'external',
				stages: stagesFrom('preq'),
				doc: 'Verifies DKIM and SPF, unless that has been done, looks whether one of them holds for the domain of the author, and adds an `Authentication-Results` header. Otherwise the policy of that domain decides: `none` is `next`, `quarantine` is `quarantine("dmarc")`, `reject` is `deny()`. A domain without a policy is `next`. Of several authors the strictest policy decides; a message without an author is denied. When the DNS does not answer, the client is asked to try again (451).',
				example: 'dmarc::check() ⇒ next()',
			},
			awaited([], 'Status', check),
		),
	],
};
