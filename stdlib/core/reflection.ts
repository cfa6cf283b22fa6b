/**
 * What a script can learn of its own functions (language spec 11.12). `back_trace` belongs to a debugging build of the
 * reference and does not exist here.
 */

import { declare, type FunctionDeclaration, intrinsic } from '../../lang/modules/native-module.ts';

export const REFLECTION_FUNCTIONS: readonly FunctionDeclaration[] = [
	declare(
		'get_fn_metadata_list',
		{
			effect: 'observes',
			style: 'function',
			doc: 'The functions that the script defines, closures included, in no particular order; those of one name, or of one name and number of parameters. Each is a map with `name`, `access` (`"public"` or `"private"`), `is_anonymous`, `params` (names), and where they apply `this_type`, `namespace` and `comments`.',
			example:
				'fn f(a, b) { a + b } get_fn_metadata_list("f")[0].params ⇒ ["a", "b"]\nget_fn_metadata_list("nothing_here", 2) ⇒ []',
		},
		intrinsic([], 'array'),
		intrinsic(['name: string'], 'array'),
		intrinsic(['name: string', 'params: int'], 'array'),
	),
];
