/** Loaded rules: scripts with their stages, and which of them serves what (directive spec 2.1). */

import type { Engine } from '../../lang/engine.ts';
import type { Stage } from '../../stdlib/host/stages.ts';
import type { StageScript } from './directive.ts';
import type { RuleSettings } from './settings.ts';

/** The scripts of one domain. */
export interface DomainScripts {
	readonly incoming: StageScript;
	readonly outgoing: StageScript;
	readonly internal: StageScript;
}

/** From where to where a message goes, as far as our domains are concerned. */
export type Direction = 'incoming' | 'outgoing' | 'internal' | 'foreign';

export interface ChosenScript {
	readonly script: StageScript;
	readonly direction: Direction;
	/** The domain whose script it is. */
	readonly domain: string | undefined;
}

export class RuleSet {
	readonly engine: Engine;
	readonly settings: RuleSettings;
	readonly root: StageScript;
	/** By domain in lower case; empty when all mail is served by the root script. */
	readonly domains: ReadonlyMap<string, DomainScripts>;

	constructor(engine: Engine, settings: RuleSettings, root: StageScript, domains: ReadonlyMap<string, DomainScripts>) {
		this.engine = engine;
		this.settings = settings;
		this.root = root;
		this.domains = domains;
	}

	/** The handled domain that a domain is, or is below of. */
	#handled(domain: string): string | undefined {
		let name = domain.toLowerCase();
		for (;;) {
			if (this.domains.has(name)) return name;
			const dot = name.indexOf('.');
			if (dot < 0) return undefined;
			name = name.slice(dot + 1);
		}
	}

	/**
	 * The script for a stage.
	 * @param sender domain of the reverse-path; `undefined` before MAIL, empty for the null sender
	 * @param recipient domain of the recipient in question; `undefined` before RCPT
	 */
	scriptFor(stage: Stage, sender: string | undefined, recipient: string | undefined): ChosenScript {
		const root: ChosenScript = { script: this.root, direction: 'foreign', domain: undefined };
		if (this.domains.size === 0 || sender === undefined || sender === '') return root;
		if (stage === 'connect' || stage === 'helo' || stage === 'authenticate') return root;
		const from = this.#handled(sender);
		if (from !== undefined) {
			const scripts = this.domains.get(from) as DomainScripts;
			const internal = stage !== 'mail' && recipient !== undefined && recipient.toLowerCase() === sender.toLowerCase();
			const direction = internal ? 'internal' : 'outgoing';
			return { script: scripts[direction], direction, domain: from };
		}
		const to = stage === 'mail' || recipient === undefined ? undefined : this.#handled(recipient);
		if (to === undefined) return root;
		return { script: (this.domains.get(to) as DomainScripts).incoming, direction: 'incoming', domain: to };
	}
}
