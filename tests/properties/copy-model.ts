/**
 * A model of the containers of vSL: plain JavaScript arrays and maps. Nothing here knows how the engine shares
 * containers; a copy in the model is a deep copy, made at once.
 */

export type Model = number | string | Model[] | Map<string, Model>;

export function copyOf(value: Model): Model {
	if (Array.isArray(value)) return value.map(copyOf);
	if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, copyOf(item)]));
	return value;
}

/** The debug text that vSL gives a value (language spec 3.12); texts are plain letters. */
export function textOf(value: Model): string {
	if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
	if (value instanceof Map) {
		const entries = [...value].sort(([left], [right]) => (left < right ? -1 : 1));
		return `#{${entries.map(([key, item]) => `"${key}": ${textOf(item)}`).join(', ')}}`;
	}
	return typeof value === 'number' ? String(value) : `"${value}"`;
}

/** How many values there are, at any depth. */
export function sizeOf(value: Model): number {
	if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item), 1);
	if (value instanceof Map) return sizeOf([...value.values()]);
	return 1;
}
