/** Header fields that the library itself writes. */

import type { MailHost } from '../../host.ts';
import { orRuntimeError } from './message-functions.ts';

/** Puts a field above all others. @throws ScriptError when the header cannot take it */
export function prependField({ message }: MailHost, name: string, value: string): void {
	orRuntimeError(() => message.headers.prepend(name, value));
}
