import type { RunDetail } from '../../../shared/model/run.ts'

export const grid = 'grid grid-cols-[220px_1fr_104px] items-center gap-3 max-[960px]:grid-cols-[150px_1fr_84px]'

/** Where moments lie between the start of the run and its end, or now. */
export type Scale = { from: number; to: number; percent(at: number): number }

export function scaleOf(run: RunDetail, end: number): Scale {
  const from = run.startedAt ?? run.createdAt
  const to = Math.max(from + 1, end)
  return { from, to, percent: (at) => Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100)) }
}
