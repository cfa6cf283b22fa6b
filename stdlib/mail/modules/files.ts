/** Files below `app.dirpath`: the message as it is, or context and message as JSON (library spec 15). */

import { awaited, type NativeCall } from '../../../lang/modules/native-module.ts';
import type { MapValue } from '../../../lang/values/container.ts';
import { untag } from '../../../lang/values/tagged.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { messageIdOf, transactionOf } from '../../host/access.ts';
import { stagesFrom } from '../../host/stages.ts';
import { textArgument } from '../arguments.ts';
import { contextJson } from '../context-json.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

async function store(
	call: NativeCall,
	directory: Value,
	extension: string,
	content: () => Uint8Array,
	what: string,
): Promise<undefined> {
	const { files } = transactionOf(call, 'message_id').ports;
	const folder = textArgument(directory);
	const name = `${messageIdOf(call)}.${extension}`;
	try {
		await files.write(folder, name, content());
	} catch (error) {
		throw runtimeError(`failed to ${what} email at ${folder}/${name}: ${(error as Error).message}`);
	}
	return undefined;
}

function write(call: NativeCall, directory: Value): Promise<undefined> {
	const { message } = transactionOf(call, 'message');
	return store(call, directory, 'eml', () => message.bytes(), 'write');
}

function dump(call: NativeCall, directory: Value, withMessage: boolean): Promise<undefined> {
	const { context, message } = transactionOf(call, 'message');
	const json: Record<string, unknown> = contextJson(context, undefined);
	if (withMessage && message.received) {
		json.message = { raw: message.text(), parsed: message.toJson() };
	}
	return store(call, directory, 'json', () => Buffer.from(`${JSON.stringify(json, null, 2)}\n`), 'dump');
}

function wantsMessage(options: MapValue): boolean {
	const wanted = untag(options.get('message'));
	return wanted !== false;
}

export const FILES_GROUP: LibraryGroup = {
	name: 'files',
	natives: [
		['Server', 'Context'],
		['Server', 'Context', 'Message'],
	],
	doc: 'Copies of messages as files, below the folder `app.dirpath` of the configuration.',
	functions: [
		spelled(
			{ '': 'write', fs: 'write' },
			{
				effect: 'external',
				stages: stagesFrom('mail'),
				doc: 'Writes the message into a folder, as `MESSAGE_ID.eml`.',
				example: 'fs::write("copies") ⇒ ()',
			},
			awaited(['directory: any'], '()', write),
		),
		spelled(
			{ '': 'dump', fs: 'dump' },
			{
				effect: 'external',
				stages: stagesFrom('mail'),
				doc: 'Writes context and message as JSON into a folder, as `MESSAGE_ID.json`. With `#{ message: false }` only the context.',
				example: 'fs::dump("records") ⇒ ()\nfs::dump("records", #{ message: false }) ⇒ ()',
			},
			awaited(['directory: any'], '()', (call, directory) => dump(call, directory, true)),
			awaited(['directory: any', 'options: map'], '()', (call, directory, options) =>
				dump(call, directory, wantsMessage(options)),
			),
		),
	],
};
