/** `code554_7_1` ↔ `code::c554_7_1()`, `net_10` ↔ `net::rg_10()`, and `toml::server` ↔ `cfg::server`. */

import { CONFIG_MODULE } from './generation.ts';
import { movedMessage, obstacle } from './move-calls.ts';
import type { MovedFile, ReportMove } from './moved-file.ts';
import { spellingText } from './translation-table.ts';

export function moveConstants(file: MovedFile, report: ReportMove): void {
	if (file.generation === 2) toFunctions(file, report);
	else toConstants(file, report);
	moveConfiguration(file, report);
}

function toFunctions(file: MovedFile, report: ReportMove): void {
	const { scopes } = file.context;
	for (const { node } of scopes.unresolved) {
		const wanted = file.table.constants.get(node.name.name);
		if (wanted === undefined || file.isTarget(node)) continue;
		const becomes = `${spellingText(wanted)}()`;
		const message = movedMessage(file, node.name.name, becomes);
		const problem = file.isDeclared(node.name.name)
			? `\`${node.name.name}\` is also declared in this file: give that another name`
			: obstacle(file, wanted, 0);
		if (problem !== undefined) report({ span: node, message, help: problem });
		else report({ span: node, message, becomes, edits: [{ start: node.start, end: node.end, text: becomes }] });
	}
	for (const name of scopes.unresolvedExports) {
		const wanted = file.table.constants.get(name.name);
		if (wanted === undefined) continue;
		const becomes = `${spellingText(wanted)}()`;
		const help = `declare a constant with the value \`${becomes}\`, and export that`;
		report({ span: name, message: movedMessage(file, name.name, becomes), help });
	}
}

function toConstants(file: MovedFile, report: ReportMove): void {
	for (const node of file.context.tree.ofKind('Call')) {
		if (node.bang || node.args.length > 0 || node.namespace.length === 0) continue;
		const namespace = file.moduleOf(node);
		if (namespace === undefined) continue;
		const constant = file.table.constantFor({ namespace, name: node.name.name });
		if (constant === undefined) continue;
		const written = `${spellingText({ namespace, name: node.name.name })}()`;
		const message = movedMessage(file, written, constant);
		if (file.isDeclared(constant)) {
			report({ span: node, message, help: `\`${constant}\` is something else in this file: give that another name` });
		} else {
			report({ span: node, message, becomes: constant, edits: file.replace(node.start, node.end, constant) });
		}
	}
}

/** The configuration is the same under both names. */
function moveConfiguration(file: MovedFile, report: ReportMove): void {
	const wanted = CONFIG_MODULE[file.generation];
	const other = CONFIG_MODULE[file.generation === 1 ? 2 : 1];
	const { scopes } = file.context;
	for (const { node } of scopes.qualified) {
		const [root] = node.namespace;
		if (root?.name !== other || node.namespace.length > 1 || scopes.importAliases.has(other)) continue;
		const message = movedMessage(file, `${other}::${node.name.name}`, `${wanted}::${node.name.name}`);
		const problem = obstacle(file, { namespace: wanted, name: node.name.name }, 0);
		if (problem !== undefined) report({ span: root, message, help: problem });
		else {
			const edits = [{ start: root.start, end: root.end, text: wanted }];
			report({ span: root, message, becomes: `${wanted}::${node.name.name}`, edits });
		}
	}
}
