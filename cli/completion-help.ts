/** How `vsl completion` presents itself; apart from the package that does the work, so that help loads without it. */

import type { Command } from 'commander';

export const COMPLETION_SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export function describeCompletion(command: Command): void {
	command
		.summary('print a completion script for a shell')
		.description('Print what a shell must run to complete the commands, options and arguments of vsl.')
		.addHelpText('after', '\nExamples:\n  $ source <(vsl completion bash)\n  $ vsl completion fish | source');
}
