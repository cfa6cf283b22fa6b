/** Who the server is and on whose behalf it runs: the version it is for, system users and groups. */

import type { ConfigHost } from '../host.ts';
import type { Reading, ValueType } from '../nodes.ts';
import { quoted } from '../plain.ts';
import { text } from '../types/basic.ts';
import { COMPATIBLE_VERSIONS, parseRequirement } from '../version-requirement.ts';

export const versionRequirement: ValueType<string> = {
	...text('version range', 'a range of versions such as ">=1.1.0, <2.0.0"'),
	read: (value, at) => {
		if (typeof value !== 'string') return at.mismatch(versionRequirement.expected, value);
		const result = parseRequirement(value);
		if (!result.ok) return at.wrong(result.message, result.help);
		const ours = [...COMPATIBLE_VERSIONS, at.host.version];
		if (ours.some((version) => result.admits(version))) return value;
		const got = ours.map((version) => `'${version}'`).join(' or ');
		return at.wrongVersion(
			`Version requirement not fulfilled: expected '${value}' but got ${got}`,
			'the first two are the versions of vSMTP whose configuration is understood, the last is our own',
		);
	},
};

/** Names as `useradd` allows them, with the `$` of machine accounts; in any case not an option of a command. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.@-]{0,254}\$?$/;

function account(what: 'user' | 'group', exists: (host: ConfigHost, name: string) => boolean): ValueType<string> {
	const base = text(`${what} name`, `the name of a ${what}`, (name) =>
		NAME.test(name) ? undefined : { message: `${quoted(name)} is no name of a ${what}` },
	);
	return {
		...base,
		read: (value, at: Reading) => {
			const name = base.read(value, at);
			if (name === undefined || name === at.host.currentUser()?.[what] || exists(at.host, name)) return name;
			return at.outside(`${what} not found: '${name}'`, `create the ${what}, or name another one`);
		},
	};
}

export const userName = account('user', (host, name) => host.userExists(name));
export const groupName = account('group', (host, name) => host.groupExists(name));
