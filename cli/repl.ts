/**
 * `vsl repl`: reads inputs and shows their values, on a terminal with editing, history and completion, else without a
 * word that was not asked for.
 */

import { createInterface } from 'node:readline';
import { renderScriptError } from '../lang/diagnostics/render-script-error.ts';
import { disassemble, ScriptError } from '../lang/index.ts';
import { debugText } from '../lang/values/display.ts';
import { typeName } from '../lang/values/type-of.ts';
import type { Limits } from '../lang/vm/limits.ts';
import type { Outcome } from './evaluate.ts';
import { EXIT_FINDINGS, EXIT_OK } from './exit-codes.ts';
import { readLines } from './lines.ts';
import { REPL_COMMANDS, type ReplCommand, replHelp } from './repl-commands.ts';
import { complete } from './repl-completion.ts';
import { addToHistory, HISTORY_LINES, historyPath, loadHistory } from './repl-history.ts';
import { InputGatherer } from './repl-input.ts';
import { ReplSession } from './repl-session.ts';
import { reportDiagnostics } from './report.ts';
import type { Terminal } from './terminal.ts';

const PROMPT = 'vsl> ';
const CONTINUATION = '...> ';

export async function replCommand(limits: Partial<Limits>, terminal: Terminal): Promise<number> {
	const repl = new Repl(limits, terminal);
	if (terminal.input.isTTY === true && terminal.output.isTerminal) {
		await interactive(repl, terminal);
		return EXIT_OK;
	}
	for await (const line of readLines(terminal.input)) {
		if (line.problem !== undefined) repl.fail(`vsl: ${line.problem}`);
		else if ((await repl.line(line.text, false)) === 'quit') break;
	}
	await repl.end();
	return repl.failed ? EXIT_FINDINGS : EXIT_OK;
}

/** The dialogue, without the terminal's side of it. */
class Repl {
	readonly session: ReplSession;
	readonly #gatherer = new InputGatherer();
	readonly #terminal: Terminal;
	#running: AbortController | undefined;
	/** Whether any input failed. */
	failed = false;

	constructor(limits: Partial<Limits>, terminal: Terminal) {
		this.#terminal = terminal;
		this.session = new ReplSession({
			limits,
			print: (text) => terminal.output.line(text),
			debug: (text) => {
				terminal.output.flush();
				terminal.errors.line(text);
			},
		});
	}

	get prompt(): string {
		return this.#gatherer.started ? CONTINUATION : PROMPT;
	}

	/** Takes a line; runs the input that it completes. */
	async line(line: string, force: boolean): Promise<'quit' | 'go on'> {
		if (!this.#gatherer.started && line.trimStart().startsWith(':')) return this.#command(line.trim());
		const input = this.#gatherer.add(line, force);
		if (input !== undefined) await this.#run(input);
		return 'go on';
	}

	/** The input is over: what is unfinished is run as it is, and fails. */
	async end(): Promise<void> {
		if (this.#gatherer.started) await this.#run(this.#gatherer.take());
	}

	/** Ends the run, or forgets the lines so far. @returns whether there was a run */
	interrupt(): boolean {
		if (this.#running === undefined) this.#gatherer.clear();
		else this.#running.abort();
		return this.#running !== undefined;
	}

	fail(message: string): void {
		this.failed = true;
		this.#terminal.output.flush();
		this.#terminal.errors.line(message);
	}

	async #run(input: string): Promise<void> {
		const outcome = await this.#evaluate(input);
		if (outcome.kind === 'value' && outcome.value !== undefined) this.#terminal.output.line(outcome.debug);
	}

	/** Evaluates and reports a failure. */
	async #evaluate(input: string): Promise<Outcome> {
		this.#running = new AbortController();
		const outcome = await this.session.evaluate(input, this.#running.signal);
		this.#running = undefined;
		if (outcome.kind === 'syntax-error') {
			this.failed = true;
			reportDiagnostics(outcome.diagnostics, this.#terminal);
		} else if (outcome.kind === 'run-time-error') {
			this.fail(renderScriptError(outcome.error, { color: this.#terminal.colorErrors }));
		}
		return outcome;
	}

	#textOf(variable: string): string {
		try {
			return debugText(this.session.get(variable));
		} catch (error) {
			if (error instanceof ScriptError) return '(too large to show)';
			throw error;
		}
	}

	async #command(line: string): Promise<'quit' | 'go on'> {
		const { output } = this.#terminal;
		const [, name = '', argument = ''] = /^(:\w*)\s*(.*)$/s.exec(line) ?? [];
		switch (name as ReplCommand) {
			case ':quit':
				return 'quit';
			case ':help':
				output.line(replHelp());
				break;
			case ':vars':
				for (const variable of this.session.scope.names()) output.line(`${variable} = ${this.#textOf(variable)}`);
				break;
			case ':type': {
				const outcome = await this.#evaluate(argument);
				if (outcome.kind === 'value') output.line(typeName(outcome.value));
				break;
			}
			case ':disasm': {
				const { program, diagnostics } = this.session.compile(argument);
				reportDiagnostics(diagnostics, this.#terminal);
				if (program === undefined) this.failed = true;
				else output.line(disassemble(program.bytecode).trimEnd());
				break;
			}
			default:
				this.fail(`vsl: there is no command ${name}; the commands are ${Object.keys(REPL_COMMANDS).join(', ')}`);
		}
		return 'go on';
	}
}

/** Runs the dialogue on a terminal, until it is left. */
async function interactive(repl: Repl, terminal: Terminal): Promise<void> {
	const path = historyPath(terminal.environment);
	const editor = createInterface({
		input: terminal.input,
		output: terminal.screen,
		terminal: true,
		history: path === undefined ? [] : loadHistory(path),
		historySize: HISTORY_LINES,
		removeHistoryDuplicates: true,
		completer: (line: string) => complete(line, repl.session),
	});
	const ask = (): void => {
		terminal.output.flush();
		terminal.errors.flush();
		editor.setPrompt(repl.prompt);
		editor.prompt();
	};
	terminal.output.line('vSL. :help shows the commands, the end of input (Ctrl-D) leaves.');
	ask();

	// Lines that come while an input runs wait for it.
	let last: Promise<unknown> = Promise.resolve();
	let left = false;
	let closed = false;
	editor.on('line', (line) => {
		last = last.then(async () => {
			if (path !== undefined) addToHistory(path, line);
			// An empty line asks for a decision about an input that is long or never ends.
			left = (await repl.line(line, line.trim() === '')) === 'quit';
			if (left) editor.close();
			else if (!closed) ask();
		});
	});
	editor.on('SIGINT', () => {
		terminal.output.line('^C');
		// Forget what was typed: to the end of the line, then delete back to its start.
		editor.write('', { ctrl: true, name: 'e' });
		editor.write('', { ctrl: true, name: 'u' });
		// A run that ends asks by itself.
		if (!repl.interrupt()) ask();
	});
	await new Promise<void>((resolve) => editor.on('close', resolve));
	closed = true;
	await last;
	// Ctrl-D leaves the cursor behind the prompt.
	if (!left) terminal.output.line('');
}
