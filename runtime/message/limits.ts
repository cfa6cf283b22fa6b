/**
 * Limits of what is looked at and written. Beyond them functions on a message fail with a clear error; the bytes
 * themselves are passed on whatever they are.
 */

/** Bytes of a header block: a header without end costs no more than this. */
export const MAX_HEADER_BYTES = 1_048_576;

/** Fields of one header block, each of which costs an object. */
export const MAX_HEADER_FIELDS = 10_000;

/** Fields of all parts of a body together: 1000 parts with 10,000 fields each would be ten million objects. */
export const MAX_PART_FIELDS = 20_000;

/** Characters of a value that a script writes; the same number as Postfix accepts of a received field. */
export const MAX_WRITTEN_VALUE = 102_400;

/** Characters of a field name. No real one comes near; lines end at 998. */
export const MAX_FIELD_NAME = 255;

/** Nesting of multiparts and embedded messages: the depth of everything that walks the tree. */
export const MAX_DEPTH = 100;

/** Parts of a message, multiparts included. */
export const MAX_PARTS = 1_000;

/** Parameters of one `Content-Type` or `Content-Disposition`; more are not read. */
export const MAX_PARAMETERS = 200;

/** Mailboxes of one field. */
export const MAX_ADDRESSES = 10_000;

/** Octets of a line without its end (RFC 5322 2.1.1). */
export const MAX_LINE = 998;

/** Characters of a line where there is a choice (RFC 5322 2.1.1). */
export const FOLD_AT = 78;

/** The same for lines with encoded words (RFC 2047 2). */
export const FOLD_ENCODED_AT = 76;
