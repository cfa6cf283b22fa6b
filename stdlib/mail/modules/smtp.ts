/** Servers that messages are delegated to (directive spec 5.3). */

import { type NativeCall, plain } from '../../../lang/modules/native-module.ts';
import type { Value } from '../../../lang/values/value.ts';
import { runtimeError } from '../../../lang/vm/errors.ts';
import { CMD_TYPE } from '../../services/cmd.ts';
import { CSV_TYPE } from '../../services/csv.ts';
import { makeSmtpService, SMTP_TYPE, type SmtpService } from '../../services/smtp.ts';
import { SQLITE_TYPE } from '../../services/sqlite.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

function refuse(_call: NativeCall, _service: Value): never {
	throw runtimeError('only a smtp service has a receiver address');
}

const OTHER_SERVICES = [CMD_TYPE, CSV_TYPE, SQLITE_TYPE].map(({ name }) => name);

const EXAMPLE =
	'smtp::connect(#{ receiver: "127.0.0.1:10025", delegator: #{ address: "127.0.0.1:10026", timeout: "5s" } })';

export const SMTP_GROUP: LibraryGroup = {
	name: 'smtp',
	doc: 'Servers that messages are delegated to with `delegate`.',
	types: [SMTP_TYPE],
	functions: [
		spelled(
			{ smtp: 'connect' },
			{
				doc: 'Describes a server that messages are delegated to, as `service NAME smtp = #{ … }` does. Options are `receiver`, `delegator.address` and `delegator.timeout`.',
				example: `${EXAMPLE}.to_string() ⇒ "smtp"`,
			},
			plain(['options: map'], 'smtp service', (_call, options) => makeSmtpService(options, 'smtp::connect')),
		),
		spelled(
			{ '': 'receiver_address', smtp: 'receiver_address' },
			{
				property: true,
				doc: 'Address and port on which the server sends messages back.',
				example: `${EXAMPLE}.receiver_address ⇒ "127.0.0.1:10025"`,
			},
			plain(['service: smtp service'], 'string', (_call, service) => {
				return (service as SmtpService).settings.receiverAddress;
			}),
			...OTHER_SERVICES.map((type) => plain([`service: ${type}`], 'never', refuse)),
		),
	],
};
