/** Reply codes ready for use (library spec 3): constants in 1.x, functions of `code::` in 2.x. */

import { plain } from '../../../lang/modules/native-module.ts';
import { CodeObject } from '../objects/code.ts';
import { OBJECT } from '../objects/object-type.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

interface PredefinedCode {
	/** Name in 1.x; `undefined` where that has none. */
	readonly constant: string | undefined;
	/** Name in `code::`. */
	readonly name: string;
	readonly code: number;
	readonly enhanced: string;
	readonly text: string;
	/** When to use it. */
	readonly doc: string;
}

const CODES: readonly PredefinedCode[] = [
	{
		constant: 'code554_7_1',
		name: 'c554_7_1',
		code: 554,
		enhanced: '5.7.1',
		text: 'Relay access denied',
		doc: 'The recipient is not ours, and the client may not relay.',
	},
	{
		constant: 'code550_7_20',
		name: 'c550_7_20',
		code: 550,
		enhanced: '5.7.20',
		text: 'No passing DKIM signature found',
		doc: 'The message has DKIM signatures, and none of them holds (RFC 7372).',
	},
	{
		constant: 'code550_7_21',
		name: 'c550_7_21',
		code: 550,
		enhanced: '5.7.21',
		text: 'No acceptable DKIM signature found',
		doc: 'DKIM signatures hold, but none of a kind that is accepted here (RFC 7372).',
	},
	{
		constant: 'code550_7_22',
		name: 'c550_7_22',
		code: 550,
		enhanced: '5.7.22',
		text: 'No valid author-matched DKIM signature found',
		doc: "DKIM signatures hold, but none is of the author's domain (RFC 7372).",
	},
	{
		constant: 'code550_7_23',
		name: 'c550_7_23',
		code: 550,
		enhanced: '5.7.23',
		text: 'SPF validation failed',
		doc: 'The client may not send for the domain of the sender (RFC 7372).',
	},
	{
		constant: 'code451_7_24',
		name: 'c451_7_24',
		code: 451,
		enhanced: '4.7.24',
		text: 'SPF validation error',
		doc: 'SPF could not be evaluated for now (RFC 7372).',
	},
	{
		constant: 'code550_7_24',
		name: 'c550_7_24',
		code: 550,
		enhanced: '5.7.24',
		text: 'SPF validation error',
		doc: 'The SPF record of the domain cannot be evaluated (RFC 7372).',
	},
	{
		constant: 'code550_7_25',
		name: 'c550_7_25',
		code: 550,
		enhanced: '5.7.25',
		text: 'Reverse DNS validation failed',
		doc: 'The name of the client does not lead back to its address (RFC 7372).',
	},
	{
		constant: 'code550_7_26',
		name: 'c550_7_26',
		code: 550,
		enhanced: '5.7.26',
		text: 'Multiple authentication checks failed',
		doc: 'Several of SPF, DKIM and DMARC failed (RFC 7372).',
	},
	{
		constant: undefined,
		name: 'c500_7_26',
		code: 500,
		enhanced: '5.7.26',
		text: 'Multiple authentication checks failed',
		doc: 'The same with the code 500, as 2.x has it.',
	},
	{
		constant: 'code550_7_27',
		name: 'c550_7_27',
		code: 550,
		enhanced: '5.7.27',
		text: 'Sender address has null MX',
		doc: 'The domain of the sender takes no mail (RFC 7505).',
	},
	{
		constant: 'code556_1_10',
		name: 'c556_1_10',
		code: 556,
		enhanced: '5.1.10',
		text: 'Recipient address has null MX',
		doc: 'The domain of the recipient takes no mail (RFC 7505).',
	},
	{
		constant: 'code_greylist',
		name: 'c451_7_1',
		code: 451,
		enhanced: '4.7.1',
		text: 'Sender is not authorized. Please try again.',
		doc: 'Greylisting: an honest client tries again later (RFC 6647).',
	},
	{
		constant: 'code451_3_0',
		name: 'c451_3_0',
		code: 451,
		enhanced: '4.3.0',
		text: 'Multiple destination domains per transaction is unsupported. Please try again.',
		doc: 'The recipients of one message belong to different domains.',
	},
	{
		constant: 'code550_1_1',
		name: 'c550_1_1',
		code: 550,
		enhanced: '5.1.1',
		text: 'The email account that you tried to reach does not exist. Please try again.',
		doc: 'There is no such mailbox.',
	},
];

const objects = new Map(CODES.map((entry) => [entry.name, CodeObject.of(entry.code, entry.enhanced, entry.text)]));

/** A predefined code by its 2.x name, for library functions that answer with one. */
export function predefinedCode(name: string): CodeObject {
	const found = objects.get(name);
	if (found === undefined) throw new TypeError(`there is no code ${name}`);
	return found;
}

export const CODE_LIBRARY: LibraryGroup = {
	name: 'codes',
	doc: 'Reply codes with texts that servers agree on. Each is a function of `code::`, and a constant of the name that 1.x has for it.',
	functions: CODES.map(({ name, code, enhanced, text, constant, doc }) =>
		spelled(
			{ code: name },
			{
				doc: `The reply \`${code} ${enhanced} ${text}\`. ${doc}${constant === undefined ? '' : ` In 1.x this is the constant \`${constant}\`.`}`,
				example: `code::${name}() ⇒ code(${code} ${enhanced} ${text})`,
			},
			plain([], OBJECT, () => predefinedCode(name)),
		),
	),
	constants: CODES.flatMap(({ constant, name, doc }) =>
		constant === undefined ? [] : [{ name: constant, value: predefinedCode(name), type: OBJECT, doc }],
	),
	spelledConstants: CODES.flatMap(({ constant, name }) =>
		constant === undefined ? [] : [{ constant, namespace: 'code', name }],
	),
};
