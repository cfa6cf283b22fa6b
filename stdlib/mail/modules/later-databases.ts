/**
 * Modules of data bases that come in a later version. Connecting says so: at the top level of a script, where data bases
 * are usually opened, the rules then do not load.
 */

import { plain } from '../../../lang/modules/native-module.ts';
import { comesLater, LATER_KINDS } from '../../services/plugins.ts';
import { type LibraryGroup, spelled } from '../spelling.ts';

export const LATER_DATABASES_GROUP: LibraryGroup = {
	name: 'later-databases',
	doc: 'Data bases of vSL 2.x that cannot be used yet.',
	functions: LATER_KINDS.map((kind) =>
		spelled(
			{ [kind]: 'connect' },
			{
				effect: 'external',
				doc: `Is not available in this version: data bases of the kind \`${kind}\` come later.`,
				example: `${kind}::connect(#{}) ⇒ error: Runtime error: the module \`${kind}\` is not available in this version`,
			},
			plain(['options: map'], 'never', () => {
				throw comesLater(`the module \`${kind}\``);
			}),
		),
	),
};
