/** V043: a service that cannot be made: an option is missing or wrong, or there is no such service. */

import type { Expression, ServiceExpression } from '../../../lang/ast/nodes.ts';
import { bare } from '../../../lang/checker/scopes.ts';
import type { Span } from '../../../lang/source/source-file.ts';
import { MapValue } from '../../../lang/values/container.ts';
import type { ServicePort } from '../../host/services.ts';
import type { HostPorts } from '../../host.ts';
import { makeService } from '../../services/make-service.ts';
import { comesLater, isLaterKind, nativePluginPath } from '../../services/plugins.ts';
import { mailRule, type Report } from './mail-rule.ts';
import type { ServiceKind } from './model/kinds.ts';
import { literalValue, problemOf } from './model/literal-values.ts';
import { entryOf } from './model/literals.ts';
import type { MailFile } from './model/mail-file.ts';

/** Options without which no service can be made. */
const REQUIRED: Readonly<Record<ServiceKind, readonly string[]>> = {
	cmd: ['command'],
	smtp: ['receiver', 'delegator'],
	csv: ['connector'],
	sqlite: [],
};

const CONSTRUCTORS: Readonly<Record<string, ServiceKind>> = {
	'cmd::build': 'cmd',
	'smtp::connect': 'smtp',
	csv: 'csv',
	'sqlite::connect': 'sqlite',
};

/** Literals that are certainly no map. */
const NO_OPTIONS: ReadonlySet<string> = new Set(['String', 'Template', 'Int', 'Bool', 'Array', 'Unit', 'Closure']);

/** Nothing is opened while a script is checked. */
const CLOSED = {
	runCommand: () => Promise.reject(new Error('nothing runs here')),
	openCsv: () => ({}),
	openSqlite: () => ({}),
} as unknown as ServicePort;

const CONTEXT = { folder: '/', base: '/', ports: { services: CLOSED } as HostPorts };

interface Declaration {
	readonly type: string;
	readonly kind: string | null;
	readonly name: string;
	readonly value: Expression;
}

/** What making the service would say, as far as its options are written out. */
function problemWith(file: MailFile, { type, kind, name, value }: Declaration): string | undefined {
	const options = bare(value);
	if (NO_OPTIONS.has(options.kind)) return 'the options of a service must be a map: `#{ … }`';
	const literal = literalValue(file, options);
	if (literal !== undefined) return problemOf(() => makeService(type, kind, literal.value, name, CONTEXT));
	const word = (type === 'db' ? kind : type === 'shell' ? 'cmd' : type) as ServiceKind;
	const missing = REQUIRED[word]?.find((key) => options.kind === 'Map' && entryOf(options, key) === undefined);
	// The head is judged whatever the options are, the options by what is certainly absent.
	if (missing === undefined && word in REQUIRED) return undefined;
	return problemOf(() => makeService(type, kind, new MapValue(), name, CONTEXT));
}

/** The option that a message names, else the whole map. */
function placeOf(value: Expression, message: string): Span {
	const options = bare(value);
	if (options.kind !== 'Map') return options;
	const key = /option '(\w+)'/.exec(message)?.[1];
	return (key === undefined ? undefined : entryOf(options, key)) ?? { start: options.start, end: options.start + 2 };
}

function checkDeclaration(file: MailFile, node: ServiceExpression, report: Report): void {
	const { typeName, contentType, value, name } = node;
	const kind = contentType?.name ?? null;
	const message = problemWith(file, { type: typeName.name, kind, name: name.name, value });
	if (message === undefined) return;
	const isHead = !(typeName.name === 'db'
		? ['csv', 'sqlite'].includes(kind ?? '')
		: ['cmd', 'shell', 'smtp'].includes(typeName.name));
	report({
		span: isHead ? { start: typeName.start, end: (contentType ?? typeName).end } : placeOf(value, message),
		message,
	});
}

export const invalidService = mailRule('V043', (file, report, context) => {
	for (const node of file.tree.ofKind('Service')) if (!context.isTried(node)) checkDeclaration(file, node, report);
	for (const { operation, args, node } of file.uses) {
		const kind = CONSTRUCTORS[operation.key];
		const [options] = args;
		if (kind === undefined || options === undefined || context.isTried(node)) continue;
		const isDatabase = kind === 'csv' || kind === 'sqlite';
		const declaration = { type: isDatabase ? 'db' : kind, kind: isDatabase ? kind : null, name: kind, value: options };
		const message = problemWith(file, declaration);
		if (message !== undefined) report({ span: placeOf(options, message), message });
	}
	for (const statement of file.tree.ofKind('Import')) {
		const path = bare(statement.path);
		const message = path.kind === 'String' ? problemOf(() => nativePluginPath(path.value)) : undefined;
		if (message !== undefined) report({ span: path, message });
	}
	for (const call of file.tree.ofKind('Call')) {
		const [root, further] = call.namespace;
		if (root === undefined || further !== undefined || file.scopes.importAliases.has(root.name)) continue;
		if (!isLaterKind(root.name) || call.name.name !== 'connect') continue;
		const message = problemOf(() => {
			throw comesLater(`the module \`${root.name}\``);
		});
		if (message !== undefined) report({ span: root, message });
	}
});
