/**
 * Waiting for what lies outside of the process: failures of the DNS and of mail authentication become errors that
 * scripts can catch, and when the run is ended its own error is what comes out.
 */

import type { NativeCall } from '../../../lang/modules/native-module.ts';
import { runtimeError, ScriptError } from '../../../lang/vm/errors.ts';
import { DnsError } from '../../host/dns.ts';

function scriptError(error: unknown, signal: AbortSignal): unknown {
	if (error instanceof ScriptError) return error;
	if (signal.aborted) {
		return signal.reason instanceof ScriptError
			? signal.reason
			: new ScriptError('ErrorTerminated', 'Script terminated');
	}
	return error instanceof DnsError ? runtimeError(error.message) : error;
}

/**
 * @param work must not use the call once it has waited for something: the call serves others then
 * @throws ScriptError; anything else is a bug of the host
 */
export async function outside<T>(call: NativeCall, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const { signal } = call;
	try {
		return await work(signal);
	} catch (error) {
		throw scriptError(error, signal);
	}
}
