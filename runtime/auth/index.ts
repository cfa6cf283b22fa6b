/** Mail authentication: SPF, DKIM and DMARC. */

export { MailAuthentication, type MailAuthenticationOptions } from './mail-authentication.ts';
