/**
 * Diagnostics in SARIF 2.1.0, the format that code hosts read for their list of alerts.
 *
 * The rule list holds only what was found, with the page of the catalogue as its help. Columns are in Unicode code
 * points, which the run declares.
 */

import type { SourceFile, Span } from '../source/source-file.ts';
import { CATALOGUE, type Catalogue } from './catalogue.ts';
import type { Diagnostic, Fix, Severity } from './diagnostic.ts';
import { fileUri } from './file-uri.ts';

export interface SarifOptions {
	/** Version of the tool. */
	readonly version?: string;
	readonly catalogue?: Catalogue;
	/** Where relative names start, as a `file:` URI that ends in `/`. */
	readonly baseUri?: string;
}

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;

function region(source: SourceFile, span: Span): object {
	const start = source.positionAt(span.start);
	const end = source.positionAt(Math.max(span.start, span.end));
	return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function artifact(source: SourceFile, options: SarifOptions): object {
	const uri = fileUri(source.name === '' ? 'script' : source.name);
	return options.baseUri === undefined || uri.startsWith('file:') ? { uri } : { uri, uriBaseId: 'ROOT' };
}

function location(source: SourceFile, span: Span, options: SarifOptions): object {
	return { physicalLocation: { artifactLocation: artifact(source, options), region: region(source, span) } };
}

function sarifFix(diagnostic: Diagnostic, fix: Fix, options: SarifOptions): object {
	const replacements = fix.edits.map((edit) => ({
		deletedRegion: region(diagnostic.source, edit),
		insertedContent: { text: edit.text },
	}));
	return {
		description: { text: fix.title },
		artifactChanges: [{ artifactLocation: artifact(diagnostic.source, options), replacements }],
	};
}

function result(diagnostic: Diagnostic, ruleIndex: number, options: SarifOptions): object {
	const { id, severity, message, help, source, span, related, fixes } = diagnostic;
	return {
		ruleId: id,
		ruleIndex,
		level: LEVEL[severity],
		message: { text: help === undefined ? message : `${message}\n${help}` },
		locations: [location(source, span, options)],
		...(related === undefined || related.length === 0
			? {}
			: {
					relatedLocations: related.map((part) => ({
						...location(part.source, part, options),
						message: { text: part.message },
					})),
				}),
		...(fixes === undefined || fixes.length === 0
			? {}
			: { fixes: fixes.map((fix) => sarifFix(diagnostic, fix, options)) }),
	};
}

/** The whole log, ending in a line break. */
export function renderSarif(diagnostics: readonly Diagnostic[], options: SarifOptions = {}): string {
	const catalogue = options.catalogue ?? CATALOGUE;
	const ids = [...new Set(diagnostics.map((diagnostic) => diagnostic.id))].sort();
	const indexOf = new Map(ids.map((id, index) => [id, index]));
	const rules = ids.map((id) => {
		const entry = catalogue.find(id);
		if (entry === undefined) return { id };
		return {
			id,
			name: entry.name,
			shortDescription: { text: entry.title },
			help: { text: entry.page, markdown: entry.page },
			defaultConfiguration: { level: LEVEL[entry.severity] },
		};
	});
	const run = {
		tool: { driver: { name: 'vsl', ...(options.version === undefined ? {} : { version: options.version }), rules } },
		columnKind: 'unicodeCodePoints',
		...(options.baseUri === undefined ? {} : { originalUriBaseIds: { ROOT: { uri: options.baseUri } } }),
		results: diagnostics.map((diagnostic) => result(diagnostic, indexOf.get(diagnostic.id) as number, options)),
	};
	const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
	return `${JSON.stringify(log, null, 2)}\n`;
}
