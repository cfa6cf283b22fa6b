/** Keys of old generations that mean nothing any more, with what to do instead. */

export const REMOVED_KEYS: ReadonlyMap<string, string> = new Map([
	['app.services', 'services are declared in scripts: `service NAME cmd = #{ … };`'],
]);
