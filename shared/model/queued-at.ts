import type { Run } from './run.ts'

/** When a run was queued, the last time: its wait counts from then. */
export const queuedAtOf = ({ createdAt, retriedAt }: Pick<Run, 'createdAt' | 'retriedAt'>): number => retriedAt ?? createdAt
