/**
 * Methods: second names of those of services, `scan.cmd_run()` → `scan.run()`, and functions of the library that are
 * called in method style, `rcpt().deliver()` → `transport::deliver(rcpt())`, which modules do not allow.
 */

import type { ChainExpression, Expression, MethodStep } from '../../../lang/ast/nodes.ts';
import { bare, variableOf } from '../../../lang/checker/scopes.ts';
import { libraryCall, movedMessage, obstacle } from './move-calls.ts';
import type { MovedFile, ReportMove } from './moved-file.ts';
import { isServiceMethod, type MovableFunction, spellingText } from './translation-table.ts';

/** Types whose values have no functions of their own among their parts. */
const WITH_FUNCTIONS: ReadonlySet<string> = new Set(['any', 'map', 'map?', 'any?']);

export function moveMethods(file: MovedFile, report: ReportMove): void {
	for (const chain of file.context.tree.ofKind('Chain')) {
		chain.steps.forEach((step, index) => {
			if (step.kind !== 'MethodStep' || (index === 0 && file.rootType(chain.root) !== undefined)) return;
			moveMethod(file, chain, step, index, report);
		});
	}
}

function moveMethod(
	file: MovedFile,
	chain: ChainExpression,
	step: MethodStep,
	index: number,
	report: ReportMove,
): void {
	const { name } = step.name;
	const count = step.args.length;
	// A function in a map or of the script is found before one of the library.
	if (file.isOwnMethod(name, count) || file.shared.members.has(name)) return;
	const service = file.table.globalFunctions(name).filter(isServiceMethod);
	if (service.length > 0) return moveServiceMethod(file, chain, step, service, report);
	const match = file.table.find('', name, [], count + 1);
	const wanted = match === undefined ? undefined : file.table.spelling(match.fn, file.generation);
	if (match === undefined || wanted === undefined || wanted.namespace === '') return;
	const becomes = spellingText(wanted);
	const message = movedMessage(file, `.${name}`, `${becomes}(…)`);
	const problem =
		obstacle(file, wanted, count + 1) ?? (step.safe ? 'it is called only if there is a value' : undefined);
	if (problem !== undefined) {
		report({ span: step.name, message, help: problem });
		return;
	}
	const before = chain.steps[index - 1]?.end ?? chain.root.end;
	const first = step.args[0];
	report({
		span: step.name,
		message,
		becomes: `${becomes}(…)`,
		safe: isNoMap(file, chain, step, index),
		help: 'the value before the dot becomes the first argument',
		edits: [
			file.insert(chain.start, `${becomes}(`),
			...(first === undefined ? file.replace(before, step.end, ')') : file.replace(before, first.start, ', ')),
		],
	});
}

/** Whether the receiver cannot be a map, whose closures are methods too. */
function isNoMap(file: MovedFile, chain: ChainExpression, step: MethodStep, index: number): boolean {
	const { word } = file.context.types.typeBefore(chain, step);
	if (word !== 'any') return word !== 'map';
	const root = bare(chain.root);
	if (index > 0 || root.kind !== 'Call') return false;
	const found = libraryCall(file, root);
	return found !== undefined && !WITH_FUNCTIONS.has(found.match.form.returns);
}

function moveServiceMethod(
	file: MovedFile,
	chain: ChainExpression,
	step: MethodStep,
	functions: readonly MovableFunction[],
	report: ReportMove,
): void {
	const { name } = step.name;
	const names = new Set(functions.map((fn) => file.table.spelling(fn, 2)?.name));
	if (names.has(name)) return;
	const kind = serviceKind(file, chain.root);
	const found = functions.filter(({ spellings }) => kind === undefined || spellings.has(kind));
	const [wanted, ...others] = new Set(found.map((fn) => file.table.spelling(fn, 2)?.name));
	if (wanted === undefined) return;
	if (others.length > 0) {
		const choice = [wanted, ...others].map((one) => `\`.${one}\``).join(' or ');
		report({
			span: step.name,
			message: `\`.${name}\` is spelled ${choice} in ${file.generation}.x`,
			help: 'which of them depends on the service, which is not known here',
		});
		return;
	}
	if (file.isOwnMethod(wanted, step.args.length)) {
		const help = `the script has a function \`${wanted}\` of its own: give it another name`;
		report({ span: step.name, message: movedMessage(file, `.${name}`, `.${wanted}`), help });
		return;
	}
	report({
		span: step.name,
		message: movedMessage(file, `.${name}`, `.${wanted}`),
		becomes: `.${wanted}`,
		edits: [{ start: step.name.start, end: step.name.end, text: wanted }],
	});
}

/** The module of the service that a variable holds, as far as its declaration tells. */
function serviceKind(file: MovedFile, expression: Expression): string | undefined {
	const variable = variableOf(expression);
	const definition = variable === undefined ? undefined : file.context.scopes.definitionOf.get(variable);
	if (definition === undefined) return undefined;
	const { node, initial } = definition;
	if (node.kind === 'Service') return node.contentType?.name ?? node.typeName.name;
	const call = initial === null || definition.writes.length > 0 ? undefined : bare(initial);
	return call?.kind === 'Call' ? file.moduleOf(call) : undefined;
}
