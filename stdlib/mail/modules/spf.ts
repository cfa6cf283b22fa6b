/** SPF (library spec 8): may the client send for the domain of the sender? */

import { awaited, type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import type { MapValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { mailFromOf, transactionOf } from '../../host/access.ts';
import type { SpfResult } from '../../host/context.ts';
import { stagesFrom } from '../../host/stages.ts';
import type { MailHost } from '../../host.ts';
import { excerpt } from '../objects/ascii.ts';
import { isLoopback, unmappedIp } from '../reverse-name.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';
import { receivedSpf, type SpfReport, spfMap, spfResults } from '../spf-fields.ts';
import { NEXT, Status } from '../status.ts';
import { predefinedCode } from './codes.ts';
import { outside } from './outside.ts';
import { prependField } from './prepend-field.ts';

type Identity = 'helo' | 'mail_from' | 'both';

const IDENTITIES: ReadonlySet<string> = new Set<Identity>(['helo', 'mail_from', 'both']);
const HEADERS: ReadonlySet<string> = new Set(['spf', 'auth', 'both', 'none']);
const POLICIES: ReadonlySet<string> = new Set(['strict', 'soft']);

const FAILED = new Status('deny', predefinedCode('c550_7_23'));
const TEMPORARY = new Status('deny', predefinedCode('c451_7_24'));
const PERMANENT = new Status('deny', predefinedCode('c550_7_24'));

function verdict({ result }: SpfResult, policy: string): Status {
	switch (result) {
		case 'fail':
			return FAILED;
		case 'softfail':
			return policy === 'strict' ? FAILED : NEXT;
		case 'temperror':
			return TEMPORARY;
		case 'permerror':
			return PERMANENT;
		default:
			return NEXT;
	}
}

/** What the texts of headers need, beside the result. */
export function spfReport({ context, ports }: MailHost, result: SpfResult): SpfReport {
	return {
		result,
		receiver: ports.system.hostname(),
		clientIp: context.connection.clientIp,
		mailFrom: context.mailFrom?.text ?? '',
		helo: context.helo ?? '',
	};
}

/** Checks one identity. The null sender has none but the HELO identity. */
function ask({ context, ports }: MailHost, mailFrom: string, signal: AbortSignal): Promise<SpfResult> {
	const { clientIp, serverName } = context.connection;
	return ports.authentication.spf({ clientIp, helo: context.helo ?? '', mailFrom, serverName }, signal);
}

/** Checks the identities; of both, a HELO name that fails decides, otherwise the sender. Stores the result. */
export async function checkIdentity(host: MailHost, identity: Identity, signal: AbortSignal): Promise<SpfResult> {
	const mailFrom = host.context.mailFrom?.text ?? '';
	let result = await ask(host, identity === 'mail_from' ? mailFrom : '', signal);
	if (identity === 'both' && result.result !== 'fail' && mailFrom !== '') result = await ask(host, mailFrom, signal);
	host.context.spf = result;
	return result;
}

/** Clients that need not prove that they may send: users, and this machine. */
function isExempt({ context }: MailHost): boolean {
	const { authenticated, clientIp, serverIp } = context.connection;
	const ip = unmappedIp(clientIp);
	return authenticated || isLoopback(ip) || ip === unmappedIp(serverIp);
}

function checkWords(header: string, policy: string): void {
	if (!HEADERS.has(header)) {
		throw runtimeError(`spf 'header' argument must be 'spf', 'auth' or 'both', not '${excerpt(header)}'`);
	}
	if (!POLICIES.has(policy)) {
		throw runtimeError(`spf 'policy' argument must be 'strict' or 'soft', not '${excerpt(policy)}'`);
	}
}

/** The host, once there is a sender. @throws ScriptError before `mail` */
function senderHost(call: NativeCall): MailHost {
	mailFromOf(call);
	return transactionOf(call, 'mail_from', 'mail');
}

function check(call: NativeCall, identity: Identity, header: string, policy: string): Promise<Status> {
	const host = senderHost(call);
	checkWords(header, policy);
	return outside(call, async (signal) => {
		if (isExempt(host)) return NEXT;
		const result = await checkIdentity(host, identity, signal);
		const report = spfReport(host, result);
		if (header === 'auth' || header === 'both') prependField(host, 'Authentication-Results', spfResults(report));
		if (header === 'spf' || header === 'both') prependField(host, 'Received-SPF', receivedSpf(report));
		return verdict(result, policy);
	});
}

function isIdentity(word: string): word is Identity {
	return IDENTITIES.has(word);
}

function identityArgument(word: string): Identity {
	if (isIdentity(word)) return word;
	throw runtimeError(`spf 'identity' argument must be 'helo', 'mail_from' or 'both', not '${excerpt(word)}'`);
}

/**
 * Two words are an identity and a header up to 1.1.0, a header and a policy later. The word `both` is an identity and a
 * header, so the other one tells.
 */
function checkTwo(call: NativeCall, first: string, second: string): Promise<Status> {
	const old = isIdentity(first) && (!HEADERS.has(first) || (HEADERS.has(second) && !POLICIES.has(second)));
	return old ? check(call, first, second, 'strict') : check(call, 'mail_from', first, second);
}

function checkRaw(call: NativeCall, identity: Identity): Promise<MapValue> {
	const host = senderHost(call);
	return outside(call, async (signal) => spfMap(await checkIdentity(host, identity, signal)));
}

/** The text of a header about the stored result. */
function authHeader(call: NativeCall): Value {
	const host = senderHost(call);
	const { spf } = host.context;
	if (spf === undefined) throw runtimeError('SPF has not been checked yet');
	return spfResults(spfReport(host, spf));
}

const RESULTS =
	'Denies results that fail (`code550_7_23`), errors of the DNS (`code451_7_24`) and of the record (`code550_7_24`); with the policy `"strict"`, which is the default, `softfail` too, with `"soft"` not.';

const STAGES = stagesFrom('mail');

export const SPF_LIBRARY: LibraryGroup = {
	name: 'spf',
	doc: 'Sender Policy Framework (RFC 7208): which clients the domain of a sender allows.',
	functions: [
		spelled(
			{ spf: 'check', '': 'check_spf' },
			{
				effect: 'external',
				stages: STAGES,
				doc: `Checks the sender, or the HELO name of a null sender, and adds headers: \`"spf"\` a \`Received-SPF\`, \`"auth"\` an \`Authentication-Results\`, \`"both"\` or \`"none"\`. ${RESULTS} Authenticated clients and clients on this machine are not checked. Up to 1.1.0 the first argument is the identity: \`"mail_from"\`, \`"helo"\` or \`"both"\`.`,
				example:
					"spf::check(\"spf\") ⇒ next()\nspf::check(\"both\", \"soft\") ⇒ next()\nspf::check(\"x\") ⇒ error: Runtime error: spf 'header' argument must be 'spf', 'auth' or 'both', not 'x'",
			},
			awaited(['header: string'], 'Status', (call, header) => check(call, 'mail_from', header, 'strict')),
			awaited(['header: string', 'policy: string'], 'Status', checkTwo),
		),
		spelled(
			{ '': 'check_spf' },
			{
				effect: 'external',
				stages: STAGES,
				doc: `Checks an identity, \`"mail_from"\`, \`"helo"\` or \`"both"\`, as scripts up to 1.1.0 do: of both, a HELO name that fails decides. ${RESULTS}`,
				example: 'check_spf("helo", "auth", "soft") ⇒ next()',
				deprecated: 'the identity is chosen by the sender: `spf::check(header, policy)`',
			},
			awaited(['identity: string', 'header: string', 'policy: string'], 'Status', (call, identity, header, policy) =>
				check(call, identityArgument(identity), header, policy),
			),
		),
		spelled(
			{ spf: 'check_raw', '': 'check_spf_inner' },
			{
				effect: 'external',
				stages: STAGES,
				doc: 'The result for the sender, or for the HELO name of a null sender, as `#{result, mechanism}`; with `problem` in place of `mechanism` when an error decided. Adds no header and judges nothing.',
				example: 'spf::check_raw() ⇒ #{"mechanism": "ip4:203.0.113.0/24", "result": "pass"}',
			},
			awaited([], 'map', (call) => checkRaw(call, 'mail_from')),
		),
		spelled(
			{ sys: 'check_spf' },
			{
				effect: 'external',
				stages: STAGES,
				doc: 'The same as `spf::check_raw()`, in the spelling of 1.x; an identity may be given, `"mail_from"`, `"helo"` or `"both"`.',
				example: 'sys::check_spf(ctx(), srv()).result ⇒ "pass"\nsys::check_spf(ctx(), srv(), "helo").result ⇒ "none"',
			},
			awaited(['ctx: Context', 'srv: Server'], 'map', (call) => checkRaw(call, 'mail_from')),
			awaited(['ctx: Context', 'srv: Server', 'identity: string'], 'map', (call, _ctx, _srv, identity) =>
				checkRaw(call, identityArgument(identity)),
			),
		),
		spelled(
			{ '': 'auth_header' },
			{
				effect: 'observes',
				stages: STAGES,
				doc: 'The value of an `Authentication-Results` header for the SPF result that was found last.',
				example: 'spf::check("none"); auth_header().contains("spf=pass") ⇒ true',
			},
			plain([], 'string', authHeader),
		),
	],
};
