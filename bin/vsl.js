#!/usr/bin/env node
/**
 * The `vsl` command: finds out what to run and on which Node, nothing more.
 *
 * In a checkout the TypeScript sources run directly, unless a build newer than all of them exists; in an installed
 * package only the build is there. This file must itself run on Node 20: a Node that cannot strip types hands over to
 * the one that `npm ci` put into node_modules, with the same streams, signals and exit code.
 */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCE = join(ROOT, 'cli', 'main.ts');
const BUILD = join(ROOT, 'dist', 'cli', 'main.js');
const LOCAL_NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'vsl');

/** What goes into the build, see tsconfig.build.json. */
const SOURCE_FOLDERS = ['cli', 'lang', 'stdlib', 'runtime'];

/** Signals that people and supervisors send on purpose; the rest reaches the child in other ways or not at all. */
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

/** Whether a source was written after `time` (milliseconds). */
function changedSince(folder, time) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory() ? changedSince(path, time) : isSource(entry.name) && statSync(path).mtimeMs > time)
			return true;
	}
	return false;
}

function isSource(name) {
	return name.endsWith('.ts') && !name.endsWith('.test.ts');
}

function buildIsCurrent() {
	if (!existsSync(BUILD)) return false;
	if (!existsSync(SOURCE)) return true;
	const built = statSync(BUILD).mtimeMs;
	return !SOURCE_FOLDERS.some((name) => existsSync(join(ROOT, name)) && changedSince(join(ROOT, name), built));
}

/** The Node of node_modules, when there is one and it is not the one running this. */
function otherNode() {
	if (!existsSync(LOCAL_NODE)) return undefined;
	return realpathSync(LOCAL_NODE) === realpathSync(process.execPath) ? undefined : LOCAL_NODE;
}

function runOn(node) {
	// The handlers come first: a signal that arrives while the child starts must not end only this process.
	let child;
	for (const signal of FORWARDED_SIGNALS) process.on(signal, () => child.kill(signal));
	child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
	child.on('error', (error) => {
		process.stderr.write(`vsl: cannot start ${node}: ${error.message}\n`);
		process.exitCode = 2;
	});
	child.on('exit', (code, signal) => {
		if (signal === null) {
			process.exitCode = code ?? 2;
			return;
		}
		// Die of what the child died of, so that a shell or supervisor sees the true reason.
		process.exitCode = 128 + (constants.signals[signal] ?? 0);
		process.removeAllListeners(signal);
		process.kill(process.pid, signal);
	});
}

const stripsTypes = Boolean(process.features.typescript);
const replacement = stripsTypes ? undefined : otherNode();
if (replacement !== undefined) {
	runOn(replacement);
} else if (buildIsCurrent() || (!stripsTypes && existsSync(BUILD))) {
	await import(pathToFileURL(BUILD).href);
} else if (stripsTypes) {
	// Stripping types costs more than all else at start-up. The cache lies inside the checkout, where nobody else writes.
	module.enableCompileCache?.(COMPILE_CACHE);
	await import(pathToFileURL(SOURCE).href);
} else {
	process.stderr.write(
		`vsl: Node 22.19 or newer is needed to run from the sources, this is ${process.version}.\n` +
			`     Run \`npm ci\` in ${ROOT}: it installs a suitable Node beside the other packages.\n`,
	);
	process.exitCode = 2;
}
