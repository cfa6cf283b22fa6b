/** What the header of an entity says about it, as scripts ask for it. */

import { MessageError } from '../../stdlib/host/message.ts';
import { readByteString } from './byte-text.ts';
import { decodeText } from './charset.ts';
import type { Entity } from './entity.ts';
import { parseStructured, type Structured } from './parameters.ts';
import { trimBlanks } from './unfold.ts';

export function dispositionOf(entity: Entity): Structured {
	return parseStructured(entity.value('content-disposition'));
}

/** The name of the file in the disposition, else in the type, where older programs put it. */
export function filenameOf(entity: Entity): string {
	return dispositionOf(entity).parameters.get('filename') ?? entity.contentType.parameters.get('name') ?? '';
}

export function charsetOf(entity: Entity): string {
	return trimBlanks(entity.contentType.parameters.get('charset') ?? '').toLowerCase();
}

export function contentIdOf(entity: Entity): string {
	const value = readByteString(entity.value('content-id'));
	return value.startsWith('<') && value.endsWith('>') ? value.slice(1, -1) : value;
}

export function isAttachment(entity: Entity): boolean {
	const disposition = dispositionOf(entity).value;
	if (disposition === 'attachment' || filenameOf(entity) !== '') return true;
	const type = entity.contentType.value;
	return disposition !== 'inline' && !type.startsWith('text/') && !type.startsWith('multipart/');
}

/** @throws MessageError for an unknown charset */
export function textOf(entity: Entity): string {
	const charset = charsetOf(entity);
	const text = decodeText(entity.decoded(), charset);
	if (text === undefined) throw new MessageError(`the charset \`${charset.slice(0, 60)}\` of the part is not known`);
	return text;
}
