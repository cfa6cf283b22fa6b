/**
 * What the lints know of the functions of the mail library beyond their signatures: what kind of value a call gives,
 * whether that value came from the network, which statuses it may be, what it changes and whom it asks.
 *
 * One row for each function, whatever it is called in the generations: `name` is the global function (also in `sys` and
 * as a method of `ctx()` and `msg()`), `module::name` that of a module. A test compares the names with the library.
 */

import type { Kind } from './kinds.ts';

export type StatusKind = 'next' | 'accept' | 'faccept' | 'deny' | 'info' | 'quarantine' | 'packet';

/** Whom a call asks, outside of the process. */
export type Outside = 'dns' | 'command' | 'database';

export interface Operation {
	/** The first name of the row. */
	readonly key: string;
	readonly names: readonly string[];
	/** The kind of the result, where that is always the same. */
	readonly gives?: Kind;
	/** The statuses that the result may be. */
	readonly status?: readonly StatusKind[];
	/** What a client or a stranger's server has written, in words: "the HELO name". */
	readonly network?: string;
	readonly outside?: Outside;
	/** What of the message it changes. */
	readonly changes?: 'header' | 'body';
	/** Exists as a constant, not as a function. */
	readonly constant?: true;
}

type Facts = Omit<Operation, 'key' | 'names' | 'constant'>;

function row(names: string, facts: Facts = {}): Operation {
	const list = names.split(' ');
	return { key: list[0] as string, names: list, ...facts };
}

function constants(names: string, gives: Kind): Operation[] {
	return names.split(' ').map((name) => ({ key: name, names: [name], gives, constant: true }));
}

const TRANSACTION: readonly Operation[] = [
	row('ctx', { gives: 'context' }),
	row('msg', { gives: 'message' }),
	row('srv', { gives: 'server' }),
	row('client_address ctx::client_address', { gives: 'string' }),
	row('client_ip ctx::client_ip', { gives: 'string' }),
	row('client_port ctx::client_port', { gives: 'int' }),
	row('server_address ctx::server_address', { gives: 'string' }),
	row('server_ip ctx::server_ip', { gives: 'string' }),
	row('server_port ctx::server_port', { gives: 'int' }),
	row('server_name ctx::server_name', { gives: 'string' }),
	row('connection_timestamp ctx::connection_timestamp', { gives: 'date-time' }),
	row('is_secured ctx::is_secured', { gives: 'bool' }),
	row('is_authenticated ctx::is_authenticated auth::is_authenticated', { gives: 'bool' }),
	row('auth ctx::auth auth::credentials', { gives: 'credentials', network: 'the credentials of the client' }),
	row('helo ctx::helo', { gives: 'string', network: 'the HELO name' }),
	row('mail_from ctx::mail_from', { gives: 'address', network: 'the sender' }),
	row('rcpt ctx::rcpt', { gives: 'address', network: 'the recipient' }),
	row('rcpt_list ctx::rcpt_list', { gives: 'recipients', network: 'the recipients' }),
	row('mail_timestamp ctx::mail_timestamp', { gives: 'date-time' }),
	row('message_id ctx::message_id', { gives: 'string' }),
];

function status(name: StatusKind): Operation {
	return row(`${name} state::${name}`, { gives: 'status', status: [name] });
}

const STATUS: readonly Operation[] = [
	...(['next', 'accept', 'faccept', 'deny', 'info', 'quarantine', 'packet'] as const).map(status),
	row('check_mail_relay', { gives: 'status', status: ['next', 'deny'] }),
	row('check_rcpt_relay', { gives: 'status', status: ['next', 'info'] }),
	row('check_relay', { gives: 'status', status: ['next', 'deny'] }),
	row('authenticate auth::unix_users', { gives: 'status', status: ['accept', 'deny'] }),
	row('check_null_mx_sender', { gives: 'status', status: ['next', 'deny'], outside: 'dns' }),
	row('check_spf spf::check', { gives: 'status', status: ['next', 'deny'], outside: 'dns' }),
	row('check_dmarc dmarc::check', { gives: 'status', status: ['next', 'quarantine', 'deny'], outside: 'dns' }),
];

const OBJECTS: readonly Operation[] = [
	...(['ip4', 'ip6', 'rg4', 'rg6', 'address', 'fqdn', 'regex', 'identifier', 'file', 'code', 'group'] as const).map(
		(name) => row(`${name} obj::${name}`, { gives: name }),
	),
	row('new_address obj::new_address', { gives: 'address' }),
	row('get_local_part', { gives: 'string' }),
	row('get_domain', { gives: 'string' }),
	...constants(
		'code554_7_1 code550_7_20 code550_7_21 code550_7_22 code550_7_23 code451_7_24 code550_7_24 code550_7_25 code550_7_26 code550_7_27 code556_1_10 code_greylist code451_3_0 code550_1_1',
		'code',
	),
	...'c554_7_1 c550_7_20 c550_7_21 c550_7_22 c550_7_23 c451_7_24 c550_7_24 c550_7_25 c550_7_26 c500_7_26 c550_7_27 c556_1_10 c451_7_1 c451_3_0 c550_1_1'
		.split(' ')
		.map((name) => row(`code::${name}`, { gives: 'code' })),
	...constants('net_192 net_172 net_10', 'rg4'),
	...constants('non_routable_net', 'group'),
	row('net::rg_192', { gives: 'rg4' }),
	row('net::rg_172', { gives: 'rg4' }),
	row('net::rg_10', { gives: 'rg4' }),
	row('net::non_routable', { gives: 'group' }),
];

const HEADERS = 'a header of the message';

const MESSAGE: readonly Operation[] = [
	row('has_header msg::has_header', { gives: 'bool' }),
	row('count_header msg::count_header', { gives: 'int' }),
	row('get_header msg::get_header', { gives: 'string', network: HEADERS }),
	row('get_header_decoded msg::get_header_decoded', { gives: 'string', network: HEADERS }),
	row('get_headers msg::get_headers', { gives: 'array', network: HEADERS }),
	row('get_all_headers msg::get_all_headers', { gives: 'array', network: HEADERS }),
	row('get_header_untouched msg::get_header_untouched', { gives: 'array', network: HEADERS }),
	row('msg::addresses', { gives: 'array', network: HEADERS }),
	row('mail msg::mail', { gives: 'string', network: 'the message' }),
	row('msg::body', { gives: 'string', network: 'the body of the message' }),
	row('msg::html_body', { gives: 'string', network: 'the body of the message' }),
	row('msg::size', { gives: 'int' }),
	row('msg::parts', { gives: 'array', network: 'a part of the message' }),
	row('msg::attachments', { gives: 'array', network: 'an attachment' }),
	row('append_header add_header msg::append_header msg::add_header', { gives: '()', changes: 'header' }),
	row('prepend_header msg::prepend_header', { gives: '()', changes: 'header' }),
	row('set_header msg::set_header', { gives: '()', changes: 'header' }),
	row('rename_header msg::rename_header', { gives: '()', changes: 'header' }),
	row('remove_header rm_header msg::rm_header msg::remove_header', { gives: 'bool', changes: 'header' }),
	row('rewrite_mail_from_message msg::rw_mail_from', { gives: '()', changes: 'header' }),
	row('rewrite_rcpt_message rewrite_to msg::rw_rcpt', { gives: '()', changes: 'header' }),
	row('add_rcpt_message add_to msg::add_rcpt', { gives: '()', changes: 'header' }),
	row('remove_rcpt_message remove_to msg::rm_rcpt', { gives: '()', changes: 'header' }),
	row('rewrite_mail_from', { gives: '()', changes: 'header' }),
	row('msg::set_body', { gives: '()', changes: 'body' }),
	row('msg::add_footer', { gives: 'int', changes: 'body' }),
	row('msg::add_attachment', { gives: 'part', changes: 'body' }),
	row('msg::add_part', { gives: 'part', changes: 'body' }),
];

const ENVELOPE: readonly Operation[] = [
	row('rewrite_mail_from_envelop envelop::rw_mail_from', { gives: '()' }),
	row('rewrite_rcpt_envelop rewrite_rcpt envelop::rw_rcpt', { gives: '()' }),
	row('add_rcpt_envelop add_rcpt envelop::add_rcpt', { gives: '()' }),
	row('remove_rcpt_envelop remove_rcpt envelop::rm_rcpt', { gives: '()' }),
	row('bcc envelop::bcc', { gives: '()' }),
	row('forward transport::forward', { gives: '()' }),
	row('forward_all transport::forward_all', { gives: '()' }),
	row('deliver transport::deliver', { gives: '()' }),
	row('deliver_all transport::deliver_all', { gives: '()' }),
	row('mbox transport::mbox transport::mailbox', { gives: '()' }),
	row('mbox_all transport::mbox_all transport::mailbox_all', { gives: '()' }),
	row('maildir transport::maildir', { gives: '()' }),
	row('maildir_all transport::maildir_all', { gives: '()' }),
	row('disable_delivery transport::disable transport::disable_delivery', { gives: '()' }),
	row('disable_delivery_all transport::disable_all transport::disable_delivery_all', { gives: '()' }),
];

const AUTHENTICATION: readonly Operation[] = [
	row('in_domain utils::in_domain', { gives: 'bool' }),
	row('check_spf_inner spf::check_raw', { outside: 'dns' }),
	row('verify_dkim dkim_verify dkim::verify', { outside: 'dns' }),
	row('sign_dkim dkim_sign dkim::sign', { gives: '()' }),
	row('has_dkim_result ctx::has_dkim_result dkim::has_result', { gives: 'bool' }),
	row('dkim_result ctx::dkim_result dkim::result', {}),
	row('store_dkim ctx::store_dkim dkim::store', { gives: '()' }),
	row('dkim::get_private_keys', { gives: 'array' }),
];

const DNS_ANSWER = 'an answer of the DNS';

const ELSEWHERE: readonly Operation[] = [
	// Addresses are addresses, whoever wrote them.
	row('lookup dns::lookup', { gives: 'array', outside: 'dns' }),
	row('rlookup dns::rlookup', { gives: 'array', outside: 'dns', network: DNS_ANSWER }),
	row('dns::ptr', { gives: 'array', outside: 'dns', network: DNS_ANSWER }),
	row('dns::mx', { gives: 'array', outside: 'dns', network: DNS_ANSWER }),
	row('dns::txt', { gives: 'array', outside: 'dns', network: DNS_ANSWER }),
	row('dns::tlsa', { gives: 'array', outside: 'dns' }),
	row('dns::fcrdns', { gives: 'bool', outside: 'dns' }),
	row('dnsbl::check', { gives: 'map', outside: 'dns' }),
	row('cmd::build', { gives: 'cmd' }),
	row('smtp::connect', { gives: 'smtp' }),
	row('csv csv::csv csv::connect', { gives: 'csv' }),
	row('sqlite::connect', { gives: 'sqlite' }),
	row('cmd.run', { gives: 'command-result', outside: 'command' }),
	row('csv.get', { gives: 'array', outside: 'database' }),
	row('csv.set', { gives: '()', outside: 'database' }),
	row('csv.rm', { gives: '()', outside: 'database' }),
	row('sqlite.query', { gives: 'array', outside: 'database' }),
	row('sqlite.exec', { gives: 'int', outside: 'database' }),
	row('log logging::log', { gives: '()' }),
	...['trace', 'debug', 'info', 'warn', 'error'].map((level) => row(`log_${level}`, { gives: '()' })),
	row('write fs::write', { gives: '()' }),
	row('dump fs::dump', { gives: '()' }),
	row('user_exist unix::user_exist', { gives: 'bool' }),
	row('hostname unix::hostname', { gives: 'string' }),
	row('env unix::env utils::env util::env', {}),
	row('get_root_domain utils::get_root_domain util::get_root_domain', { gives: 'string' }),
	row('date time::date', { gives: 'string' }),
	row('time time::now', { gives: 'string' }),
	row('send_mail utils::send_mail', { gives: '()' }),
];

export const OPERATIONS: readonly Operation[] = [
	...TRANSACTION,
	...STATUS,
	...OBJECTS,
	...MESSAGE,
	...ENVELOPE,
	...AUTHENTICATION,
	...ELSEWHERE,
];

const BY_NAME: ReadonlyMap<string, Operation> = new Map(
	OPERATIONS.flatMap((operation) => operation.names.map((name): [string, Operation] => [name, operation])),
);

/** By one of its names: `deny`, `state::deny`, `sys::deny`. */
export function operationNamed(name: string): Operation | undefined {
	return BY_NAME.get(name.startsWith('sys::') ? name.slice(5) : name);
}
