/** Messages: their bytes, headers and parts. */

export { parseAddressList } from './address-list.ts';
export type { HeaderField } from './header-field.ts';
export { type MailJson, toMailJson } from './mail-json.ts';
export { Message, type MessageOptions } from './message.ts';
export { PendingHeaders } from './pending-headers.ts';
