/**
 * Imports point one way: `lang` ← `stdlib` ← `runtime` ← `cli`, and inside `lang` along the pipeline from text to run.
 *
 * Types may point back inside a layer, since they vanish; across layers not even types may.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const LAYERS = ['lang', 'stdlib', 'runtime', 'cli'];

/** The pipeline; what shares a row does not build on each other, but may. Longer paths win. */
const STAGES = [
	['lang/source', 'lang/vm/errors.ts', 'lang/vm/limits.ts', 'lang/vm/exit.ts'],
	['lang/values', 'lang/toml'],
	['lang/ast', 'lang/diagnostics', 'lang/lexer'],
	['lang/parser'],
	['lang/resolver', 'lang/modules'],
	['lang/compiler'],
	['lang/vm'],
	['lang/engine.ts'],
	['lang/checker', 'lang/formatter'],
	['lang/index.ts'],
	['lang/server', 'lang/testing'],
];

/** Files of `lang` that may touch the file system; a host without one replaces them. */
const TOUCH_FILES = /^lang\/(?:modules\/file-resolver|checker\/[^/]+)\.ts$/;

interface Import {
	readonly file: string;
	readonly target: string;
	readonly typeOnly: boolean;
}

function sources(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
		.map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
	const text = readFileSync(join(ROOT, file), 'utf8');
	const pattern =
		/^(?:import|export)\s+(?<type>type\s)?(?:[^'";]*?\sfrom\s+)?'(?<path>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm;
	return [...text.matchAll(pattern)].map(({ groups }) => {
		const path = groups?.path ?? groups?.lazy ?? '';
		const target = path.startsWith('.') ? normalize(join(dirname(file), path)) : path;
		return { file, target, typeOnly: groups?.type !== undefined };
	});
}

const existing = LAYERS.filter((layer) => readdirSync(ROOT).includes(layer));
const imports = existing.flatMap(sources).flatMap(importsOf);

const layerOf = (path: string): number => LAYERS.indexOf(path.split('/')[0] ?? '');

function stageOf(path: string): number {
	const [, index = -1] = STAGES.flatMap((names, at) => names.map((name) => [name, at] as const))
		.filter(([name]) => path === name || path.startsWith(`${name}/`))
		.reduce<readonly [string, number] | readonly []>(
			(best, row) => ((best[0]?.length ?? 0) > row[0].length ? best : row),
			[],
		);
	return index;
}

const show = ({ file, target }: Import): string => `${file} imports ${target}`;

describe('layers', () => {
	it('finds the imports of the tree', () => {
		expect(imports.filter(({ target }) => layerOf(target) === 0).length).toBeGreaterThan(50);
	});

	it('point from cli to lang only', () => {
		expect(imports.filter(({ file, target }) => layerOf(target) > layerOf(file)).map(show)).toEqual([]);
	});

	it('leave the folders of the layers only for packages', () => {
		const outside = ({ target }: Import) => target.endsWith('.ts') && layerOf(target) === -1;
		expect(imports.filter(outside).map(show)).toEqual([]);
	});
});

describe('the pipeline inside lang', () => {
	it('has a place for every folder', () => {
		const files = sources('lang').filter((file) => stageOf(file) === -1);
		expect(files).toEqual([]);
	});

	it('is followed', () => {
		const back = imports.filter(
			({ file, target, typeOnly }) =>
				!typeOnly && layerOf(target) === 0 && layerOf(file) === 0 && stageOf(target) > stageOf(file),
		);
		expect(back.map(show)).toEqual([]);
	});

	it('touches files in few places', () => {
		const touching = imports.filter(({ file, target }) => layerOf(file) === 0 && /^(?:node:)?fs\b/.test(target));
		expect(touching.filter(({ file }) => !TOUCH_FILES.test(file)).map(show)).toEqual([]);
	});
});
