/**
 * The commands of `vsl` with their arguments, options and examples, and nothing of what they do: each loads its file
 * when it is called, so that `vsl --help` and a mistyped option are answered at once.
 */

import { readFileSync } from 'node:fs';
import { Argument, Command, CommanderError, Option } from 'commander';
import type { Target } from '../lang/checker/index.ts';
import { DEFAULT_LIMITS } from '../lang/vm/limits.ts';
import { CHECK_FORMATS, CHECK_TARGETS, type CheckFormat } from './check-formats.ts';
import { COMPLETION_SHELLS, describeCompletion } from './completion-help.ts';
import { EVAL_LIMITS, EVAL_MODES, type EvalMode } from './eval-settings.ts';
import { EXIT_OK, EXIT_USAGE, UsageError } from './exit-codes.ts';
import { addLimitOptions, limitsFrom } from './limit-options.ts';
import type { Terminal } from './terminal.ts';

type Options = Readonly<Record<string, unknown>>;

/** Takes the exit status of the command that ran. */
type Finish = (status: number) => void;

const EXIT_STATUS = `
Exit status: 0 all is well, 1 errors in a script, 2 a mistaken call or an
unreadable file.`;

const SIMULATE_STATUS = `
Exit status: 0 the simulation ran, whatever rules decided, 1 errors in rules,
session or configuration, 2 a mistaken call or an unreadable file.`;

function examples(...lines: readonly string[]): string {
	return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}

/** The build lies one folder deeper than the sources. */
function packageVersion(): string {
	const path = import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json';
	return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
}

function addRun(program: Command, terminal: Terminal, finish: Finish): void {
	const command = program
		.command('run')
		.summary('run a script as a program')
		.description('Run a script. What it prints goes to standard output, what it passes to `debug` to standard error.')
		.argument('<file>', 'the script, - for standard input')
		.argument('[args...]', 'what the script finds in its constant ARGS, an array of strings')
		.passThroughOptions()
		.addHelpText('after', `${EXIT_STATUS}\n${examples('vsl run report.vsl', 'vsl run report.vsl 2024 --verbose')}`);
	addLimitOptions(command, DEFAULT_LIMITS).action(async (file: string, args: readonly string[], options: Options) => {
		const { runCommand } = await import('./run.ts');
		finish(await runCommand(file, args, limitsFrom(options, {}), terminal));
	});
}

function addEval(program: Command, terminal: Terminal, finish: Finish): void {
	const command = program
		.command('eval')
		.summary('evaluate a script and show its value')
		.description('Evaluate a script and show the debug text of its value, nothing for ().')
		.argument('[file]', 'the script, - for standard input')
		.option('-e, --source <source>', 'the script itself, instead of a file')
		.option(
			'--batch <cases>',
			'a file of cases, one JSON object per line with id, script and mode; - for standard input',
		)
		.addOption(new Option('--mode <mode>', 'what to do with the script').choices(EVAL_MODES).default('eval'))
		.option('--json', 'print one JSON object with the value or the error')
		.option('--strict-variables', 'refuse names that nothing declares when compiling')
		.option('--no-shadowing', 'refuse to declare a visible name again')
		.option('--fail-on-missing-property', 'reading a missing map property is an error')
		.addHelpText(
			'after',
			`${EXIT_STATUS} With --batch 0 when every case was answered.\n${examples(
				"vsl eval -e '[1, 2, 3].map(|n| n * n)'",
				"vsl eval --json -e '1 / 0'",
				'vsl eval --batch cases.jsonl > answers.jsonl',
			)}`,
		);
	addLimitOptions(command, { ...DEFAULT_LIMITS, ...EVAL_LIMITS }).action(
		async (file: string | undefined, options: Options) => {
			const { evalCommand } = await import('./eval.ts');
			const settings = {
				strictVariables: options.strictVariables === true,
				noShadowing: options.shadowing === false,
				failOnMissingProperty: options.failOnMissingProperty === true,
				limits: limitsFrom(options, EVAL_LIMITS),
			};
			const source = options.source as string | undefined;
			const batch = options.batch as string | undefined;
			const mode = options.mode as EvalMode;
			finish(await evalCommand(file, { source, batch, mode, json: options.json === true, settings }, terminal));
		},
	);
}

function addCheck(program: Command, terminal: Terminal, finish: Finish): void {
	program
		.command('check')
		.summary('find mistakes without running anything')
		.description('Check scripts and the modules they import. Folders are searched for .vsl files.')
		.argument('<paths...>', 'files and folders')
		.addOption(new Option('--format <format>', 'how to report').choices(CHECK_FORMATS).default('text'))
		.option('--fix', 'apply the repairs that cannot change what a script does')
		.option('--deny-warnings', 'exit with 1 for warnings too')
		.addOption(
			new Option('--target <generation>', 'report what is not spelled as in vSL 1.x or 2.x; --fix rewrites it').choices(
				CHECK_TARGETS,
			),
		)
		.addHelpText(
			'after',
			`\nSettings are read from the nearest vsl.toml.\n${EXIT_STATUS}\n${examples(
				'vsl check rules/',
				'vsl check --deny-warnings --format sarif rules/ > report.sarif',
				'vsl check --fix main.vsl',
				'vsl check --fix --target 2 rules/',
			)}`,
		)
		.action(async (paths: readonly string[], options: Options) => {
			const { checkCommand } = await import('./check.ts');
			const settings = {
				format: options.format as CheckFormat,
				fix: options.fix === true,
				denyWarnings: options.denyWarnings === true,
				target: options.target === undefined ? undefined : (Number(options.target) as Target),
				version: packageVersion(),
			};
			finish(await checkCommand(paths, settings, terminal));
		});
}

function addExplain(program: Command, terminal: Terminal, finish: Finish): void {
	program
		.command('explain')
		.summary('explain a diagnostic')
		.description('Show the page of a diagnostic: what it means, a bad and a good example.')
		.argument('[id]', 'an id such as V410; without it all are listed')
		.addHelpText('after', examples('vsl explain V410', 'vsl explain'))
		.action(async (id: string | undefined) => {
			const { explainCommand } = await import('./explain.ts');
			finish(await explainCommand(id, terminal));
		});
}

function addFmt(program: Command, terminal: Terminal, finish: Finish): void {
	program
		.command('fmt')
		.summary('bring scripts into the canonical layout')
		.description(
			'Format scripts in place. Folders are searched for .vsl files. Files with syntax errors stay as they are.',
		)
		.argument('[paths...]', 'files and folders')
		.option('--check', 'only list the files that would change')
		.option('--stdin', 'format standard input to standard output')
		.addHelpText(
			'after',
			`${EXIT_STATUS}\nWith --check 1 also when a file would change.\n${examples(
				'vsl fmt rules/',
				'vsl fmt --check .',
				'vsl fmt --stdin < main.vsl',
			)}`,
		)
		.action(async (paths: readonly string[], options: Options) => {
			const { fmtCommand } = await import('./fmt.ts');
			finish(await fmtCommand(paths, { check: options.check === true, stdin: options.stdin === true }, terminal));
		});
}

/** Takes each use of an option that can be given several times. */
function collect(value: string, earlier: readonly string[] = []): readonly string[] {
	return [...earlier, value];
}

function addSimulate(program: Command, terminal: Terminal, finish: Finish): void {
	program
		.command('simulate')
		.summary('run rules on messages without a network')
		.description(
			'Run rules as the server would, without a network, and show which directive decided what, and why. Questions to the outside world are answered from files.',
		)
		.argument('[rules]', 'the main script; else that of the session or of the configuration')
		.option(
			'--mail <path>',
			'a message, an mbox, or a folder of .eml files, - for standard input; may be repeated',
			collect,
		)
		.option('--session <file>', 'one or several sessions described in TOML or JSON')
		.option('--answers <file>', 'answers of DNS, commands and services in TOML or JSON; may be repeated', collect)
		.option('-c, --config <file>', 'the configuration of the server')
		.option('--domain <name>', 'a domain that the server handles; may be repeated', collect)
		.option('--client <ip>', 'address of the client')
		.option('--ptr <name>', 'name of the client in the domain name system')
		.option('--helo <name>', 'what the client calls itself')
		.option('--tls', 'the client uses STARTTLS')
		.option('--auth <user>', 'the client has authenticated as this user')
		.option('--from <address>', 'the reverse-path, "" for the null sender; else the author of the message')
		.option('--to <address>', 'a recipient; may be repeated; else those of the message', collect)
		.option('--json', 'print what happened as JSON')
		.addHelpText(
			'after',
			`${SIMULATE_STATUS}\n${examples(
				'vsl simulate main.vsl --domain kettle.example --from ann@teapot.example --to bob@kettle.example',
				'vsl simulate main.vsl --domain kettle.example --mail spam.eml --client 203.0.113.9',
				'vsl simulate main.vsl --session night.toml --answers dns.toml --json',
			)}`,
		)
		.action(async (rules: string | undefined, options: Options) => {
			const { simulateCommand } = await import('./simulate.ts');
			const text = (name: string) => options[name] as string | undefined;
			const list = (name: string) => (options[name] as readonly string[] | undefined) ?? [];
			finish(
				await simulateCommand(
					{
						rules,
						session: text('session'),
						config: text('config'),
						answers: list('answers'),
						mails: list('mail'),
						domains: list('domain'),
						client: text('client'),
						ptr: text('ptr'),
						helo: text('helo'),
						tls: options.tls === true,
						user: text('auth'),
						from: text('from'),
						to: list('to'),
						version: packageVersion(),
						json: options.json === true,
					},
					terminal,
				),
			);
		});
}

function addDisasm(program: Command, terminal: Terminal, finish: Finish): void {
	program
		.command('disasm')
		.summary('show the instructions that a script compiles to')
		.description('Compile a script and show its instructions, functions and constants.')
		.argument('<file>', 'the script, - for standard input')
		.addHelpText('after', `${EXIT_STATUS}\n${examples('vsl disasm main.vsl')}`)
		.action(async (file: string) => {
			const { disasmCommand } = await import('./disasm.ts');
			finish(await disasmCommand(file, terminal));
		});
}

function addRepl(program: Command, terminal: Terminal, finish: Finish): void {
	const command = program
		.command('repl')
		.summary('try the language interactively')
		.description('Read inputs, evaluate them and show their values. Variables and functions stay from input to input.')
		.addHelpText(
			'after',
			`\nHistory is kept in ~/.vsl_history, or where VSL_HISTORY says; nowhere if that is empty.
Input that is no terminal is read without prompts; the exit status is then 1 if an input failed.\n${examples(
				'vsl repl',
				"echo 'let a = 20; a + 1' | vsl repl",
			)}`,
		);
	addLimitOptions(command, DEFAULT_LIMITS).action(async (options: Options) => {
		const { replCommand } = await import('./repl.ts');
		finish(await replCommand(limitsFrom(options, {}), terminal));
	});
}

/** Only for the help: `completion.ts` puts a working command in its place when it is called. */
function addCompletionHelp(program: Command): void {
	const command = program.command('completion');
	command.addArgument(new Argument('<shell>', 'where to complete').choices(COMPLETION_SHELLS));
	describeCompletion(command);
}

async function createProgram(args: readonly string[], terminal: Terminal, finish: Finish): Promise<Command> {
	const program = new Command('vsl')
		.description('vSL, a scripting language for mail filtering: run, check and format scripts.')
		.version(packageVersion(), '-V, --version', 'print the version')
		.helpOption('-h, --help', 'show this help')
		.helpCommand('help [command]', 'show the help of a command')
		.enablePositionalOptions()
		.exitOverride()
		.configureOutput({
			writeOut: (text) => terminal.output.write(text),
			writeErr: (text) => terminal.errors.write(text),
			getOutHasColors: () => terminal.colorOutput,
			getErrHasColors: () => terminal.colorErrors,
		})
		.showHelpAfterError('Try `vsl --help`.');
	for (const add of [addRun, addEval, addCheck, addExplain, addFmt, addSimulate, addDisasm, addRepl])
		add(program, terminal, finish);
	if (args[0] === 'completion' || args[0] === 'complete') {
		const { addCompletion } = await import('./completion.ts');
		addCompletion(program, args.at(-1) ?? '');
	} else {
		addCompletionHelp(program);
	}
	return program;
}

/**
 * Runs one command line.
 * @param args without the names of Node and of the program
 * @returns the exit status
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
	let status: number = EXIT_OK;
	const program = await createProgram(args, terminal, (result) => {
		status = result;
	});
	try {
		await program.parseAsync(args, { from: 'user' });
		return status;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
		if (!(error instanceof UsageError)) throw error;
		terminal.output.flush();
		terminal.errors.line(`vsl: ${error.message}`);
		return EXIT_USAGE;
	}
}
