/**
 * DKIM in scripts (library spec 9): keys and signatures as values, results as maps. A private key shows nothing of
 * itself, whatever a script does with it.
 */

import { ArrayValue, MapValue } from '../../lang/values/container.ts';
import { HostObject, type PropertyDescriptor, type TypeDescriptor } from '../../lang/values/host-object.ts';
import { untag } from '../../lang/values/tagged.ts';
import { typeName } from '../../lang/values/type-of.ts';
import type { Value } from '../../lang/values/value.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import type { DkimKey, DkimSignature, SigningKey } from '../host/authentication.ts';
import type { DkimResult, DkimSignatureResult, DkimStatus } from '../host/context.ts';
import { excerpt } from './objects/ascii.ts';
import { authenticationResults, methodResult } from './result-fields.ts';

const STATUSES: ReadonlySet<string> = new Set<DkimStatus>([
	'pass',
	'fail',
	'neutral',
	'temperror',
	'permerror',
	'none',
]);

function isStatus(word: string): word is DkimStatus {
	return STATUSES.has(word);
}

type Texts = Omit<DkimSignatureResult, 'status' | 'signature'>;

/** The entries of a result beside its status, all of them texts. */
const TEXTS: readonly (keyof Texts)[] = ['sdid', 'auid', 'selector', 'comment'];

function entriesOf(result: DkimSignatureResult): Map<string, Value> {
	const entries = new Map<string, Value>([['status', result.status]]);
	for (const name of TEXTS) {
		const text = result[name];
		if (text !== undefined) entries.set(name, text);
	}
	return entries;
}

/** The best result, with all of them as `results`. */
export function dkimMap(result: DkimResult): MapValue {
	const all = result.results.map((one) => new MapValue(entriesOf(one)));
	return new MapValue(entriesOf(result).set('results', new ArrayValue(all)));
}

function oneFromMap(map: MapValue): DkimSignatureResult {
	const status = untag(map.get('status'));
	if (status === undefined) throw runtimeError('a DKIM result needs a `status`');
	if (typeof status !== 'string' || !isStatus(status)) {
		const found = typeof status === 'string' ? `\`${excerpt(status)}\`` : typeName(status);
		throw runtimeError(`the status of a DKIM result is one of ${[...STATUSES].join(', ')}, not ${found}`);
	}
	const text = (name: string): string | undefined => {
		const value = untag(map.get(name));
		if (value !== undefined && typeof value !== 'string') {
			throw runtimeError(`\`${name}\` of a DKIM result must be a string, not ${typeName(value)}`);
		}
		return value;
	};
	return {
		status,
		sdid: text('sdid'),
		auid: text('auid'),
		selector: text('selector'),
		comment: text('comment'),
		signature: undefined,
	};
}

/** A result as a script states it; it stands for the only signature unless it has `results`. @throws ScriptError */
export function dkimFromMap(map: MapValue): DkimResult {
	const best = oneFromMap(map);
	const list = untag(map.get('results'));
	if (list === undefined) return { ...best, results: best.status === 'none' ? [] : [best] };
	if (!(list instanceof ArrayValue)) throw runtimeError(`\`results\` must be an array, not ${typeName(list)}`);
	const results = list.items.map((item) => {
		const one = untag(item);
		if (one instanceof MapValue) return oneFromMap(one);
		throw runtimeError(`each of \`results\` must be a map, not ${typeName(one)}`);
	});
	return { ...best, results };
}

/** An entry of `Authentication-Results` for each signature (RFC 8601 2.7.1). */
export function dkimMethods({ status, results }: DkimResult): string[] {
	if (results.length === 0) return [methodResult('dkim', status, undefined, [])];
	return results.map((result) =>
		methodResult('dkim', result.status, result.comment, [
			['header.d', result.sdid],
			['header.s', result.selector],
			['header.b', result.signature],
		]),
	);
}

export function dkimResults(server: string, result: DkimResult): string {
	return authenticationResults(server, dkimMethods(result));
}

/** What `get_private_keys` gives. */
export class PrivateKeyValue extends HostObject {
	readonly key: SigningKey;

	constructor(key: SigningKey) {
		super();
		this.key = key;
	}

	override get descriptor(): TypeDescriptor {
		return PRIVATE_KEY_TYPE as TypeDescriptor;
	}
}

export const PRIVATE_KEY_TYPE: TypeDescriptor<PrivateKeyValue> = {
	name: 'private_key',
	doc: 'A key for signing with DKIM. Its text does not show it.',
	properties: new Map<string, PropertyDescriptor<PrivateKeyValue>>([
		['algorithm', { type: 'string', doc: '`rsa` or `ed25519`.', get: ({ key }) => key.algorithm }],
	]),
	equals: (self, other) => (other instanceof PrivateKeyValue ? other.key === self.key : undefined),
	display: ({ key }) => `private key (${key.algorithm})`,
	debug: ({ key }) => `private_key(${key.algorithm})`,
};

/** What `sys::parse_signature` gives. */
export class SignatureValue extends HostObject {
	readonly signature: DkimSignature;

	constructor(signature: DkimSignature) {
		super();
		this.signature = signature;
	}

	override get descriptor(): TypeDescriptor {
		return SIGNATURE_TYPE as TypeDescriptor;
	}
}

export const SIGNATURE_TYPE: TypeDescriptor<SignatureValue> = {
	name: 'dkim_signature',
	doc: 'A `DKIM-Signature` header that has been understood.',
	properties: new Map<string, PropertyDescriptor<SignatureValue>>([
		['sdid', { type: 'string', doc: 'The domain that signs.', get: ({ signature }) => signature.sdid }],
		['auid', { type: 'string', doc: 'The agent or user for whom it signs.', get: ({ signature }) => signature.auid }],
		['selector', { type: 'string', doc: 'Which key of the domain.', get: ({ signature }) => signature.selector }],
	]),
	equals: (self, other) => (other instanceof SignatureValue ? other.signature === self.signature : undefined),
	display: ({ signature }) => `DKIM signature of ${signature.sdid}`,
	debug: ({ signature }) => `dkim_signature(${signature.sdid} ${signature.selector})`,
};

/** What `sys::get_public_key` gives. */
export class PublicKeyValue extends HostObject {
	readonly key: DkimKey;

	constructor(key: DkimKey) {
		super();
		this.key = key;
	}

	override get descriptor(): TypeDescriptor {
		return PUBLIC_KEY_TYPE as TypeDescriptor;
	}
}

export const PUBLIC_KEY_TYPE: TypeDescriptor<PublicKeyValue> = {
	name: 'public_key',
	doc: 'A DKIM key that a domain publishes.',
	properties: new Map<string, PropertyDescriptor<PublicKeyValue>>([
		['has_debug_flag', { type: 'bool', doc: 'The domain only tests DKIM (`t=y`).', get: ({ key }) => key.testing }],
		['algorithm', { type: 'string', doc: '`rsa` or `ed25519`.', get: ({ key }) => key.algorithm }],
	]),
	equals: (self, other) => (other instanceof PublicKeyValue ? other.key === self.key : undefined),
	display: ({ key }) => `public key (${key.algorithm})`,
	debug: ({ key }) => `public_key(${key.algorithm})`,
};
