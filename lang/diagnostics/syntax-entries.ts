/**
 * V400–V599: syntax errors. An entry's name is the kind of language spec 9.1, in some places finer: the variants of
 * BadInput have names of their own, and a missing `;` is told from other missing tokens. The parser words the messages;
 * here is what stays the same for all of a kind.
 */

import type { CatalogueEntry } from './catalogue-entry.ts';
import { examplePage } from './page.ts';

export interface SyntaxEntry<Name extends string = string> extends CatalogueEntry {
	readonly name: Name;
	readonly severity: 'error';
}

function entry<const Name extends string>(
	id: string,
	name: Name,
	title: string,
	text: string,
	bad: string,
	good: string,
): SyntaxEntry<Name> {
	return { id, name, severity: 'error', title, page: examplePage(text, bad, good) };
}

export const SYNTAX_ENTRIES = [
	entry(
		'V400',
		'UnexpectedInput',
		'something stands where it cannot stand',
		`A word, symbol or character fits nothing that could begin here: an expression is missing before it, a bracket is
closed that was never opened, or the character is none of the language (outside of strings it is ASCII only).`,
		'let total = 1 + ;',
		'let total = 1 + 2;',
	),
	entry(
		'V401',
		'MissingToken',
		'a bracket, comma or word is missing',
		`A construct was begun and something it needs did not follow. The message names it and what it is for. The place is
where the parser noticed; what is missing often belongs on the line before.`,
		'let hosts = ["mx1" "mx2"];',
		'let hosts = ["mx1", "mx2"];',
	),
	entry(
		'V402',
		'MissingSemicolon',
		'a statement does not end',
		`Statements end with \`;\`, also at the end of a line. Only the last one of a block may leave it out, and those that
end with the brace of \`if\`, \`switch\`, \`while\`, \`loop\`, \`for\`, \`try\` or \`fn\`.

The error also appears when two things stand side by side that do not belong together: a misspelled keyword, a call of
something that is not a name (use \`.call(…)\`), an assignment used as a value.`,
		'let a = 1\nlet b = 2;',
		'let a = 1;\nlet b = 2;',
	),
	entry(
		'V403',
		'UnexpectedEOF',
		'the script ends inside an expression',
		'The end of the text came where an expression has to stand.',
		'let limit = 10 *',
		'let limit = 10 * 2',
	),
	entry(
		'V404',
		'UnterminatedString',
		'a string or character is not closed',
		`A \`"…"\` string ends on the line where it begins, unless the line ends with a backslash. Text over several lines is
written between back-ticks. Raw strings \`#"…"#\` and back-tick strings may go over lines, and need their closing mark.`,
		'let greeting = "hello;\nlet next = 1;',
		'let greeting = "hello";\nlet next = 1;',
	),
	entry(
		'V405',
		'MalformedEscapeSequence',
		'a backslash is followed by something that is no escape',
		`The escapes are \`\\\\\`, \`\\t\`, \`\\r\`, \`\\n\`, the quote itself, \`\\xHH\`, \`\\uHHHH\` and \`\\UHHHHHHHH\` with exactly two, four and eight
hexadecimal digits. Patterns with many backslashes read better as raw strings.`,
		'let pattern = "\\d+";',
		'let pattern = #"\\d+"#;',
	),
	entry(
		'V406',
		'MalformedNumber',
		'a number is incomplete or too large',
		`An exponent needs digits, and so does a number after \`0x\`, \`0o\` or \`0b\`, where at most 64 bits are possible. Decimal
numbers may be of any size; beyond the integers they become floats.`,
		'let mask = 0x;',
		'let mask = 0xff;',
	),
	entry(
		'V407',
		'MalformedChar',
		'a character literal does not hold one character',
		'Between apostrophes stands exactly one character. Strings are written with double quotes.',
		"let unit = 'kB';",
		'let unit = "kB";',
	),
	entry(
		'V408',
		'MalformedIdentifier',
		'a name has no letter where it needs one',
		'Underscores at the beginning of a name must be followed by a letter. A lone `_` is the default case of `switch`.',
		'let _1 = true;',
		'let _first = true;',
	),
	entry(
		'V409',
		'ImproperSymbol',
		'a symbol or word is used as in another language',
		`The symbol exists elsewhere and is something else here, or it stands in a place where it has no meaning: \`=\` in a
condition, \`::\` after a property, \`this\` outside of functions, \`eval\` anywhere. The message says what is probably meant.`,
		'let size = 3;\nif size = 3 { print("three"); }',
		'let size = 3;\nif size == 3 { print("three"); }',
	),
	entry(
		'V410',
		'UnknownOperator',
		'an operator does not exist',
		'The symbol is reserved, but no operator. There is no `++` (write `+= 1`) and no `?:` (write `if … { … } else { … }`).',
		'let count = 0;\ncount++;',
		'let count = 0;\ncount += 1;',
	),
	entry(
		'V411',
		'Reserved',
		'a reserved word or symbol is used as a name',
		`Some words are kept for later versions of the language, others are built-in functions. They cannot be names of
variables, functions, parameters or properties; as keys of object maps they must be quoted.`,
		'let match = 5;',
		'let found = 5;',
	),
	entry(
		'V412',
		'PropertyExpected',
		'the name of a property is missing',
		`After a dot stands the name of a property or method, and in an object map every value has a name. Keywords need
quotes there: \`#{ "if": 1 }\` and \`map["if"]\`.`,
		'let rules = #{ if: 1 };',
		'let rules = #{ "if": 1 };',
	),
	entry(
		'V413',
		'VariableExpected',
		'a name is missing',
		'After `let`, `const`, `for`, `as`, `::`, `export`, `catch (` and in parameter lists a name has to follow. Keywords are no names.',
		'let = 5;',
		'let size = 5;',
	),
	entry(
		'V414',
		'ExprExpected',
		'an expression of another kind is needed',
		`A condition must not begin with a brace (put a block in parentheses), the cases of a \`switch\` are literals, and the
name of a directive is a string literal without interpolation.`,
		'let limit = 3;\nswitch 4 { limit => "at", _ => "off" }',
		'let limit = 3;\nif limit == 4 { "at" } else { "off" }',
	),
	entry(
		'V415',
		'MismatchedType',
		'a literal can never have the type that is needed',
		`A condition, and both sides of \`&&\` and \`||\`, must be booleans: there is no truth of numbers or strings. A \`for\` loop
goes through arrays, strings, blobs and ranges, not through numbers and object maps.`,
		'for i in 10 { print(i); }',
		'for i in 0..10 { print(i); }',
	),
	entry(
		'V416',
		'MalformedIndexExpr',
		'a literal is indexed by a value that cannot be its index',
		'Arrays, strings and numbers are indexed by integers or ranges, object maps by strings.',
		'let first = [1, 2]["a"];',
		'let first = [1, 2][0];',
	),
	entry(
		'V417',
		'MalformedCapture',
		"a method cannot run in the caller's scope",
		'`f!(…)` runs a function with the variables of its caller. That works for plain calls, not with a receiver.',
		'let list = [1];\nlist.refresh!();',
		'let list = [1];\nrefresh!(list);',
	),
	entry(
		'V418',
		'DuplicatedProperty',
		'an object map names a property twice',
		'Each property of an object map literal has one value. In the map of stages the second list would replace the first.',
		'#{ mail: [], mail: [] }',
		'#{ mail: [], rcpt: [] }',
	),
	entry(
		'V419',
		'DuplicatedVariable',
		'the two variables of a loop have one name',
		'`for (item, index) in list` needs two different names.',
		'for (x, x) in [1, 2] { print(x); }',
		'for (x, i) in [1, 2] { print(x + i); }',
	),
	entry(
		'V420',
		'AssignmentToInvalidLHS',
		'the left side of an assignment cannot be assigned to',
		`Values can be assigned to variables, to \`this\`, and to elements and properties of them. The result of a call is a copy:
changing it would change nothing.`,
		'fn list() { [1] }\nlist()[0] = 2;',
		'fn list() { [1] }\nlet copy = list();\ncopy[0] = 2;',
	),
	entry(
		'V421',
		'AssignmentToConstant',
		'a constant is assigned to',
		'A literal has no place to keep another value, and what `const` declares keeps the one it has.',
		'5 = 6;',
		'let five = 6;',
	),
	entry(
		'V422',
		'WrongSwitchIntegerCase',
		'a number follows a range in a switch',
		'Cases with single numbers are tried before ranges; the order in the text has to be the same.',
		'switch 5 { 0..9 => "low", 5 => "five" }',
		'switch 5 { 5 => "five", 0..9 => "low" }',
	),
	entry(
		'V423',
		'WrongSwitchDefaultCase',
		'the default case is not the last',
		'`_` takes everything that no other case takes, so nothing can follow it.',
		'switch 5 { _ => "other", 5 => "five" }',
		'switch 5 { 5 => "five", _ => "other" }',
	),
	entry(
		'V424',
		'WrongSwitchCaseCondition',
		'the default case has a condition',
		'`_` takes everything that is left; decide in its action.',
		'let busy = true;\nswitch 5 { _ if busy => 1 }',
		'let busy = true;\nswitch 5 { _ => if busy { 1 } }',
	),
	entry(
		'V425',
		'LoopBreak',
		'break or continue outside of a loop',
		'A closure or function inside a loop is not part of it: its body runs when it is called.',
		'if true { break; }',
		'loop { break; }',
	),
	entry(
		'V426',
		'WrongFnDefinition',
		'a function is defined inside of something',
		'Functions stand at the top level of a script. Inside of blocks and functions use a closure.',
		'if true { fn twice(x) { x * 2 } }',
		'let twice = |x| x * 2;',
	),
	entry(
		'V427',
		'FnMissingName',
		'a function has no name',
		'After `fn` stands the name of the function. A function without a name is a closure: `|x| x + 1`.',
		'let add = 1;\nfn (x) { x }',
		'fn same(x) { x }',
	),
	entry(
		'V428',
		'FnMissingParams',
		'a function has no parameter list',
		'The parentheses are needed also where there are no parameters.',
		'fn answer { 42 }',
		'fn answer() { 42 }',
	),
	entry(
		'V429',
		'FnMissingBody',
		'a function has no body',
		'The body is a block in braces, also if it is a single expression.',
		'fn twice(x) x * 2',
		'fn twice(x) { x * 2 }',
	),
	entry(
		'V430',
		'FnDuplicatedDefinition',
		'a function is defined twice',
		'Functions may share a name if the numbers of their parameters, or the types they are methods of, differ.',
		'fn pick(a) { a }\nfn pick(b) { b }',
		'fn pick(a) { a }\nfn pick(a, b) { b }',
	),
	entry(
		'V431',
		'FnDuplicatedParam',
		'two parameters have one name',
		'Each parameter of a function or closure needs its own name.',
		'fn sum(a, a) { a + a }',
		'fn sum(a, b) { a + b }',
	),
	entry(
		'V432',
		'WrongExport',
		'an export inside of something',
		'What a module exports is decided at its top level, not in blocks or functions.',
		'if true { export let limit = 3; }',
		'export let limit = 3;',
	),
	entry(
		'V433',
		'WrongDocComment',
		'a doc-comment belongs to nothing',
		`With the option *metadata*, \`///\` and \`/** */\` document the function that follows directly. Elsewhere use \`//\`.
Without that option doc-comments are ordinary comments.`,
		'/// The largest size.\nlet limit = 3;',
		'/// Twice the value.\nfn twice(x) { x * 2 }',
	),
	entry(
		'V434',
		'ExprTooDeep',
		'expressions are nested too deeply',
		`The nesting of expressions and the length of operator chains are limited (64 at the top level, 32 in functions, unless
the host sets other limits), so that no text can exhaust the memory of the server. Give parts of the expression a name.`,
		`let deep = ${'('.repeat(40)}1${')'.repeat(40)};`,
		'let part = (1 + 2) * 3;\nlet whole = part * (part + 1);',
	),
	entry(
		'V435',
		'TooManyFunctions',
		'a script defines more functions than the host allows',
		'Functions and closures count alike. The limit is set by the host; by default there is none.',
		'// with a limit of 1\nfn a() { 1 }\nfn b() { 2 }',
		'// with a limit of 1\nfn a() { 1 }',
	),
	entry(
		'V436',
		'LiteralTooLarge',
		'a literal is larger than the host allows',
		'The limits for strings (in bytes), arrays and object maps also hold for literals. By default there are none.',
		'// with strings of at most 5 bytes\nlet name = "a long name";',
		'// with strings of at most 5 bytes\nlet name = "short";',
	),
	entry(
		'V437',
		'VariableUndefined',
		'a variable is not defined',
		'With the option *strict variables* every name must be known before the script runs.',
		'// with strict variables\nlet total = cuont + 1;',
		'// with strict variables\nlet count = 1;\nlet total = count + 1;',
	),
	entry(
		'V438',
		'VariableExists',
		'a variable is declared again',
		'With the option *no shadowing* a name that is visible cannot be declared a second time.',
		'// without shadowing\nlet x = 1;\nlet x = 2;',
		'// without shadowing\nlet x = 1;\nx = 2;',
	),
	entry(
		'V439',
		'ModuleUndefined',
		'a module is not imported',
		'With the option *strict variables* the module before `::` must be imported, or be one of the host.',
		'// with strict variables\nlists::blocked()',
		'// with strict variables\nimport "lists" as lists;\nlists::blocked()',
	),
	entry(
		'V440',
		'ForbiddenVariable',
		'the host forbids this name',
		'The program that runs the script keeps the name for itself. Choose another one.',
		'// with a host that keeps the name `session`\nlet session = 1;',
		'// with a host that keeps the name `session`\nlet current = 1;',
	),
] as const;

export type SyntaxName = (typeof SYNTAX_ENTRIES)[number]['name'];
