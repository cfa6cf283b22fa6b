/** What a configuration says that sessions need: replies to the client, keys for signing. */

import { CodeObject } from '../../stdlib/mail/objects/code.ts';
import type { Config } from '../config/index.ts';
import type { ReplyTable } from '../rules/replies.ts';

/** Replies of the configuration as codes of the library. */
export function replyTable({ server }: Config): ReplyTable {
	const codes = new Map<string, CodeObject>();
	for (const [id, reply] of Object.entries(server.smtp.codes)) {
		if (reply !== undefined) codes.set(id, new CodeObject(reply));
	}
	return (id) => codes.get(id) as CodeObject;
}

/** Private keys of the handled domains, in PEM. */
export function signingKeys({ server }: Config): ReadonlyMap<string, readonly string[]> {
	const keys = new Map<string, readonly string[]>();
	const add = (domain: string, files: Config['server']['dkim']) => {
		const texts = (files?.private_key ?? []).flatMap(({ key }) =>
			key === undefined ? [] : [key.export({ type: 'pkcs8', format: 'pem' }).toString()],
		);
		if (texts.length > 0) keys.set(domain.toLowerCase(), texts);
	};
	add(server.domain, server.dkim);
	for (const [domain, { dkim }] of server.virtual) add(domain, dkim);
	return keys;
}
