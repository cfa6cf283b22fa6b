/** Directives and stages as the engine runs them: what the map at the end of a script was checked and turned into. */

import { Invocation } from '../../lang/modules/native-module.ts';
import type { SourceFile } from '../../lang/source/source-file.ts';
import type { FunctionPointer } from '../../lang/values/function-pointer.ts';
import type { Stage } from '../../stdlib/host/stages.ts';
import type { DirectiveKind, DirectivePlace } from '../../stdlib/mail/directives.ts';
import type { SmtpService } from '../../stdlib/services/smtp.ts';

export class Directive {
	declare readonly name: string;
	declare readonly kind: DirectiveKind;
	declare readonly stage: Stage;
	/** Of `delegate`. */
	declare readonly service: SmtpService | undefined;
	/** `undefined` for a directive that was written as a map by hand. */
	declare readonly place: DirectivePlace | undefined;
	/** The call of the body. One object serves all calls: it is only read. */
	declare readonly call: Invocation;

	constructor(
		name: string,
		kind: DirectiveKind,
		stage: Stage,
		evaluate: FunctionPointer,
		service: SmtpService | undefined,
		place: DirectivePlace | undefined,
	) {
		this.name = name;
		this.kind = kind;
		this.stage = stage;
		this.service = service;
		this.place = place;
		this.call = new Invocation(evaluate, [], false, undefined, true);
	}

	/** `main.vsl:12`, for logs and traces. */
	get location(): { readonly file: string; readonly line: number; readonly column: number } | undefined {
		const { place } = this;
		if (place === undefined) return undefined;
		return { file: place.source.name, ...place.source.positionAt(place.start) };
	}
}

/** One script with its directives by stage, in their order. */
export interface StageScript {
	readonly source: SourceFile;
	readonly stages: ReadonlyMap<Stage, readonly Directive[]>;
}
