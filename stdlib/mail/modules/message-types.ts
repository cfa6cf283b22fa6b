/** The values through which scripts hold a message and its parts. */

import { ArrayValue, MapValue } from '../../../lang/values/container.ts';
import { HostObject, type PropertyDescriptor, type TypeDescriptor } from '../../../lang/values/host-object.ts';
import { typeName } from '../../../lang/values/type-of.ts';
import type { Value } from '../../../lang/values/value.ts';
import { mismatchedType } from '../../../lang/vm/errors.ts';
import { received } from '../../host/access.ts';
import type { DigestAlgorithm, MailMessage, MailPart } from '../../host/message.ts';
import { orRuntimeError } from './message-functions.ts';

/** What `msg()` gives. Its text is the whole message. */
export class MessageValue extends HostObject {
	declare readonly message: MailMessage;

	constructor(message: MailMessage) {
		super();
		this.message = message;
	}

	get descriptor(): TypeDescriptor {
		return MESSAGE_TYPE as TypeDescriptor;
	}
}

export const MESSAGE_TYPE: TypeDescriptor<MessageValue> = {
	name: 'Message',
	doc: 'The message of the transaction. All functions of `msg::` are its methods.',
	properties: new Map<string, PropertyDescriptor<MessageValue>>([
		[
			'mail',
			{ type: 'string', doc: 'The whole text of the message.', get: ({ message }) => received(message, 'mail').text() },
		],
		[
			'size',
			{ type: 'int', doc: 'The bytes of the whole message.', get: ({ message }) => received(message, 'size').size },
		],
	]),
	equals: (self, other) => (other instanceof MessageValue ? other.message === self.message : undefined),
	display: ({ message }) => message.text(),
	debug: ({ message }) => `Message(${message.size} bytes)`,
};

/** A part of a message. */
export class PartValue extends HostObject {
	declare readonly part: MailPart;

	constructor(part: MailPart) {
		super();
		this.part = part;
	}

	get descriptor(): TypeDescriptor {
		return PART_TYPE as TypeDescriptor;
	}
}

/** A property that only looks; what the message reports becomes an error of the script. */
function reads(type: string, doc: string, get: (part: MailPart) => Value): PropertyDescriptor<PartValue> {
	return { type, doc, get: ({ part }) => orRuntimeError(() => get(part)) };
}

const digest = (algorithm: DigestAlgorithm, name: string): [string, PropertyDescriptor<PartValue>] => [
	algorithm,
	reads('string', `${name} of the decoded content, as hexadecimal digits in lower case.`, (part) =>
		part.digest(algorithm),
	),
];

const headerMaps = (part: MailPart): ArrayValue =>
	new ArrayValue(
		part.headers.map(
			([name, value]) =>
				new MapValue(
					new Map<string, Value>([
						['name', name],
						['value', value],
					]),
				),
		),
	);

export const PART_TYPE: TypeDescriptor<PartValue> = {
	name: 'part',
	doc: 'A part of the body. It stays valid while other parts change; changing it after it was removed is an error.',
	properties: new Map<string, PropertyDescriptor<PartValue>>([
		['type', reads('string', 'The media type in lower case, such as `text/plain`.', (part) => part.type)],
		[
			'filename',
			{
				...reads('string', 'The name of the file, decoded; `""` without one. Can be set.', (part) => part.filename),
				set: ({ part }, value) => {
					if (typeof value !== 'string') throw mismatchedType('string', typeName(value));
					orRuntimeError(() => {
						part.filename = value;
					});
				},
			},
		],
		['charset', reads('string', 'The declared charset in lower case; `""` without one.', (part) => part.charset)],
		['size', reads('int', 'Bytes of the decoded content.', (part) => part.size)],
		['encoding', reads('string', 'The transfer encoding in lower case; `7bit` without one.', (part) => part.encoding)],
		[
			'disposition',
			reads(
				'string',
				'`attachment`, `inline` or another word in lower case; `""` without one.',
				(part) => part.disposition,
			),
		],
		[
			'content_id',
			reads('string', 'The content id without angle brackets; `""` without one.', (part) => part.contentId),
		],
		['path', reads('string', 'The position in the message, such as `1.2`; counted as IMAP does.', (part) => part.path)],
		[
			'is_attachment',
			reads(
				'bool',
				'Whether the part is declared an attachment, has a file name, or is neither text nor declared inline.',
				(part) => part.isAttachment,
			),
		],
		[
			'within',
			reads(
				'array',
				'The media types of the multiparts and messages that the part stands in, outermost first.',
				(part) => new ArrayValue([...part.within]),
			),
		],
		['headers', reads('array', 'The header fields of the part: an array of `#{name, value}`.', headerMaps)],
		digest('sha256', 'SHA-256'),
		digest('sha1', 'SHA-1'),
		digest('md5', 'MD5'),
	]),
	equals: (self, other) => (other instanceof PartValue ? other.part.same(self.part) : undefined),
	display: ({ part }) => `part ${part.path} (${part.type})`,
	debug: ({ part }) => `part(${part.path} ${part.type})`,
};
