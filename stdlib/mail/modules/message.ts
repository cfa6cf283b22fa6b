/** The modules with all functions on the message: the global ones, `msg::` and `sys::`. */

import { declare, type NativeModule, plain } from '../../../lang/modules/native-module.ts';
import { messageOf } from '../../host/access.ts';
import { BODY_FUNCTIONS } from './body.ts';
import { HEADER_FUNCTIONS } from './headers.ts';
import { messageForms } from './message-functions.ts';
import { MESSAGE_TYPE, MessageValue, PART_TYPE } from './message-types.ts';
import { MIME_FUNCTIONS, PART_FUNCTIONS } from './mime.ts';

/** All functions on the message, with their names of both generations. */
export const MESSAGE_FUNCTIONS = [...HEADER_FUNCTIONS, ...BODY_FUNCTIONS, ...MIME_FUNCTIONS];

const FORMS = messageForms(MESSAGE_FUNCTIONS, MESSAGE_FUNCTIONS);

const MSG = declare(
	'msg',
	{
		effect: 'observes',
		style: 'function',
		doc: 'The message of the transaction. Its text is the whole message; all functions of `msg::` are its methods.',
		example: 'msg().get_header("X-Priority") ⇒ "3"\nmsg().to_string() == mail() ⇒ true',
	},
	plain([], 'Message', (call) => new MessageValue(messageOf(call, 'msg'))),
);

/** Global names (1.x), and the methods of `msg()` and of parts. */
export const messageGlobals: NativeModule = {
	name: 'message',
	namespace: undefined,
	doc: 'The message: headers, body and parts.',
	functions: [MSG, ...FORMS.global, ...PART_FUNCTIONS],
	constants: [],
	types: [MESSAGE_TYPE, PART_TYPE],
};

/** `msg::` (2.x) */
export const messageModule: NativeModule = {
	name: 'msg',
	namespace: 'msg',
	doc: 'The message: headers, body and parts.',
	functions: FORMS.msg,
	constants: [],
	types: [MESSAGE_TYPE, PART_TYPE],
};

/** The part of `sys::` (1.x) that takes the message as first argument. */
export const messageNatives: NativeModule = {
	name: 'sys',
	namespace: 'sys',
	doc: 'Native functions of 1.x, with the message as first argument.',
	functions: FORMS.sys,
	constants: [],
	types: [MESSAGE_TYPE, PART_TYPE],
};

export const messageModules: readonly NativeModule[] = [messageGlobals, messageModule, messageNatives];
