/** The commands of `vsl repl`, which begin with a colon; the text is what `:help` shows. */
export const REPL_COMMANDS = {
	':help': ['', 'show this list'],
	':type': ['EXPR', 'evaluate an expression and show the type of its value'],
	':disasm': ['CODE', 'show the instructions that a script compiles to'],
	':vars': ['', 'show the variables'],
	':quit': ['', 'leave; so does the end of input'],
} as const satisfies Record<`:${string}`, readonly [argument: string, summary: string]>;

export type ReplCommand = keyof typeof REPL_COMMANDS;

/** The lines of `:help`. */
export function replHelp(): string {
	const rows = Object.entries(REPL_COMMANDS).map(
		([name, [argument, summary]]) => [`${name} ${argument}`, summary] as const,
	);
	const width = Math.max(...rows.map(([usage]) => usage.length));
	return rows.map(([usage, summary]) => `  ${usage.padEnd(width)}  ${summary}`).join('\n');
}
