/** The kinds of files that `lf explain` knows. */
export const explained = ['job', 'flow', 'pipeline'] as const
export type Explained = (typeof explained)[number]
