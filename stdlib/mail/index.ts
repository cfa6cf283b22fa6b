/**
 * The library that rules can call, in the spellings of both generations. One list of groups serves the registry, the
 * checker, the reference and the translation between the generations.
 */

import type { NativeModule } from '../../lang/modules/native-module.ts';
import { MESSAGE_GROUP } from './modules/body.ts';
import { CODE_LIBRARY } from './modules/codes.ts';
import { COMMANDS_GROUP } from './modules/commands.ts';
import { CONTEXT_GROUP } from './modules/context.ts';
import { CSV_GROUP } from './modules/csv.ts';
import { DKIM_LIBRARY } from './modules/dkim.ts';
import { DMARC_LIBRARY } from './modules/dmarc.ts';
import { DNS_LIBRARY } from './modules/dns.ts';
import { ENVELOPE_GROUP } from './modules/envelope.ts';
import { FILES_GROUP } from './modules/files.ts';
import { HEADERS_GROUP } from './modules/headers.ts';
import { LATER_DATABASES_GROUP } from './modules/later-databases.ts';
import { LIST_LIBRARY } from './modules/lists.ts';
import { LOGGING_GROUP } from './modules/logging.ts';
import { PARTS_GROUP } from './modules/mime.ts';
import { NETWORK_LIBRARY } from './modules/networks.ts';
import { objectLibrary } from './modules/objects.ts';
import { RELAY_LIBRARY } from './modules/relay.ts';
import { SMTP_GROUP } from './modules/smtp.ts';
import { SPF_LIBRARY } from './modules/spf.ts';
import { SQLITE_GROUP } from './modules/sqlite.ts';
import { STATUS_GROUP } from './modules/status.ts';
import { TRANSPORT_GROUP } from './modules/transport.ts';
import { UTILITIES_GROUP } from './modules/utilities.ts';
import { diskContext, type ObjectContext } from './objects/object-context.ts';
import { type LibraryGroup, mailModules } from './spelling.ts';

/** @param context where the files of `file` objects are, and how to read them */
export function mailGroups(context: ObjectContext = diskContext()): readonly LibraryGroup[] {
	return [
		STATUS_GROUP,
		CONTEXT_GROUP,
		HEADERS_GROUP,
		MESSAGE_GROUP,
		PARTS_GROUP,
		ENVELOPE_GROUP,
		TRANSPORT_GROUP,
		objectLibrary(context),
		LIST_LIBRARY,
		CODE_LIBRARY,
		NETWORK_LIBRARY,
		COMMANDS_GROUP,
		SMTP_GROUP,
		CSV_GROUP,
		SQLITE_GROUP,
		LATER_DATABASES_GROUP,
		RELAY_LIBRARY,
		SPF_LIBRARY,
		DKIM_LIBRARY,
		DMARC_LIBRARY,
		DNS_LIBRARY,
		FILES_GROUP,
		LOGGING_GROUP,
		UTILITIES_GROUP,
	];
}

/** The modules for an engine. */
export function mailLibrary(context: ObjectContext = diskContext()): readonly NativeModule[] {
	return mailModules(mailGroups(context));
}
