/** V800–V999: errors that end a run, one entry for each kind of `lang/vm/errors.ts`. */

import type { ErrorKind } from '../vm/errors.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import { examplePage } from './page.ts';

interface RuntimeEntry extends CatalogueEntry {
	readonly name: ErrorKind;
}

function entry(id: string, name: ErrorKind, title: string, page: string): RuntimeEntry {
	return { id, name, severity: 'error', title, page: `${page.trim()}\n` };
}

const CATCH = 'A `try` block can catch it.';
const NO_CATCH = 'No `try` block catches it: the run ends.';

export const RUNTIME_ENTRIES: readonly RuntimeEntry[] = [
	entry(
		'V801',
		'ErrorRuntime',
		'a script or a host function raised an error',
		examplePage(
			`The script ran into a \`throw\`, or a function of the host failed with a text. What was thrown is the message.
${CATCH} The catch variable is then the thrown value itself.`,
			'fn half(n) {\n    if n.is_odd() { throw n + " is odd"; }\n    n / 2\n}\nhalf(3)',
			'fn half(n) {\n    if n.is_odd() { throw n + " is odd"; }\n    n / 2\n}\ntry { print(half(3)); } catch (reason) { print(reason); }',
		),
	),
	entry(
		'V802',
		'ErrorFunctionNotFound',
		'no function with that name fits the arguments',
		examplePage(
			`The name, the number of arguments or their types match no function. The message shows the types that were
passed. Operators are functions too: \`1 + true\` looks for \`+ (i64, bool)\`. A function written for \`f(x)\` is not found by \`x.f()\`,
and a variable that holds a closure is called with \`f.call(x)\`. ${CATCH}`,
			'let double = |n| n * 2;\ndouble(4)',
			'let double = |n| n * 2;\ndouble.call(4)',
		),
	),
	entry(
		'V803',
		'ErrorVariableNotFound',
		'a variable does not exist',
		examplePage(
			`No declaration of that name is visible. Functions see their parameters and their own variables only; a constant
of the script is \`global::NAME\` inside a function. ${CATCH}`,
			'const RATE = 3;\nfn cost(n) { n * RATE }\ncost(5)',
			'const RATE = 3;\nfn cost(n) { n * global::RATE }\ncost(5)',
		),
	),
	entry(
		'V804',
		'ErrorPropertyNotFound',
		'a map lacks the property',
		`The option that makes missing properties an error is on. Without it a missing property reads as \`()\`. ${CATCH}`,
	),
	entry(
		'V805',
		'ErrorModuleNotFound',
		'a module or namespace does not exist',
		`The path of an \`import\` names no module, or the word before \`::\` is no imported or built-in module. ${CATCH}`,
	),
	entry(
		'V806',
		'ErrorInModule',
		'an imported module failed',
		`The module could not be parsed, or its top level raised an error while the import ran. The message holds that
error with its own place. ${CATCH}`,
	),
	entry(
		'V807',
		'ErrorUnboundThis',
		'this is used although nothing is bound to it',
		examplePage(
			`\`this\` is the receiver of a call in method style. In a call \`f(x)\` there is none, and a closure does not see
the \`this\` of the function around it. ${CATCH}`,
			'fn double() { this * 2 }\ncall(Fn("double"))',
			'fn double() { this * 2 }\n4.double()',
		),
	),
	entry(
		'V808',
		'ErrorMismatchDataType',
		'a value has the wrong type for its place',
		examplePage(
			`A condition is not a bool, an index is not an int or string, a pointer is no function pointer. The message names
both types. ${CATCH}`,
			'let count = 1;\nif count { print("some"); }',
			'let count = 1;\nif count > 0 { print("some"); }',
		),
	),
	entry(
		'V809',
		'ErrorMismatchOutputType',
		'a result has another type than the caller needs',
		`The host asked for a result of one type and the script gave another. ${CATCH}`,
	),
	entry(
		'V810',
		'ErrorIndexingType',
		'a value of that type cannot be indexed so',
		`Strings, arrays, blobs, maps and ints can be indexed, and host types that say so. ${CATCH}`,
	),
	entry(
		'V811',
		'ErrorArrayBounds',
		'an index lies outside an array',
		examplePage(
			`Valid indices go from 0 to the length less one, and from -1 down to minus the length. \`get\` gives \`()\` instead
of failing. ${CATCH}`,
			'let parts = "a,b".split(",");\nparts[2]',
			'let parts = "a,b".split(",");\nif parts.len() > 2 { parts[2] } else { "" }',
		),
	),
	entry('V812', 'ErrorStringBounds', 'an index lies outside a string', `Positions count characters, from 0. ${CATCH}`),
	entry('V813', 'ErrorBitFieldBounds', 'a bit index lies outside an int', `Ints have 64 bits, -64 to 63. ${CATCH}`),
	entry('V814', 'ErrorIndexNotFound', 'a host object lacks that index', `The host refused the index. ${CATCH}`),
	entry(
		'V815',
		'ErrorFor',
		'for needs something to go through',
		examplePage(
			`Arrays, strings, blobs, ranges and iterators can be gone through. For a map take its \`keys()\` or \`values()\`. ${CATCH}`,
			'let ports = #{smtp: 25, submission: 587};\nfor port in ports { print(port); }',
			'let ports = #{smtp: 25, submission: 587};\nfor port in ports.values() { print(port); }',
		),
	),
	entry(
		'V816',
		'ErrorDotExpr',
		'a value of that type has no such property',
		`Only maps have free properties; other types have those of the library. Often the value is \`()\` because something
was missing one step before: \`?.\` stops there. ${CATCH}`,
	),
	entry(
		'V817',
		'ErrorArithmetic',
		'a calculation has no result',
		examplePage(
			`Ints have 64 bits and never wrap round: overflow is an error, and so is division of ints by zero. Conversions of
text that is no number end here too. ${CATCH}`,
			'let parts = 0;\n100 / parts',
			'let parts = 0;\nif parts == 0 { 0 } else { 100 / parts }',
		),
	),
	entry('V818', 'ErrorAssignmentToConstant', 'a constant was assigned to', `Constants keep their value. ${CATCH}`),
	entry(
		'V819',
		'ErrorNonPureMethodCallOnConstant',
		'a method would modify a constant',
		examplePage(
			`Methods that change their receiver cannot be called on constants. Work on a copy in a variable. ${CATCH}`,
			'const PORTS = [25];\nPORTS.push(587);',
			'const PORTS = [25];\nlet all = PORTS;\nall.push(587);\nprint(all);',
		),
	),
	entry(
		'V820',
		'ErrorDataRace',
		'a captured variable is needed while it is being modified',
		`A closure used the variable that is at that moment the receiver of a call or the target of an assignment. ${CATCH}`,
	),
	entry('V821', 'ErrorVariableExists', 'a variable is declared twice', `The host forbids shadowing. ${CATCH}`),
	entry('V822', 'ErrorForbiddenVariable', 'a variable has a forbidden name', `The host forbids that name. ${CATCH}`),
	entry(
		'V851',
		'ErrorParsing',
		'text that a running script uses as code has a syntax error',
		`For example \`Fn("if")\`: a keyword cannot be the name of a function. ${NO_CATCH}`,
	),
	entry(
		'V852',
		'ErrorTooManyOperations',
		'the run used up its operations',
		`The host limits how much a run may do. Look for a loop that never ends. ${NO_CATCH}`,
	),
	entry('V853', 'ErrorTooManyVariables', 'too many variables are alive', `The host limits their number. ${NO_CATCH}`),
	entry('V854', 'ErrorTooManyModules', 'too many imports were run', `The host limits their number. ${NO_CATCH}`),
	entry(
		'V855',
		'ErrorStackOverflow',
		'calls are nested too deeply',
		examplePage(
			`A function that calls itself needs a case that ends the recursion, and each level counts: go through long
data with a loop. ${NO_CATCH}`,
			'fn sum(n) { n + sum(n - 1) }\nsum(3)',
			'fn sum(n) { if n <= 0 { 0 } else { n + sum(n - 1) } }\nsum(3)',
		),
	),
	entry(
		'V856',
		'ErrorDataTooLarge',
		'a string, array, blob or map grew too large',
		`The host limits the size of values, and all that scripts hold together must fit into the memory. ${NO_CATCH}`,
	),
	entry(
		'V857',
		'ErrorTerminated',
		'the host stopped the run',
		`For example because the server shuts down. ${NO_CATCH}`,
	),
	entry(
		'V858',
		'ErrorTimeout',
		'the run took too long',
		`The wall time of a run is limited, time spent waiting for others included. ${NO_CATCH}`,
	),
	entry(
		'V859',
		'ErrorAsyncInSync',
		'a function that has to wait was called where waiting is impossible',
		`The host runs this script without suspension, for example while it loads a configuration. ${NO_CATCH}`,
	),
	entry('V860', 'ErrorSystem', 'the host failed', `Not the script but what runs it had a problem. ${NO_CATCH}`),
];
