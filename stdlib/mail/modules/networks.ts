/** Networks that no host on the Internet has an address from (library spec 17, RFC 1918). */

import { plain } from '../../../lang/modules/native-module.ts';
import { ArrayValue } from '../../../lang/values/container.ts';
import type { Value } from '../../../lang/values/value.ts';
import { GroupObject } from '../objects/group.ts';
import { OBJECT } from '../objects/object-type.ts';
import { Rg4Object } from '../objects/rg4.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

const NET_192 = Rg4Object.parse('192.168.0.0/16');
const NET_172 = Rg4Object.parse('172.16.0.0/12');
const NET_10 = Rg4Object.parse('10.0.0.0/8');

interface PredefinedNetwork {
	/** Name in 1.x. */
	readonly constant: string;
	/** Name in `net::`. */
	readonly name: string;
	readonly value: Value;
	readonly doc: string;
	readonly example: string;
}

const NETWORKS: readonly PredefinedNetwork[] = [
	{
		constant: 'net_192',
		name: 'rg_192',
		value: NET_192,
		doc: 'The network `192.168.0.0/16`.',
		example: '"192.168.1.1" in net::rg_192() ⇒ true',
	},
	{
		constant: 'net_172',
		name: 'rg_172',
		value: NET_172,
		doc: 'The network `172.16.0.0/12`.',
		example: '"172.32.0.1" in net::rg_172() ⇒ false',
	},
	{
		constant: 'net_10',
		name: 'rg_10',
		value: NET_10,
		doc: 'The network `10.0.0.0/8`.',
		example: '"10.0.0.1" in net::rg_10() ⇒ true',
	},
	{
		constant: 'non_routable_net',
		name: 'non_routable',
		value: GroupObject.of(new ArrayValue([NET_192, NET_172, NET_10])),
		doc: 'A group of the three private networks.',
		example: '"172.16.0.1" in net::non_routable() ⇒ true\nnet::non_routable().len ⇒ 3',
	},
];

export const NETWORK_LIBRARY: LibraryGroup = {
	name: 'networks',
	doc: 'The private networks of RFC 1918.',
	functions: NETWORKS.map(({ constant, name, value, doc, example }) =>
		spelled(
			{ net: name },
			{ doc: `${doc} In 1.x this is the constant \`${constant}\`.`, example },
			plain([], OBJECT, () => value),
		),
	),
	constants: NETWORKS.map(({ constant, value, doc }) => ({ name: constant, value, type: OBJECT, doc })),
	spelledConstants: NETWORKS.map(({ constant, name }) => ({ constant, namespace: 'net', name })),
};
