/** A message as a few lines of text, for the files beside the messages of the corpus: what functions say of it. */

import type { Message } from '../runtime/message/index.ts';
import type { MailPart } from '../stdlib/host/message.ts';
import { MessageError } from '../stdlib/host/message.ts';

const SHOWN = 160;

/** The result of a look, or the error in its place. */
function look(run: () => string): string {
	try {
		return run();
	} catch (error) {
		if (error instanceof MessageError) return `error: ${error.message}`;
		throw error;
	}
}

const quoted = (text: string): string =>
	JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text).replaceAll('\u007f', '\\u007f');

export function describeMessage(message: Message): string {
	const { headers } = message;
	const lines = [`size ${message.size}`];
	const fields = headers.fields.map(({ name }) => name);
	const shown = fields.length > 20 ? `${fields.slice(0, 20).join(' ')} …` : fields.join(' ');
	lines.push(`fields ${fields.length}: ${shown}`);
	for (const name of new Set(fields)) {
		if (name.startsWith('X-') || name === 'Subject') lines.push(`${name}: ${quoted(headers.getDecoded(name) ?? '')}`);
	}
	for (const name of ['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Resent-To']) {
		if (headers.has(name)) lines.push(...addressLines(message, name));
	}
	for (const part of message.parts()) lines.push(partLine(part), `    ${look(() => quoted(part.text()))}`);
	lines.push(`body ${look(() => quoted(message.body()))}`);
	return `${lines.join('\n')}\n`;
}

function addressLines(message: Message, name: string): string[] {
	const found = message.addresses(name);
	const lines = found.slice(0, 10).map((address) => {
		const group = address.group === undefined ? '' : ` in ${quoted(address.group)}`;
		return `${name}: ${quoted(address.name)} ${address.address}${group}`;
	});
	if (found.length > 10) lines.push(`${name}: ${found.length} in all`);
	return lines.length === 0 ? [`${name}: nobody`] : lines;
}

function partLine(part: MailPart): string {
	const facts = [part.path, part.type, part.charset, part.encoding, `${part.size} bytes`];
	if (part.disposition !== '') facts.push(part.disposition);
	if (part.isAttachment) facts.push('(attachment)');
	if (part.filename !== '') facts.push(quoted(part.filename));
	if (part.contentId !== '') facts.push(`id ${part.contentId}`);
	if (part.within.length > 0) facts.push(`in ${part.within.join(' > ')}`);
	return facts.filter((fact) => fact !== '').join(' ');
}
