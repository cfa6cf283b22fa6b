import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file.ts';
import { arithmeticError, type ErrorWrapper, ScriptError } from '../vm/errors.ts';
import { renderScriptError, runtimeErrorId } from './render-script-error.ts';

const source = new SourceFile('share.vsl', 'fn share(n) {\n\tn / 0\n}\n\nshare(100)\n');

function call(name: string, start: number, kind: ErrorWrapper['kind'] = 'ErrorInFunctionCall'): ErrorWrapper {
	return { kind, name, source: 'share.vsl', place: { source, start, end: start + 5 } };
}

function errorAt(start: number, wrappers: ErrorWrapper[]): ScriptError {
	const error = arithmeticError('Division by zero: 100 / 0');
	error.place = { source, start, end: start + 1 };
	error.wrappers = wrappers;
	return error;
}

describe('run-time errors', () => {
	test('show the line and the calls, innermost first', () => {
		const error = errorAt(17, [call('share', 24), call('', 24), call('shares', 24, 'ErrorInModule')]);
		expect(renderScriptError(error).split('\n')).toEqual([
			'error[V817]: Division by zero: 100 / 0',
			' --> share.vsl:2:4',
			'  |',
			'2 |     n / 0',
			'  |       ^',
			'  = in function `share`, called at share.vsl:5:1',
			'  = in a closure, called at share.vsl:5:1',
			'  = in module `shares`, imported at share.vsl:5:1',
		]);
	});
	test('a recursion is counted', () => {
		const error = errorAt(
			17,
			Array.from({ length: 40 }, () => call('share', 24)),
		);
		expect(renderScriptError(error).split('\n').slice(5)).toEqual([
			'  = in function `share`, called at share.vsl:5:1',
			'  = … and 39 more times',
		]);
	});
	test('a long stack is cut in its middle', () => {
		const error = errorAt(
			17,
			Array.from({ length: 100 }, (_, at) => call(`f${at}`, 24)),
		);
		const calls = renderScriptError(error).split('\n').slice(5);
		expect(calls).toHaveLength(17);
		expect(calls[12]).toBe('  = … 84 calls not shown');
		expect(calls.at(-1)).toContain('`f99`');
	});
	test('without a place', () => {
		const error = new ScriptError('ErrorTimeout', 'Script timed out');
		expect(renderScriptError(error)).toBe('error[V858]: Script timed out');
		error.wrappers = [{ kind: 'ErrorInFunctionCall', name: 'f', source: '', place: undefined }];
		expect(renderScriptError(error).split('\n')[1]).toBe('  = in function `f`, called by the host');
	});
	test('several lines and controls in the message', () => {
		const error = new ScriptError('ErrorRuntime', 'Runtime error: a\nb\x1b[2J');
		expect(renderScriptError(error)).toBe('error[V801]: Runtime error: a\n  b␛[2J');
	});
	test('names of functions cannot act on the terminal', () => {
		expect(renderScriptError(errorAt(17, [call('\x1b[2J', 24)]))).not.toContain('\x1b');
	});
	test('ids by kind', () => {
		expect(runtimeErrorId('ErrorArithmetic')).toBe('V817');
		expect(runtimeErrorId('ErrorSystem')).toBe('V860');
	});
});
