/** Where virtual mailboxes are: a path with `{domain}` and `{user}`. */

import { text } from './basic.ts';

const PLACEHOLDERS = ['domain', 'user'];

/** What is wrong with a template, or `undefined`. */
function problem(template: string): { readonly message: string; readonly help?: string } | undefined {
	const help = 'for example "/var/mail/{domain}/{user}"';
	const names = [...template.matchAll(/\{(?<name>[^{}]*)\}/g)].map(({ groups }) => groups?.name ?? '');
	const unknown = names.find((name) => !PLACEHOLDERS.includes(name));
	if (unknown !== undefined) return { message: `\`{${unknown}}\` means nothing here`, help };
	if (/[{}]/.test(template.replace(/\{\w+\}/g, ''))) return { message: 'a brace is not closed', help };
	if (!names.includes('user')) return { message: 'without `{user}` all users would share one mailbox', help };
	const parts = template.split('/');
	if (parts.includes('..')) return { message: 'the path contains `..`', help };
	if (parts.findIndex((part) => part.includes('{')) === 0) {
		return { message: 'the path begins with a placeholder', help: 'mailboxes have to lie below a fixed folder' };
	}
	return undefined;
}

/** Which address is delivered where is up to the delivery; here only the form is looked at. */
export const mailboxPath = text('mailbox path', 'a path with `{user}` such as "/var/mail/{domain}/{user}"', problem);
