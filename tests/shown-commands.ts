/** Command lines that documentation shows, in blocks of the language `console`. */

export interface ShownCommand {
	readonly command: string;
	/** The lines that follow it. */
	readonly output: string;
}

export function shownCommands(markdown: string): ShownCommand[] {
	const blocks = [...markdown.matchAll(/^```console\n(.*?)^```/gms)].map(([, block = '']) => block);
	return blocks.flatMap((block) =>
		block
			.split(/^\$ /m)
			.filter((part) => part !== '')
			.map((part) => {
				const [command = '', ...output] = part.split('\n');
				return { command, output: output.join('\n') };
			}),
	);
}

/** Words of a command line; only single quotes are known. */
export function words(command: string): string[] {
	return [...command.matchAll(/'([^']*)'|[^\s']+/g)].map(([word, quoted]) => quoted ?? word);
}
