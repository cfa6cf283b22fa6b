/**
 * The names of the mail library of all generations, as a table for the checker.
 *
 * The checker needs to know what exists, with how many arguments, to report what does not. Functions are written
 * `name/arities` with the receiver of a method counted, `*` for any number and `?` for results that may be absent
 * (`lang/checker/external-names.ts`). Constants keep the order of the reference.
 */

import type { ExternalNames } from '../../lang/checker/external-names.ts';

/** Connection and transaction: each is a global function, a property of `ctx()` and a member of `ctx::`. */
const TRANSACTION = [
	'client_address/0',
	'client_ip/0',
	'client_port/0',
	'server_address/0',
	'server_ip/0',
	'server_port/0',
	'connection_timestamp/0',
	'server_name/0',
	'is_secured/0',
	'is_authenticated/0',
	'auth/0',
	'helo/0',
	'mail_from/0',
	'rcpt/0',
	'rcpt_list/0',
	'mail_timestamp/0',
	'message_id/0',
] as const;

const STATUS = ['next/0', 'accept/0,1', 'faccept/0,1', 'deny/0,1', 'info/1', 'quarantine/1', 'packet/1'] as const;

/** Constructors of objects, global and in `obj::`. */
const OBJECTS = [
	'ip4/1',
	'ip6/1',
	'rg4/1',
	'rg6/1',
	'address/1',
	'fqdn/1',
	'regex/1',
	'identifier/1',
	'file/2',
	'code/2,3',
	'group/1',
	'new_address/1',
] as const;

/** Properties of objects and lists that are functions too. */
const OBJECT_FUNCTIONS = [
	'local_part/1',
	'domain/1',
	'local_parts/1',
	'domains/1',
	'get_local_part/1',
	'get_domain/1',
	'get_local_parts/1',
	'get_domains/1',
	'is_null/1',
	'to_array/1',
	'iso/1',
] as const;

/** Headers and body in their 2.x names, as members of `msg::`. */
const MESSAGE = [
	'has_header/1',
	'get_header/1',
	'get_headers/2',
	'get_all_headers/0,1',
	'get_header_untouched/1',
	'count_header/1',
	'append_header/2',
	'prepend_header/2',
	'set_header/2',
	'rename_header/2',
	'rm_header/1',
	'mail/0',
	'rw_mail_from/1',
	'rw_rcpt/2',
	'add_rcpt/1',
	'rm_rcpt/1',
	'body/0',
	'html_body/0',
	'set_body/1,2',
	'size/0',
	'add_header/2',
	'remove_header/1',
	'get_header_decoded/1',
	'addresses/1',
	'parts/0',
	'attachments/0',
	'add_part/2',
	'add_attachment/3',
	'add_footer/1,2',
] as const;

/** The same and their neighbours as global functions and methods of `msg()`, so with one argument more. */
const MESSAGE_GLOBAL = [
	'has_header/1,2',
	'get_header/1,2',
	'get_headers/2,3',
	'get_all_headers/0,1,2',
	'get_header_untouched/1,2',
	'count_header/1,2',
	'append_header/2,3',
	'prepend_header/2,3',
	'set_header/2,3',
	'rename_header/2,3',
	'add_header/2,3',
	'remove_header/1,2',
	'mail/0,1',
	'rewrite_mail_from_message/1',
	'rewrite_rcpt_message/2',
	'add_rcpt_message/1',
	'remove_rcpt_message/1',
	'rewrite_to/2',
	'add_to/1',
	'remove_to/1',
	'rm_header/2',
	'get_header_decoded/2',
	'body/1',
	'html_body/1',
	'set_body/2,3',
	'addresses/2',
	'parts/1',
	'attachments/1',
	'add_part/3',
	'add_attachment/4',
	'add_footer/2,3',
	'rw_mail_from/2',
	'rw_rcpt/3',
	'rm_rcpt/2',
] as const;

/** Methods of the parts of a message; others have the names of methods of services. */
const PARTS = ['text/1', 'blob/1', 'header/2'] as const;

const ENVELOPE_GLOBAL = [
	'rewrite_mail_from/1',
	'rewrite_mail_from_envelop/1',
	'rewrite_rcpt/2',
	'rewrite_rcpt_envelop/2',
	'add_rcpt/1',
	'add_rcpt_envelop/1',
	'remove_rcpt/1',
	'remove_rcpt_envelop/1',
	'bcc/1',
] as const;

const ENVELOPE = ['rw_mail_from/1', 'rw_rcpt/2', 'add_rcpt/1', 'rm_rcpt/1', 'bcc/1'] as const;

const TRANSPORT = [
	'forward/2',
	'forward_all/1',
	'deliver/1',
	'deliver_all/0',
	'mbox/1',
	'mbox_all/0',
	'maildir/1',
	'maildir_all/0',
] as const;

const AUTH_GLOBAL = [
	'authenticate/0',
	'check_mail_relay/1',
	'check_rcpt_relay/1',
	'check_relay/1',
	'in_domain/1',
	'check_null_mx_sender/0',
	'type/1',
	'authid/1',
	'authpass/1',
	'anonymous_token/1',
] as const;

/** SPF, DKIM and DMARC in their 1.x names. */
const SECURITY_GLOBAL = [
	'check_spf/1,2,3',
	'check_spf_inner/0',
	'dkim_verify/0',
	'verify_dkim/0',
	'dkim_sign/2',
	'sign_dkim/1,3',
	'has_dkim_result/0,1',
	'dkim_result/0,1',
	'store_dkim/1,2',
	'check_dmarc/0',
	'auth_header/*',
] as const;

/** Methods of services, connections and results; each also exists as a function. */
const SERVICES = [
	'cmd_run/1,2',
	'run/1,2',
	'run_cmd/1,2',
	'has_code/1',
	'has_signal/1',
	'signal/1',
	'stdout/1',
	'stderr/1',
	'receiver_address/1',
	'csv/1',
	'get/*?',
	'set/*',
	'rm/2',
	'db_query/2',
	'db_add/2',
	'db_rm/2',
	'query/2,3',
	'exec/2,3',
	'get_with_cas/2',
	'gets/2',
	'add/4',
	'replace/*',
	'append/*',
	'prepend/3',
	'cas/5',
	'delete/2',
	'increment/2,3',
	'decrement/2,3',
	'touch/3',
	'flush/1',
	'stats/1',
	'search/5',
	'compare/4',
	'exists/2',
	'expire/3',
	'ttl/2',
	'hget/3?',
	'hset/4',
	'hgetall/2',
	'sadd/3',
	'sismember/3',
	'lpush/3',
	'lrange/4',
	'command/2',
	'find/*?',
	'insert/*',
	'update/*',
	'remove/*',
] as const;

const LOGGING = ['log/2', 'log_trace/1', 'log_debug/1', 'log_info/1', 'log_warn/1', 'log_error/1'] as const;

const FILES = ['write/1', 'dump/1,2'] as const;

const UTILITIES = [
	'user_exist/1',
	'hostname/0',
	'date/0',
	'time/0',
	'env/1?',
	'get_root_domain/1',
	'send_mail/4',
	'lookup/1',
	'rlookup/1',
] as const;

/** Reply codes: constants of 1.x, functions of `code::` in 2.x. */
const CODES: Readonly<Record<string, string>> = {
	code554_7_1: 'c554_7_1/0',
	code550_7_20: 'c550_7_20/0',
	code550_7_21: 'c550_7_21/0',
	code550_7_22: 'c550_7_22/0',
	code550_7_23: 'c550_7_23/0',
	code451_7_24: 'c451_7_24/0',
	code550_7_24: 'c550_7_24/0',
	code550_7_25: 'c550_7_25/0',
	code550_7_26: 'c550_7_26/0',
	code550_7_27: 'c550_7_27/0',
	code556_1_10: 'c556_1_10/0',
	code_greylist: 'c451_7_1/0',
	code451_3_0: 'c451_3_0/0',
	code550_1_1: 'c550_1_1/0',
};

const NETWORKS: Readonly<Record<string, string>> = {
	net_192: 'rg_192/0',
	net_172: 'rg_172/0',
	net_10: 'rg_10/0',
	non_routable_net: 'non_routable/0',
};

/** A kind of data base: connecting gives a value with methods, so little is known of the rest. */
const DATABASE = { functions: ['connect/1'], open: true } as const;

export const MAIL_NAMES: ExternalNames = {
	functions: [
		'ctx/0',
		'msg/0',
		'srv/0',
		...TRANSACTION,
		...STATUS,
		...OBJECTS,
		...OBJECT_FUNCTIONS,
		...MESSAGE_GLOBAL,
		...PARTS,
		...ENVELOPE_GLOBAL,
		...TRANSPORT,
		'disable_delivery/1',
		'disable_delivery_all/0',
		...AUTH_GLOBAL,
		...SECURITY_GLOBAL,
		...SERVICES,
		...LOGGING,
		...FILES,
		...UTILITIES,
	],
	constants: [...Object.keys(CODES), ...Object.keys(NETWORKS), 'CTX', 'SRV', 'MSG'],
	modules: {
		auth: { functions: ['is_authenticated/0', 'credentials/0', 'unix_users/0'] },
		cfg: { functions: [], constants: ['server', 'app'] },
		clamav: DATABASE,
		cmd: { functions: ['build/1'] },
		code: { functions: [...Object.values(CODES), 'c500_7_26/0'] },
		csv: { functions: ['connect/1', 'csv/1'], open: true },
		ctx: { functions: [...TRANSACTION, 'has_dkim_result/0', 'dkim_result/0', 'store_dkim/1'] },
		dkim: {
			functions: ['verify/0', 'sign/1', 'has_result/0', 'result/0', 'store/1', 'get_private_keys/1'],
		},
		dmarc: { functions: ['check/0'] },
		dns: { functions: ['lookup/1', 'rlookup/1', 'mx/1', 'txt/1', 'ptr/1', 'tlsa/1', 'fcrdns/0'] },
		dnsbl: { functions: ['check/1,2'] },
		envelop: { functions: ENVELOPE },
		fs: { functions: FILES },
		ldap: DATABASE,
		logging: { functions: LOGGING },
		memcached: DATABASE,
		mongodb: DATABASE,
		msg: { functions: MESSAGE },
		mysql: DATABASE,
		net: { functions: Object.values(NETWORKS) },
		obj: { functions: OBJECTS },
		policy: DATABASE,
		postgres: DATABASE,
		redis: DATABASE,
		smtp: { functions: ['connect/1'] },
		spf: { functions: ['check/1,2', 'check_raw/0'] },
		sqlite: DATABASE,
		state: { functions: STATUS },
		sys: { functions: [], open: true },
		time: { functions: ['date/0', 'now/0'] },
		toml: { functions: [], constants: ['server', 'app'] },
		transport: {
			functions: [...TRANSPORT, 'mailbox/1', 'mailbox_all/0', 'disable/1', 'disable_all/0'],
		},
		unix: { functions: ['user_exist/1', 'hostname/0', 'env/1?'] },
		util: { functions: ['env/1?', 'get_root_domain/1'] },
		utils: { functions: ['env/1?', 'get_root_domain/1'] },
	},
	importPrefixes: ['plugins/libvsmtp_plugin_'],
	constantsInFunctions: true,
};
