/** Prints the instructions of a program in a form for people: `vsl disasm`. */

import { debugText } from '../values/display.ts';
import type { Chunk, Program } from './chunk.ts';
import { INSTRUCTION_SIZE, OPCODES, type OpcodeEntry, UPDATE_OPERATORS } from './opcodes.ts';
import type { Path, Site } from './sites.ts';

/** All functions of a program, its top level first, closures after the function that makes them. */
export function disassemble(program: Program): string {
	return [program.main, ...program.functions].flatMap((chunk) => chunkText(chunk)).join('\n');
}

function chunkText(chunk: Chunk): string[] {
	const head = `${chunkTitle(chunk)}  registers ${chunk.registers}`;
	const lines = [head];
	let lastLine = 0;
	for (let word = 0; word < chunk.code.length; word += INSTRUCTION_SIZE) {
		const { line } = chunk.source.positionAt(chunk.spans[(word / INSTRUCTION_SIZE) * 2] ?? 0);
		const mark = line === lastLine ? '   .' : String(line).padStart(4);
		lastLine = line;
		lines.push(`${mark}  ${String(word / INSTRUCTION_SIZE).padStart(4)}  ${instructionText(chunk, word)}`);
	}
	for (const handler of chunk.handlers) {
		const [from, to, target] = [handler.from, handler.to, handler.target].map((word) => word / INSTRUCTION_SIZE);
		lines.push(`      on error in ${from}..${to} go to ${target} with r${handler.register}`);
	}
	lines.push('');
	return [...lines, ...chunk.functions.flatMap((inner) => chunkText(inner))];
}

function chunkTitle(chunk: Chunk): string {
	if (chunk.name === '') return 'script';
	const type = chunk.thisType === null ? '' : `${chunk.thisType}.`;
	return `${chunk.anonymous ? 'closure' : 'fn'} ${type}${chunk.name}(${chunk.params.join(', ')})`;
}

function instructionText(chunk: Chunk, word: number): string {
	const { code } = chunk;
	const head = code[word] as number;
	const entry = OPCODES[head & 0xff] as OpcodeEntry;
	const operands = [...entry.operands].map((kind, at) =>
		operandText(chunk, entry, kind, code[word + 1 + at] as number),
	);
	const cost = head >>> 8;
	const text = `${entry.name.padEnd(12)}${operands.join(' ')}`;
	return cost === 0 ? text.trimEnd() : `${text.padEnd(52)} ; ${cost}`;
}

function operandText(chunk: Chunk, entry: OpcodeEntry, kind: string, operand: number): string {
	switch (kind) {
		case 'd':
		case 'r':
			return operand < 0 ? '-' : `r${operand}`;
		case 'x':
			return operand < 0 ? debugText(chunk.constants[~operand]) : `r${operand}`;
		case 'k':
			return debugText(chunk.constants[operand]);
		case 'j':
			return `->${operand / INSTRUCTION_SIZE}`;
		case 's':
			return siteText(chunk.sites[operand] as Site);
		case 'f':
			return entry.name === 'CLOSURE' ? (chunk.functions[operand]?.name ?? '') : `fn#${operand}`;
		case 'i':
			return entry.name.startsWith('UPDATE') ? (UPDATE_OPERATORS[operand] as string) : String(operand);
		default:
			return String(operand);
	}
}

function siteText(site: Site): string {
	switch (site.kind) {
		case 'call':
			return `${[...site.namespace, site.name].join('::')}/${site.argumentCount}`;
		case 'method':
			return `${pathText(site.path)}.${site.name}/${site.argumentCount}`;
		case 'place':
			return `${pathText(site.path)} ${site.operator}`;
		case 'keys':
			return `[${site.keys.join(', ')}]`;
		case 'switch': {
			const direct = [...site.direct].map(([value, target]) => `${debugText(value)}->${target / INSTRUCTION_SIZE}`);
			const exact = [...site.exact].map(([, target]) => `…->${target / INSTRUCTION_SIZE}`);
			return `{${[...direct, ...exact, `else->${site.otherwise / INSTRUCTION_SIZE}`].join(' ')}}`;
		}
		case 'qualified':
			return [...site.namespace, site.name].join('::');
		case 'variable':
			return site.constant ? `const ${site.name}` : site.name;
		case 'import':
			return site.alias ?? '-';
		case 'export':
			return site.alias;
		case 'visible':
			return `(${site.visible.map((variable) => variable.name).join(', ')})`;
		case 'directive':
			return `${site.keyword} ${site.name}`;
		case 'observe':
			return site.what;
		case 'failure':
			return site.error;
	}
}

function pathText(path: Path): string {
	const { root } = path;
	const start = root.kind === 'name' ? root.name : `r${root.register}`;
	return path.steps.reduce((text, step) => {
		const operand = step.operand < 0 ? `k${~step.operand}` : `r${step.operand}`;
		return text + (step.kind === 'property' ? `.${step.name}` : `[${operand}]`);
	}, start);
}
