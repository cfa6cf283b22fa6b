/** What a client authenticates with, as rules see it (library spec 7). */

import { HostObject, type TypeDescriptor } from '../../lang/values/host-object.ts';
import { runtimeError } from '../../lang/vm/errors.ts';
import type { Credentials } from '../host/context.ts';

function missing(field: string, type: string): never {
	throw runtimeError(`no \`${field}\` available in credentials of type \`${type}\``);
}

const DESCRIPTOR: TypeDescriptor<CredentialsValue> = {
	name: 'Credentials',
	doc: 'What the client presented for authentication.',
	properties: new Map([
		[
			'type',
			{
				get: ({ data }: CredentialsValue) => data.type,
				type: 'string',
				doc: 'The kind: `Verify`, `Query`, `Scram` or `AnonymousToken`.',
			},
		],
		[
			'authid',
			{
				get: ({ data }: CredentialsValue) =>
					data.type === 'AnonymousToken' ? missing('authid', data.type) : data.authid,
				type: 'string',
				doc: 'The name of the user.',
			},
		],
		[
			'authpass',
			{
				get: ({ data }: CredentialsValue) => (data.type === 'Verify' ? data.authpass : missing('authpass', data.type)),
				type: 'string',
				doc: 'The password, of `Verify` only.',
			},
		],
		[
			'anonymous_token',
			{
				get: ({ data }: CredentialsValue) =>
					data.type === 'AnonymousToken' ? data.token : missing('anonymous_token', data.type),
				type: 'string',
				doc: 'What an anonymous client says of itself.',
			},
		],
	]),
	// Never the password: texts of values end in logs.
	display: ({ data }) => (data.type === 'AnonymousToken' ? data.type : `${data.type}(${data.authid})`),
};

export const CREDENTIALS_TYPE = DESCRIPTOR as TypeDescriptor;

export class CredentialsValue extends HostObject {
	declare readonly data: Credentials;

	constructor(data: Credentials) {
		super();
		this.data = data;
	}

	get descriptor(): TypeDescriptor {
		return CREDENTIALS_TYPE;
	}
}
