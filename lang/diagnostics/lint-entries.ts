/**
 * V200–V399: lints of the core language. Each has a file in `lang/checker/lints/`; a test runs every example below
 * and expects the bad one to give exactly its finding and the good one to give none.
 *
 * Levels: `error` where the line certainly fails or can never do what it says, `warning` where it is most probably a
 * mistake, `info` for tidiness.
 */

import { type LintEntry, lint } from './lint-entry.ts';

export const LINT_ENTRIES: readonly LintEntry[] = [
	lint({
		id: 'V201',
		name: 'undefined-variable',
		severity: 'error',
		title: 'a variable is used that nothing declares',
		text: `No \`let\`, \`const\`, parameter or constant of the library with that name is visible at this place. A name is
visible from the statement after its declaration to the end of the block. Functions see none of the script's variables: pass
them as arguments, or read a constant of the script as \`global::NAME\`.

Nothing is reported inside functions that are called as \`f!()\`, because those see the variables of their caller, nor for names
that the script asks about with \`is_def_var\`.`,
		bad: 'let limit = 5;\nprint(limti);\nprint(limit);',
		good: 'let limit = 5;\nprint(limit);',
	}),
	lint({
		id: 'V202',
		name: 'unknown-function',
		severity: 'error',
		title: 'a function is called that does not exist',
		text: `Neither the script nor the library has a function of that name. A variable that holds a closure is not
callable by its name: write \`f.call(x)\`. Methods are checked where the type of the receiver is known.`,
		bad: 'let text = "abc";\nprint(text.to_uper());',
		good: 'let text = "abc";\nprint(text.to_upper());',
	}),
	lint({
		id: 'V203',
		name: 'wrong-argument-count',
		severity: 'error',
		title: 'a function exists, but not with that number of arguments',
		text: `Functions are told apart by their name and number of parameters, and there are no optional parameters. The
receiver of a method counts as the first argument of a library function, but not of a script function, where it is \`this\`.`,
		bad: 'fn area(width, height) { width * height }\narea(4)',
		good: 'fn area(width, height) { width * height }\narea(4, 5)',
	}),
	lint({
		id: 'V204',
		name: 'unknown-namespace',
		severity: 'error',
		title: 'the word before :: is no module',
		text: `A namespace is a module of the library or the name after \`as\` in an \`import\`. An import inside a block ends
with the block.`,
		bad: 'lists::blocked("example.com")',
		good: 'import "lists" as lists;\nlists::blocked("example.com")',
	}),
	lint({
		id: 'V205',
		name: 'unknown-member',
		severity: 'error',
		title: 'a module has no such function or constant',
		text: `Modules offer their functions that are not \`private\`, the variables that they \`export\`, and the modules that
they import at their top level. Functions of \`global\` do not exist: it holds the constants of the script only.`,
		bad: 'const LIMIT = 5;\nfn over(n) { n > global::LIMTI }\nprint(global::LIMIT);\nover(6)',
		good: 'const LIMIT = 5;\nfn over(n) { n > global::LIMIT }\nover(6)',
	}),
	lint({
		id: 'V206',
		name: 'constant-modified',
		severity: 'error',
		title: 'a constant is modified',
		text: `A constant keeps its value: no part of it can be assigned, and methods that change their receiver fail on it.
Copy it into a variable first, or declare it with \`let\`.`,
		bad: 'const PORTS = [25, 465];\nPORTS.push(587);\nPORTS',
		good: 'let ports = [25, 465];\nports.push(587);\nports',
	}),
	lint({
		id: 'V207',
		name: 'unused-variable',
		severity: 'warning',
		title: 'a variable is never read',
		text: `Nothing uses the value, so either the line can go or another line misses the variable. A name that begins with
\`_\` says that it is meant to be unused. Exported variables, \`object\`s and \`service\`s are not reported.`,
		bad: 'let size = 10;\nlet limit = 20;\nprint(limit);',
		good: 'let _size = 10;\nlet limit = 20;\nprint(limit);',
	}),
	lint({
		id: 'V208',
		name: 'unused-parameter',
		severity: 'warning',
		title: 'a parameter is never read',
		text: `The function ignores one of its arguments. Where the number of parameters is given by the caller, put \`_\`
before the name. Parameters of closures are not reported: there the number of parameters chooses what is passed.`,
		bad: 'fn scale(value, factor) { value * 2 }\nscale(2, 3)',
		good: 'fn scale(value, factor) { value * factor }\nscale(2, 3)',
	}),
	lint({
		id: 'V209',
		name: 'unused-import',
		severity: 'warning',
		title: 'an imported module is never used',
		text: `The name after \`as\` occurs nowhere. To run a module only for what its top level does, leave out \`as\`.`,
		bad: 'import "lists" as lists;\nprint("ready");',
		good: 'import "lists" as lists;\nprint(lists::blocked("example.com"));',
	}),
	lint({
		id: 'V210',
		name: 'unused-function',
		severity: 'warning',
		title: 'a private function is never used',
		text: `A \`private\` function can be used in its own file only, and nothing there calls it, points to it or names it in
a string.`,
		bad: 'private fn helper(x) { x + 1 }\nfn visible(x) { x + 2 }\nvisible(1)',
		good: 'private fn helper(x) { x + 1 }\nfn visible(x) { helper(x) + 1 }\nvisible(1)',
	}),
	lint({
		id: 'V211',
		name: 'unreachable-code',
		severity: 'warning',
		title: 'code can never run',
		text: `An earlier statement of the block always leaves it: \`return\`, \`throw\`, \`break\`, \`continue\`, \`exit\`, a loop
without end, or an \`if\` or \`switch\` all of whose branches leave.`,
		bad: 'fn direction(n) {\n    if n < 0 { return -1; } else { return 1; }\n    print("done");\n}\ndirection(5)',
		good: 'fn direction(n) {\n    if n < 0 { return -1; }\n    print("done");\n    1\n}\ndirection(5)',
	}),
	lint({
		id: 'V212',
		name: 'duplicate-case',
		severity: 'warning',
		title: 'a switch has the same case twice',
		text: `The first case without a condition wins, so the second can never run. (Two equal keys in a map literal are a
syntax error.)`,
		bad: 'let code = 5;\nswitch code { 4 | 5 => "temporary", 5 => "permanent", _ => "fine" }',
		good: 'let code = 5;\nswitch code { 4 => "temporary", 5 => "permanent", _ => "fine" }',
	}),
	lint({
		id: 'V213',
		name: 'constant-condition',
		severity: 'warning',
		title: 'a condition is always the same',
		text: `The condition is made of literals only, so one branch never runs. \`while true\` is accepted as a way to write
\`loop\`.`,
		bad: 'if true { print("always"); }',
		good: 'const VERBOSE = true;\nif VERBOSE { print("always"); }',
	}),
	lint({
		id: 'V214',
		name: 'same-operands',
		severity: 'warning',
		title: 'both sides of an operator are the same',
		text: `Comparing a value with itself, or joining a condition with itself, cannot tell anything. Most often one side
should be something else.`,
		bad: 'fn same(a, b) { a.len() == a.len() && b }\nsame("x", true)',
		good: 'fn same(a, b) { a.len() == b.len() }\nsame("x", "y")',
	}),
	lint({
		id: 'V215',
		name: 'impossible-comparison',
		severity: 'error',
		title: 'a comparison can never be true, or always fails',
		text: `Values of different types are never equal and never in order: \`"25" == 25\` is false, and so is \`"25" > 3\`. Only
ints and floats, and chars and strings, compare with each other. Function pointers cannot be compared at all, and \`in\` needs a
container that can hold the value.`,
		bad: 'let port = "25";\nif port == 25 { print("smtp"); }',
		good: 'let port = "25";\nif port == "25" { print("smtp"); }',
	}),
	lint({
		id: 'V216',
		name: 'absent-value',
		severity: 'warning',
		title: 'a value that may be absent is used as if it were there',
		text: `The result is \`()\` when there is nothing to give, and the next step fails on \`()\`. Give a default with \`??\`, stop
the chain with \`?.\`, or test the value first.`,
		bad: 'let names = ["ann", "bob"];\nnames.find(|n| n.starts_with("c")).to_upper()',
		good: 'let names = ["ann", "bob"];\nnames.find(|n| n.starts_with("c"))?.to_upper()',
	}),
	lint({
		id: 'V217',
		name: 'shadowed-library-name',
		severity: 'warning',
		title: 'a name hides one of the library',
		text: `A script function hides the library's functions of the same name and number of parameters for every type; a
variable hides a constant of the library, and the name of an import hides a module of it.`,
		bad: 'fn abs(n) { if n < 0 { -n } else { n } }\nabs(-2)',
		good: 'fn distance(n) { if n < 0 { -n } else { n } }\ndistance(-2)',
	}),
	lint({
		id: 'V218',
		name: 'ignored-result',
		severity: 'warning',
		title: 'the result of a function without other effect is ignored',
		text: `The function only computes its result, so a call whose result goes nowhere does nothing. \`s.to_upper()\` leaves
\`s\` as it is: use the result, or \`s.make_upper()\`. In the block of a \`try\` such a call may be there to see whether it
fails, so it is not reported.`,
		bad: 'let name = "ann";\nname.to_upper();\nprint(name);',
		good: 'let name = "ann";\nname.make_upper();\nprint(name);',
	}),
	lint({
		id: 'V219',
		name: 'no-effect',
		severity: 'warning',
		title: 'a statement does nothing',
		text: `The expression has no effect and nothing takes its value. Often \`=\` was meant instead of \`==\`, or a call is
missing. The last statement of a block is its value and not reported.`,
		bad: 'let count = 1;\ncount == 2;\nprint(count);',
		good: 'let count = 1;\ncount = 2;\nprint(count);',
	}),
	lint({
		id: 'V220',
		name: 'duplicate-condition',
		severity: 'warning',
		title: 'an else-if asks the same again',
		text: `An earlier branch of the chain has the same condition, so this one can never run.`,
		bad: 'fn grade(n) { if n > 9 { "a" } else if n > 5 { "b" } else if n > 9 { "c" } else { "d" } }\ngrade(7)',
		good: 'fn grade(n) { if n > 9 { "a" } else if n > 5 { "b" } else if n > 2 { "c" } else { "d" } }\ngrade(7)',
	}),
	lint({
		id: 'V221',
		name: 'self-assignment',
		severity: 'warning',
		title: 'something is assigned to itself',
		text: 'Both sides of the assignment are the same variable or property.',
		bad: 'let a = 1;\nlet b = 2;\na = a;\nprint(a + b);',
		good: 'let a = 1;\nlet b = 2;\na = b;\nprint(a + b);',
	}),
	lint({
		id: 'V222',
		name: 'lost-change',
		severity: 'warning',
		title: 'a change is made to a copy and lost',
		text: `In function style a library function changes its first argument only if that is a variable; a property, an
element or a result is copied first. Written as a method the change stays: \`o.list.push(1)\`.`,
		bad: 'let o = #{list: [1]};\npush(o.list, 2);\no',
		good: 'let o = #{list: [1]};\no.list.push(2);\no',
	}),
	lint({
		id: 'V223',
		name: 'unit-result',
		severity: 'warning',
		title: 'the result of a function that gives none is used',
		text: `The function works in place and returns \`()\`. Call it as a statement and use the variable afterwards, or take
the function that returns a copy (\`order\` instead of \`sort\`, \`to_upper\` instead of \`make_upper\`).`,
		bad: 'let name = " ann ";\nlet short = name.trim();\nprint(short);',
		good: 'let name = " ann ";\nname.trim();\nprint(name);',
	}),
	lint({
		id: 'V224',
		name: 'deprecated-function',
		severity: 'warning',
		title: 'a function is on its way out',
		text: `The function still works, but its documentation names a replacement that new scripts should use. The core
library has no such function at present; the example uses one of a host.`,
		bad: 'old_name("x")',
		good: 'new_name("x")',
	}),
	lint({
		id: 'V225',
		name: 'wrong-type-name',
		severity: 'warning',
		title: 'type_of is compared with a name that it never gives',
		text: `\`type_of\` gives \`"i64"\` for ints, \`"f64"\` for floats, \`"bool"\`, \`"char"\`, \`"string"\`, \`"array"\`, \`"map"\`,
\`"blob"\`, \`"range"\`, \`"Fn"\`, \`"timestamp"\` and \`"()"\`.`,
		bad: 'fn whole(x) { type_of(x) == "int" }\nwhole(1)',
		good: 'fn whole(x) { type_of(x) == "i64" }\nwhole(1)',
	}),
	lint({
		id: 'V226',
		name: 'unused-ignore',
		severity: 'info',
		title: 'an ignore comment silences nothing',
		text: `A comment \`// vsl-ignore V207: reason\` silences that lint on its own line, or on the next line if it stands
alone. Here there is nothing to silence (any more), so the comment can go.`,
		bad: 'let size = 10; // vsl-ignore V207: kept for later\nprint(size);',
		good: 'let size = 10;\nprint(size);',
	}),
	lint({
		id: 'V227',
		name: 'bad-ignore',
		severity: 'warning',
		title: 'an ignore comment names no lint',
		text: `After \`vsl-ignore\` come ids of lints, separated by commas or blanks, then a colon and the reason. Syntax and load
errors cannot be silenced.`,
		bad: '// vsl-ignore V2O7: the letter O instead of a zero\nprint("ready");',
		good: '// vsl-ignore V207: handed to the host\nlet size = 10;\nprint("ready");',
	}),
	lint({
		id: 'V228',
		name: 'wrong-argument-type',
		severity: 'error',
		title: 'a function of the library does not take such arguments',
		text: `Functions of the library are chosen by the types of the arguments, and none takes these. Ints do not become
floats by themselves: \`sin(1)\` does not exist, \`sin(1.0)\` does.`,
		bad: 'sin(1)',
		good: 'sin(1.0)',
	}),
	lint({
		id: 'V229',
		name: 'invalid-operands',
		severity: 'error',
		title: 'an operator, condition or loop gets a value that it fails on',
		text: `Operators exist for certain types only, conditions need a bool (there is no "truthy" value), and \`for\` needs
something to go through.`,
		bad: 'let count = 3;\nif count { print("some"); }',
		good: 'let count = 3;\nif count > 0 { print("some"); }',
	}),
	lint({
		id: 'V230',
		name: 'unknown-property',
		severity: 'error',
		title: 'a value of that type has no such property',
		text: `Only object maps have free properties. Other values have those that the library declares; methods need their
parentheses.`,
		bad: 'let name = "ann";\nname.size',
		good: 'let name = "ann";\nname.len',
	}),
];
