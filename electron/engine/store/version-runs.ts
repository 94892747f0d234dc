import type { VersionUse } from '../../../shared/model/job.ts'
import type { Db } from './db.ts'

type Row = { version: number; runs: number } & {
  [K in keyof NonNullable<VersionUse['lastRun']>]: NonNullable<VersionUse['lastRun']>[K] | null
}

/** What the runs of the versions of flows and pipelines came to; the database itself counts. */
export function createVersionRuns(db: Db) {
  const columns =
    'SELECT v.version, v.runs, r.number, r.status, r.reason FROM version_runs v LEFT JOIN run r ON r.number = v.last_run'
  const all = db.prepare(`${columns} WHERE v.kind = ? AND v.definition = ?`)
  const one = db.prepare(`${columns} WHERE v.kind = ? AND v.definition = ? AND v.version = ?`)

  return {
    /** Of the versions that had runs. */
    ofAll: (kind: 'flow' | 'pipeline', definition: number): Map<number, VersionUse> =>
      new Map((all.all(kind, definition) as Row[]).map((row) => [row.version, useOf(row)])),
    of: (kind: 'flow' | 'pipeline', definition: number, version: number): VersionUse =>
      useOf(one.get(kind, definition, version) as Row | undefined),
  }
}

export const unused: VersionUse = { runs: 0, lastRun: null }

const useOf = (row: Row | undefined): VersionUse =>
  row === undefined
    ? unused
    : {
        runs: row.runs,
        lastRun:
          row.number === null || row.status === null ? null : { number: row.number, status: row.status, reason: row.reason },
      }
