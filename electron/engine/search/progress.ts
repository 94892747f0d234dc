import {
  type FoundRun,
  type MissingLog,
  mostSkipped,
  type SearchProgress,
  type SkippedLog,
} from '../../../shared/model/found-run.ts'
import type { Clock } from '../base/clock.ts'

export type Progress = ReturnType<typeof createProgress>

/** Counts what a search has done; `isDue` at most once in `ms`. */
export function createProgress(clock: Clock, ms: number) {
  const done: SearchProgress = {
    ...{ runs: 0, of: null, isPart: false, logs: 0, bytes: 0, oldest: null, backTo: null },
    ...{ foundLines: 0, foundRuns: 0, noLog: 0, deletedLogs: 0, deleted: [], skippedLogs: 0, skipped: [] },
  }
  let toldAt = clock.awake()
  return {
    counted({ count, isPart }: { count: number; isPart: boolean }): void {
      done.of = count
      done.isPart = isPart
    },
    /** Null: it could not be read. */
    searchedLog(log: { bytes: number | null } | 'silent' | null): void {
      if (log === 'silent' || log === null) done.noLog++
      else if (log.bytes !== null) {
        done.logs++
        done.bytes += log.bytes
      }
    },
    missingLog(log: MissingLog): void {
      done.deletedLogs++
      if (done.deleted.length < mostSkipped) done.deleted.push(log)
    },
    skippedLog(log: SkippedLog): void {
      done.skippedLogs++
      if (done.skipped.length < mostSkipped) done.skipped.push(log)
    },
    searchedRun({ run, count }: FoundRun): void {
      done.runs++
      done.oldest = run.number
      done.backTo = run.startedAt ?? run.createdAt
      done.foundLines += count
      if (count > 0) done.foundRuns++
    },
    foundRuns: (): number => done.foundRuns,
    isDue: (): boolean => clock.awake() - toldAt >= ms,
    now(): SearchProgress {
      toldAt = clock.awake()
      return { ...done, deleted: [...done.deleted], skipped: [...done.skipped] }
    },
  }
}
