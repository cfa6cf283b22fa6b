/** DKIM (library spec 9): verifying and signing messages. The parts that 1.x scripts put together are in `dkim-parts.ts`. */

import { awaited, type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import { ArrayValue, type MapValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError, ScriptError } from '../../../lang/vm/errors.ts';
import { hostOf, receivedMessageOf, transactionOf } from '../../host/access.ts';
import type { DkimResult } from '../../host/context.ts';
import { stagesFrom } from '../../host/stages.ts';
import type { MailHost } from '../../host.ts';
import {
	DEFAULT_CANONICALIZATION,
	DEFAULT_HEADERS,
	headerNames,
	type Signing,
	signingOfServer,
	signingOptions,
	signRequests,
} from '../dkim-signing.ts';
import {
	dkimFromMap,
	dkimMap,
	dkimResults,
	PRIVATE_KEY_TYPE,
	PrivateKeyValue,
	PUBLIC_KEY_TYPE,
	SIGNATURE_TYPE,
} from '../dkim-values.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';
import { DKIM_PARTS } from './dkim-parts.ts';
import { outside } from './outside.ts';
import { prependField } from './prepend-field.ts';

const STAGES = stagesFrom('preq');

/** The host, once there is a message. @throws ScriptError before `preq` */
function messageHost(call: NativeCall): MailHost {
	receivedMessageOf(call, 'message');
	return transactionOf(call, 'message', 'preq');
}

/** The result that is known, or a new one, which is stored. @param tolerance seconds after which a signature has expired */
export async function dkimResultOf(host: MailHost, signal: AbortSignal, tolerance?: number): Promise<DkimResult> {
	const { context, message, ports } = host;
	context.dkim ??= await ports.authentication.verifyDkim(message.bytes(), signal, tolerance);
	return context.dkim;
}

function verify(call: NativeCall): Promise<MapValue> {
	const host = messageHost(call);
	return outside(call, async (signal) => {
		if (host.context.dkim === undefined) {
			const result = await dkimResultOf(host, signal);
			const name = host.ports.authentication.organizationalDomain(host.context.connection.serverName);
			prependField(host, 'Authentication-Results', dkimResults(name, result));
		}
		return dkimMap(host.context.dkim as DkimResult);
	});
}

/** Makes the signatures of all keys before any is added, so that none covers another. */
async function signatures(host: MailHost, signing: Signing, signal: AbortSignal): Promise<readonly string[]> {
	const requests = signRequests(signing);
	const message = host.message.bytes();
	try {
		return await Promise.all(requests.map((request) => host.ports.authentication.signDkim(message, request, signal)));
	} catch (error) {
		if (signal.aborted || error instanceof ScriptError || !(error instanceof Error)) throw error;
		throw runtimeError(error.message);
	}
}

function sign(call: NativeCall, makeSigning: (host: MailHost) => Signing): Promise<Value> {
	const host = messageHost(call);
	const signing = makeSigning(host);
	return outside(call, async (signal) => {
		for (const field of await signatures(host, signing, signal)) prependField(host, 'DKIM-Signature', field);
		return undefined;
	});
}

function storedResult(call: NativeCall): MapValue {
	const { dkim } = transactionOf(call, 'dkim_result').context;
	if (dkim === undefined) throw runtimeError('no `dkim_result` available');
	return dkimMap(dkim);
}

function hasResult(call: NativeCall): boolean {
	return transactionOf(call, 'dkim_result').context.dkim !== undefined;
}

function store(call: NativeCall, map: MapValue): Value {
	transactionOf(call, 'dkim_result').context.dkim = dkimFromMap(map);
	return undefined;
}

function privateKeys(call: NativeCall, domain: string): ArrayValue {
	const keys = hostOf(call).ports.authentication.signingKeys(domain);
	return new ArrayValue(keys.map((key) => new PrivateKeyValue(key)));
}

const SIGNING =
	'The default headers are `["From", "To", "Date", "Subject", "From"]`: a name twice signs that there is no other.';

export const DKIM_LIBRARY: LibraryGroup = {
	name: 'dkim',
	doc: 'DomainKeys Identified Mail (RFC 6376, RFC 8463): signatures of domains on messages.',
	types: [PRIVATE_KEY_TYPE, SIGNATURE_TYPE, PUBLIC_KEY_TYPE],
	functions: [
		spelled(
			{ dkim: 'verify', '': ['verify_dkim', 'dkim_verify'] },
			{
				effect: 'external',
				stages: STAGES,
				doc: 'Verifies the signatures of the message, the first five of them, and adds an `Authentication-Results` header. Gives `#{status, sdid, auid, selector, comment, results}` of the best one, with those of all in `results`; what is not known is left out. The status is `pass`, `fail`, `neutral`, `temperror`, `permerror` or `none`. The result is stored, and given again by the next call.',
				example:
					'dkim::verify().status ⇒ "none"\ndkim::verify(); msg::get_header("Authentication-Results") ⇒ "kettle.example; dkim=none"',
			},
			awaited([], 'map', verify),
		),
		spelled(
			{ dkim: 'sign' },
			{
				effect: 'observes',
				stages: STAGES,
				doc: `Signs the message and puts a \`DKIM-Signature\` header on top. The map has \`selector\` and \`private_key\`; \`sdid\` (the domain that signs, the name of the server unless given), \`headers\` or \`headers_field\`, and \`canonicalization\` (\`"simple/relaxed"\`). ${SIGNING} Several keys make several signatures.`,
				example:
					'for key in dkim::get_private_keys("kettle.example") { dkim::sign(#{ selector: "s1", private_key: key, sdid: "kettle.example" }); } msg::count_header("DKIM-Signature") ⇒ 1\ndkim::sign(#{ selector: "s1" }) ⇒ error: Property not found: private_key',
			},
			awaited(['options: map'], '()', (call, options) => sign(call, (host) => signingOptions(options, host))),
		),
		spelled(
			{ '': 'sign_dkim' },
			{
				effect: 'observes',
				stages: STAGES,
				doc: `Signs the message for the server name of the connection, with the keys that the configuration has for it, and puts a \`DKIM-Signature\` header on top. The canonicalization is \`"simple/relaxed"\` unless given. ${SIGNING}`,
				example: 'sign_dkim("s1"); msg::count_header("DKIM-Signature") ⇒ 1',
			},
			awaited(['selector: string'], '()', (call, selector) =>
				sign(call, (host) => signingOfServer(host, selector, DEFAULT_HEADERS, DEFAULT_CANONICALIZATION)),
			),
			awaited(
				['selector: string', 'headers: array', 'canonicalization: string'],
				'()',
				(call, selector, headers, canonicalization) =>
					sign(call, (host) => signingOfServer(host, selector, headerNames(headers), canonicalization)),
			),
		),
		spelled(
			{ '': 'dkim_sign' },
			{
				effect: 'observes',
				stages: STAGES,
				doc: 'The same as `sign_dkim` with the canonicalization `"relaxed/relaxed"`, as 1.2 signs.',
				example: 'dkim_sign("s1", ["From", "Subject"]); msg::count_header("DKIM-Signature") ⇒ 1',
			},
			awaited(['selector: string', 'headers: array'], '()', (call, selector, headers) =>
				sign(call, (host) => signingOfServer(host, selector, headerNames(headers), 'relaxed/relaxed')),
			),
		),
		spelled(
			{ dkim: 'has_result', '': 'has_dkim_result', ctx: 'has_dkim_result' },
			{
				effect: 'observes',
				property: true,
				doc: 'Whether a DKIM result is stored.',
				example: 'dkim::has_result() ⇒ false\ndkim::verify(); ctx().has_dkim_result ⇒ true',
			},
			plain([], 'bool', hasResult),
			plain(['ctx: Context'], 'bool', hasResult),
		),
		spelled(
			{ dkim: 'result', '': 'dkim_result', ctx: 'dkim_result' },
			{
				effect: 'observes',
				property: true,
				doc: 'The stored DKIM result, as `dkim::verify` gives it. An error without one.',
				example:
					'dkim::result() ⇒ error: Runtime error: no `dkim_result` available\ndkim::store(#{ status: "pass" }); ctx().dkim_result.status ⇒ "pass"',
			},
			plain([], 'map', storedResult),
			plain(['ctx: Context'], 'map', storedResult),
		),
		spelled(
			{ dkim: 'store', '': 'store_dkim', ctx: 'store_dkim' },
			{
				effect: 'observes',
				doc: 'Stores a DKIM result that DMARC and later calls use: a map with `status`, and perhaps `sdid`, `auid`, `selector`, `comment` and `results`.',
				example: 'dkim::store(#{ status: "pass", sdid: "teapot.example" }); dkim::result().sdid ⇒ "teapot.example"',
			},
			plain(['result: map'], '()', store),
			plain(['ctx: Context', 'result: map'], '()', (call, _ctx, result) => store(call, result)),
		),
		spelled(
			{ dkim: 'get_private_keys' },
			{
				effect: 'observes',
				doc: 'The keys that the configuration has for a domain (`server.virtual."D".dkim.private_key`), for `dkim::sign`; an empty array when there are none.',
				example:
					'dkim::get_private_keys("kettle.example") ⇒ [private_key(ed25519)]\ndkim::get_private_keys("teapot.example") ⇒ []',
			},
			plain(['sdid: string'], 'array', privateKeys),
		),
		...DKIM_PARTS,
	],
};
