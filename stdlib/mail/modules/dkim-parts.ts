/**
 * Verifying DKIM step by step, as 1.x scripts do (library spec 9): parse a signature, get its keys, verify. A step that
 * fails throws a map with the `status` that the signature has then, which `handle_dkim_error` makes a result of.
 */

import { awaited, type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import { ArrayValue, MapValue } from '../../../lang/values/container.ts';
import type { IntValue } from '../../../lang/values/int.ts';
import { untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError, ScriptError } from '../../../lang/vm/errors.ts';
import { hostOf, receivedMessageOf } from '../../host/access.ts';
import { DkimError } from '../../host/authentication.ts';
import { stagesFrom } from '../../host/stages.ts';
import { PublicKeyValue, SignatureValue } from '../dkim-values.ts';
import { excerpt } from '../objects/ascii.ts';
import { type SpelledFunction, spelled } from '../spelling.ts';
import { outside } from './outside.ts';

/** The error of a step: scripts catch `#{status, message}`. */
function stepError(error: unknown): unknown {
	if (!(error instanceof DkimError)) return error;
	const value = new MapValue(
		new Map<string, Value>([
			['status', error.status],
			['message', error.message],
		]),
	);
	return new ScriptError('ErrorRuntime', `Runtime error: ${error.message}`, {}, value);
}

function step<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw stepError(error);
	}
}

function waitingStep<T>(call: NativeCall, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	return outside(call, async (signal) => {
		try {
			return await work(signal);
		} catch (error) {
			throw stepError(error);
		}
	});
}

function parse(call: NativeCall, field: string): SignatureValue {
	const { authentication } = hostOf(call).ports;
	return step(() => new SignatureValue(authentication.parseSignature(field)));
}

function hasExpired(call: NativeCall, { signature }: SignatureValue, tolerance: IntValue): boolean {
	const now = hostOf(call).ports.system.now() / 1000;
	return signature.expiration !== undefined && signature.expiration + Number(tolerance) < now;
}

function publicKey(call: NativeCall, { signature }: SignatureValue, which: string): Promise<Value> {
	if (which !== 'first' && which !== 'cycle') {
		throw runtimeError(`the policy for keys is 'first' or 'cycle', not '${excerpt(which)}'`);
	}
	const { authentication } = hostOf(call).ports;
	return waitingStep(call, async (signal) => {
		const keys = (await authentication.signatureKeys(signature, signal)).map((key) => new PublicKeyValue(key));
		return which === 'first' ? keys[0] : new ArrayValue(keys);
	});
}

function verify(call: NativeCall, { signature }: SignatureValue, { key }: PublicKeyValue): Promise<Value> {
	const message = receivedMessageOf(call, 'message').bytes();
	const { authentication } = hostOf(call).ports;
	return waitingStep(call, async (signal) => {
		await authentication.verifySignature(message, signature, key, signal);
		return undefined;
	});
}

/** What any caught value says about a signature; `neutral` for what is not an error of a step. */
function resultOfError(_call: NativeCall, error: Value): MapValue {
	const caught = untag(error);
	const status = caught instanceof MapValue ? untag(caught.get('status')) : undefined;
	return new MapValue(new Map<string, Value>([['status', typeof status === 'string' ? status : 'neutral']]));
}

/** Parameters of host types come as values of any type. */
const signatureOf = (value: Value): SignatureValue => value as SignatureValue;
const keyOf = (value: Value): PublicKeyValue => value as PublicKeyValue;

const STAGES = stagesFrom('preq');

const FIELD = 'v=1; a=ed25519-sha256; d=teapot.example; s=s1; h=From; bh=eA==; b=eA==';

export const DKIM_PARTS: readonly SpelledFunction[] = [
	spelled(
		{ sys: 'parse_signature' },
		{
			doc: 'Understands a `DKIM-Signature` header, given with or without its name and with its folds, as `get_header_untouched` has it.',
			example: `sys::parse_signature("${FIELD}").sdid ⇒ "teapot.example"`,
		},
		plain(['header: string'], 'dkim_signature', parse),
	),
	spelled(
		{ '': 'has_expired', sys: 'has_expired' },
		{
			effect: 'observes',
			doc: 'Whether a signature expired more than so many seconds ago.',
			example: `sys::parse_signature("${FIELD}; x=1700000000").has_expired(100) ⇒ true`,
		},
		plain(['signature: dkim_signature', 'seconds: int'], 'bool', (call, signature, seconds) =>
			hasExpired(call, signatureOf(signature), seconds),
		),
	),
	spelled(
		{ sys: 'get_public_key' },
		{
			effect: 'external',
			doc: 'The key of a signature, from the DNS: the first one for `"first"`, an array of all for `"cycle"`.',
			example: `sys::get_public_key(srv(), sys::parse_signature("${FIELD}"), "first") ⇒ error: Runtime error: there is no key`,
		},
		awaited(['srv: Server', 'signature: dkim_signature', 'policy: string'], 'any', (call, _srv, signature, policy) =>
			publicKey(call, signatureOf(signature), policy),
		),
	),
	spelled(
		{ sys: ['verify_dkim', 'dkim_verify'] },
		{
			effect: 'observes',
			stages: STAGES,
			doc: 'Verifies a signature of the message with a key. An error when it does not hold.',
			example: `sys::handle_dkim_error(#{ status: "fail" }) ⇒ #{"status": "fail"}`,
		},
		awaited(
			['message: Message', 'signature: dkim_signature', 'key: public_key'],
			'()',
			(call, _message, signature, key) => verify(call, signatureOf(signature), keyOf(key)),
		),
	),
	spelled(
		{ sys: 'handle_dkim_error' },
		{
			doc: 'The result, `#{status}`, that an error of a step means: `neutral` for a signature that cannot be understood, `permerror` and `temperror` for its key, `fail` when it does not hold.',
			example: `try { sys::parse_signature("v=2") } catch (error) { return sys::handle_dkim_error(error); } ⇒ #{"status": "neutral"}`,
		},
		plain(['error: any'], 'map', resultOfError),
	),
];
