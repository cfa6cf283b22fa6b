/**
 * The settings of a project that concern checking, from `vsl.toml` next to the scripts:
 *
 * ```toml
 * [lint]
 * V207 = "off"                # or "info", "warning", "error"
 * unused-parameter = "info"   # short names work too
 *
 * [check]
 * exclude = ["vendor", "generated/*.vsl"]
 * target = 2                  # the generation of spellings to keep to
 * ```
 *
 * Other tables belong to other commands. A wrong setting is reported with its place and has no effect.
 */

import { CATALOGUE, type Catalogue, isLint } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/spelling.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import type { KeyPlaces } from '../toml/key-places.ts';
import { locateKeys } from '../toml/locate.ts';
import { parseToml } from '../toml/parse.ts';

export type Level = Severity | 'off';

export interface Settings {
	/** Levels by id, where they differ from the catalogue. */
	readonly levels: ReadonlyMap<string, Level>;
	/** Patterns of paths that are not checked, relative to the settings file (`glob.ts`). */
	readonly exclude: readonly string[];
	/** The generation that all names shall belong to; `undefined` for any. What that means is up to later layers. */
	readonly target: Target | undefined;
}

/** Generations of vSL. */
const TARGETS = [1, 2] as const;

export type Target = (typeof TARGETS)[number];

export const DEFAULT_SETTINGS: Settings = { levels: new Map(), exclude: [], target: undefined };

export interface SettingsOptions {
	readonly catalogue?: Catalogue;
	/** Tables that other commands read. */
	readonly otherTables?: readonly string[];
}

const LEVELS: readonly string[] = ['off', 'info', 'warning', 'error'] satisfies readonly Level[];
const OTHER_TABLES: readonly string[] = ['limits', 'format', 'test', 'run'];
const CHECK_KEYS: readonly string[] = ['exclude', 'target'];

/** More wrong keys than this say nothing new. */
const MAX_PROBLEMS = 100;

class SettingsReader {
	readonly levels = new Map<string, Level>();
	exclude: readonly string[] = [];
	target: Target | undefined;
	readonly problems: Diagnostic[] = [];
	readonly #source: SourceFile;
	readonly #catalogue: Catalogue;
	readonly #otherTables: readonly string[];
	readonly #places: KeyPlaces;

	constructor(source: SourceFile, options: SettingsOptions) {
		this.#source = source;
		this.#catalogue = options.catalogue ?? CATALOGUE;
		this.#otherTables = options.otherTables ?? OTHER_TABLES;
		this.#places = locateKeys(source.text);
	}

	read(value: Readonly<Record<string, unknown>>): void {
		const tables = ['lint', 'check', ...this.#otherTables];
		for (const [name, content] of Object.entries(value)) {
			if (this.#otherTables.includes(name)) continue;
			if (name !== 'lint' && name !== 'check') this.#unknown([name], `there is no setting \`${name}\``, tables);
			else if (!isTable(content)) this.#bad([name], `\`${name}\` is a table: write \`[${name}]\``);
			else if (name === 'lint') this.#lint(content);
			else this.#check(content);
		}
	}

	#lint(table: Readonly<Record<string, unknown>>): void {
		for (const [key, value] of Object.entries(table)) {
			const entry = this.#catalogue.find(key) ?? this.#catalogue.findByName(key);
			const id = entry?.id ?? key.toUpperCase();
			if (entry !== undefined && !isLint(entry.id)) {
				this.#bad(['lint', key], `\`${key}\` has no level: it is no lint and cannot be silenced`);
			} else if (entry === undefined && !/^V[01]\d\d$/.test(id)) {
				const lints = this.#catalogue.entries.filter((one) => isLint(one.id));
				this.#unknown(
					['lint', key],
					`there is no lint \`${key}\``,
					lints.flatMap((one) => [one.id, one.name]),
				);
			} else if (typeof value !== 'string' || !LEVELS.includes(value)) {
				const near = typeof value === 'string' ? nearest(value, LEVELS) : undefined;
				const help =
					near === undefined
						? `write one of ${LEVELS.map((level) => `"${level}"`).join(', ')}`
						: `did you mean "${near}"?`;
				this.#bad(['lint', key], `the level of \`${key}\` is no level`, help);
			} else this.levels.set(id, value as Level);
		}
	}

	#check(table: Readonly<Record<string, unknown>>): void {
		for (const [key, value] of Object.entries(table)) {
			if (key === 'target') this.#readTarget(value);
			else if (key !== 'exclude') this.#unknown(['check', key], `there is no setting \`check.${key}\``, CHECK_KEYS);
			else if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
				this.#bad(['check', key], '`exclude` is a list of patterns', 'for example `exclude = ["vendor", "old/*.vsl"]`');
			} else this.exclude = value;
		}
	}

	#readTarget(value: unknown): void {
		this.target = TARGETS.find((target) => target === value || BigInt(target) === value);
		if (this.target === undefined) this.#bad(['check', 'target'], '`target` is a generation of vSL: 1 or 2');
	}

	#unknown(path: readonly string[], message: string, candidates: readonly string[]): void {
		const near = this.problems.length < MAX_PROBLEMS ? nearest(path.at(-1) ?? '', candidates) : undefined;
		this.#report('V621', path, message, near === undefined ? undefined : `did you mean \`${near}\`?`);
	}

	#bad(path: readonly string[], message: string, help?: string): void {
		this.#report('V622', path, message, help);
	}

	#report(id: string, path: readonly string[], message: string, help: string | undefined): void {
		if (this.problems.length >= MAX_PROBLEMS) return;
		const span: Span = this.#places.nearest(path)?.place.key ?? { start: 0, end: 0 };
		this.problems.push({ id, severity: 'error', message, source: this.#source, span, help });
	}
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/**
 * Reads the text of a settings file. Never throws; what is wrong is in `diagnostics` (V620 to V622).
 *
 * @param source the text with its name for messages
 */
export function readSettings(
	source: SourceFile,
	options: SettingsOptions = {},
): { readonly settings: Settings; readonly diagnostics: readonly Diagnostic[] } {
	const result = parseToml(source.text);
	if (!result.ok) {
		const diagnostics = result.errors.map(({ offset, message, help }): Diagnostic => {
			const span = { start: offset, end: Math.min(offset + 1, source.text.length) };
			return { id: 'V620', severity: 'error', message: `this is not valid TOML: ${message}`, source, span, help };
		});
		return { settings: DEFAULT_SETTINGS, diagnostics };
	}
	const reader = new SettingsReader(source, options);
	reader.read(result.value);
	const { levels, exclude, target } = reader;
	return { settings: { levels, exclude, target }, diagnostics: reader.problems };
}
