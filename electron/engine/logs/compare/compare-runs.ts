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
export function createRunComparisons(runs: Runs, logs: Pick<Logs, 'rawPath'>, comparisons: Comparisons) {
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

  return {
    async compare(ref: string, { node, attempt, other }: WhatToCompare, page: Page): Promise<LogComparison> {
      const mine = logs.rawPath(runs.logOwner(ref, node), attempt)
      const { id, number, title, version, status, endedAt } = other === null ? await otherOf(ref, node) : runs.find(other)
      const theirs = logs.rawPath(runs.logOwner(id, node), null)
      return {
        with: { id, number, title, version, status, endedAt },
        ...(await comparisons.page(mine ?? '', theirs ?? '', page)),
      }
    },
  }
}
