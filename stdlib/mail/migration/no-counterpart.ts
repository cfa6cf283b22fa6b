/** What a name of 1.x leaves to do where 2.x has nothing like it. */

const RELAY =
	'in 2.x relaying is decided by which script runs: `incoming.vsl`, `outgoing.vsl` and `internal.vsl` of each domain, and the root script for all others';

const NATIVE_DKIM = '`dkim::verify()` does all steps of the verification';

const SIGNING =
	'`dkim::sign` takes a map with `selector` and `private_key`, once for each of `dkim::get_private_keys(DOMAIN)`';

/** Hints by the name in 1.x. */
export const NO_COUNTERPART: ReadonlyMap<string, string> = new Map([
	['ctx', 'in 2.x its fields are functions of the modules `ctx` and `auth`'],
	['msg', 'in 2.x its methods are functions of the module `msg`'],
	['srv', 'in 2.x no function takes the server'],
	['check_mail_relay', RELAY],
	['check_rcpt_relay', RELAY],
	['check_relay', RELAY],
	['check_null_mx_sender', 'ask `dns::mx` for the domain, and deny with `code::c550_7_27()`'],
	['rewrite_mail_from', 'call `envelop::rw_mail_from` and `msg::rw_mail_from`, one after the other'],
	['check_spf', '`spf::check` and `spf::check_raw` choose the identity by the sender'],
	['auth_header', '`spf::check` adds the header: with `"auth"` as its first argument'],
	['sign_dkim', SIGNING],
	['dkim_sign', SIGNING],
	['parse_signature', NATIVE_DKIM],
	['get_public_key', NATIVE_DKIM],
	['verify_dkim', NATIVE_DKIM],
	['dkim_verify', NATIVE_DKIM],
	['has_expired', NATIVE_DKIM],
	['handle_dkim_error', NATIVE_DKIM],
]);

export const NO_OLD_NAME = 'it came with 2.x: write it without this function, or leave it as it is';
