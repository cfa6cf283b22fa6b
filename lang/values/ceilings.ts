/**
 * Sizes that no value may pass even where the host sets no limit.
 *
 * They protect the process, not the script: beyond them the JavaScript engine itself fails, with a `RangeError` or by
 * running out of memory, which no `catch` of ours would survive. A host that wants tighter bounds sets `Limits`.
 */

/** UTF-16 units of a string; V8 stops at 2^29 − 24. */
export const MAX_TEXT_UNITS = 2 ** 28;

/** UTF-16 units of the text form of a container: it is built from many small pieces. */
export const MAX_CONTAINER_TEXT_UNITS = 2 ** 26;

/** Elements of one array: 128 MiB of pointers. */
export const MAX_ARRAY_ITEMS = 2 ** 24;

/** Properties of one map; a JavaScript `Map` stops at 2^24. */
export const MAX_MAP_PROPERTIES = 2 ** 23;

/** Bytes of one blob. */
export const MAX_BLOB_BYTES = 2 ** 28;
