import { AppError } from '../../../../shared/errors.ts'
import type { LogComparison } from '../../../../shared/model/log-comparison.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { Logs } from '../logs.ts'
import type { Comparisons, Page } from './compare.ts'

type Runs = {
  find(ref: string): Run
  logOwner(ref: string, node: string | undefined): string
  lastSuccess(ref: string, node: string | undefined): Promise<Run | null>
}
/** `other`: the run to compare with; null: the last one that succeeded. */
export type WhatToCompare = { node: string | undefined; attempt: number | null; other: string | null }

/** Compares the log of a run, or of one of its nodes, with that of another run. */
export function createRunComparisons(runs: Runs, logs: Pick<Logs, 'rawPath' | 'size'>, comparisons: Comparisons) {
  async function otherOf(ref: string, node: string | undefined): Promise<Run> {
    const found = await runs.lastSuccess(ref, node)
    if (found) return found
    const whole = node === undefined ? null : await runs.lastSuccess(ref, undefined)
    if (whole)
      throw new AppError(
        'not-found',
        `Run ${whole.number} succeeded, but "${node}" printed nothing there that could be compared.`,
      )
    throw new AppError('not-found', `No run before run ${runs.find(ref).number} succeeded.`)
  }

  /** A log that was deleted must not look like one of a run that printed nothing. */
  async function requireLog(run: number, owner: string, attempt: number | null): Promise<void> {
    const { lines, gone } = await logs.size(owner, attempt)
    if (gone !== null && lines === 0) throw new AppError('not-found', `The log of run ${run} is gone. ${gone.why}`)
  }

  return {
    async compare(ref: string, { node, attempt, other }: WhatToCompare, page: Page): Promise<LogComparison> {
      const own = runs.logOwner(ref, node)
      const mine = logs.rawPath(own, attempt)
      const { id, number, title, version, status, endedAt } = other === null ? await otherOf(ref, node) : runs.find(other)
      const others = runs.logOwner(id, node)
      const theirs = logs.rawPath(others, null)
      await requireLog(runs.find(ref).number, own, attempt)
      await requireLog(number, others, null)
      return {
        with: { id, number, title, version, status, endedAt },
        ...(await comparisons.page(mine ?? '', theirs ?? '', page)),
      }
    },
  }
}
