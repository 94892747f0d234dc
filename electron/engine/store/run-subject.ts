/** The runs of one definition. */
export type RunSubject = { kind: 'job'; id: string } | { kind: 'flow' | 'pipeline'; number: number }
