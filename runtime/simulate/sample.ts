/** The session that examples of the documentation and benchmarks run in: always the same, with nothing outside. */

import type { HostPorts } from '../../stdlib/host.ts';
import { MailAuthentication } from '../auth/index.ts';
import { AnswerTable } from '../dns/answer-table.ts';
import { LocalServices } from '../services/local-services.ts';
import { noEffects, SimulatedFiles, SimulatedServer, SimulatedServices, SimulatedSystem } from './simulated-ports.ts';

const START = Date.parse('2026-01-15T09:30:01Z');

const SAMPLE_ID = '7f1d0c52-8f0a-4d51-9f5e-1b2c3d4e5f60';

export function samplePorts(): HostPorts {
	const effects = noEffects();
	const world = {
		commands: [],
		users: new Set(['root', 'bob']),
		passwords: new Map([['ann', 'secret']]),
		environment: new Map<string, string>(),
		hostname: 'mx',
		start: START,
	};
	const dns = new AnswerTable([]);
	return {
		system: new SimulatedSystem(world, effects),
		server: new SimulatedServer(
			'mx.kettle.example',
			(domain) => ['kettle.example', 'mx.kettle.example'].includes(domain),
			effects,
		),
		files: new SimulatedFiles('/var/spool/vsmtp/app', () => new Uint8Array(), effects),
		services: new SimulatedServices([], new LocalServices({ base: '.', overlay: true }), effects),
		dns,
		authentication: new MailAuthentication({ dns, keys: new Map(), now: () => START }),
	};
}

export { SAMPLE_ID };
