/** V024: a password is written in the script. */

import type { Expression, MapLiteral } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { Span } from '../../../lang/source/source-file.ts';
import { mailRule } from './mail-rule.ts';
import { literalText } from './model/literals.ts';
import type { MailFile } from './model/mail-file.ts';
import { keyOf } from './model/stages.ts';

const SECRET_KEYS: ReadonlySet<string> = new Set(['password', 'passwd', 'pw', 'secret', 'api_key', 'token']);

/** Longer texts are no URLs. */
const MAX_URL = 1000;

/** Whether a URL carries a password: before its host, or as a parameter. */
function hasPassword(text: string): boolean {
	if (text.length > MAX_URL) return false;
	const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text);
	if (scheme === null) return false;
	const rest = text.slice(scheme[0].length);
	const authority = rest.split(/[/?#]/, 1)[0] ?? '';
	const user = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
	const colon = user.indexOf(':');
	if (colon !== -1 && colon < user.length - 1) return true;
	return /[?&](?:password|passwd|pw)=[^&#]/i.test(rest);
}

function* secretEntries(file: MailFile, map: MapLiteral): Generator<Span> {
	for (const entry of map.entries) {
		const text = SECRET_KEYS.has(keyOf(entry).toLowerCase()) ? literalText(file, entry.value) : undefined;
		if (text !== undefined && text !== '') yield entry.value;
	}
}

/** Options of services: of declarations, and of functions that connect. */
function* options(file: MailFile): Generator<MapLiteral> {
	const asMap = (value: Expression | undefined): MapLiteral[] => {
		const node = value === undefined ? undefined : bare(value);
		if (node?.kind !== 'Map') return [];
		return [node, ...node.entries.flatMap((entry) => asMap(entry.value))];
	};
	for (const node of file.tree.ofKind('Service')) yield* asMap(node.value);
	for (const call of file.tree.ofKind('Call')) {
		if (call.name.name === 'connect' && call.namespace.length === 1) yield* asMap(call.args[0]);
	}
}

export const writtenSecret = mailRule('V024', (file, report) => {
	const help = 'read it from the environment, `env("NAME")`, or from a file that only the server can read';
	for (const node of file.tree.ofKind('String')) {
		if (hasPassword(node.value)) report({ span: node, message: 'this URL has a password in it', help });
	}
	const reported = new Set<number>();
	for (const map of options(file)) {
		for (const { start, end } of secretEntries(file, map)) {
			if (reported.has(start)) continue;
			reported.add(start);
			report({ span: { start, end }, message: 'this password is written in the script', help });
		}
	}
});
