/** The output formats of `vsl check`; apart from the renderers, so that help loads without them. */

export const CHECK_FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** Generations of spellings that scripts can be moved to. */
export const CHECK_TARGETS = ['1', '2'] as const;
