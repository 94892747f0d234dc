import type { State } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

export type FlowRunRow = {
  run: number
  flow: number | null
  version: number | null
  definition: string
  name: string | null
  tested: number | null
}

/** Runs of flows that are not part of another run, with a number from `from` to below `before`. */
export type OuterRuns = { status: State | null; flow: number | null; version: number | null; from: number; before: number }

export type FlowRuns = ReturnType<typeof createFlowRuns>

export function createFlowRuns(db: Db) {
  const insert = db.prepare('INSERT INTO flow_run (run, flow, version, definition, tested) VALUES (?, ?, ?, ?, ?)')
  const get = db.prepare(
    `SELECT x.run, x.flow, x.version, x.definition, f.name, x.tested FROM flow_run x
     LEFT JOIN flow f ON f.number = coalesce(x.flow, x.tested) WHERE x.run = ?`,
  )

  const testsOf = db.prepare('SELECT run FROM flow_run WHERE tested = ? ORDER BY run DESC LIMIT ?').pluck()
  const outer = `FROM flow_run x CROSS JOIN run r ON r.number = x.run
    WHERE x.run >= :from AND x.run < :before AND r.parent IS NULL AND r.test = 0 AND (:status IS NULL OR r.status = :status)
      AND (:flow IS NULL OR x.flow = :flow) AND (:version IS NULL OR x.version = :version)`
  const outerRuns = db.prepare(`SELECT x.run ${outer} ORDER BY x.run DESC LIMIT :limit OFFSET :offset`).pluck()
  const countOuter = db.prepare(`SELECT count(*) ${outer}`).pluck()

  return {
    insert: ({ run, flow, version, definition, tested }: Omit<FlowRunRow, 'name'>): void =>
      void insert.run(run, flow, version, definition, tested),
    /** The newest tests of the draft of a flow. */
    testsOf: (flow: number, limit: number): number[] => testsOf.all(flow, limit) as number[],
    get: (run: number): FlowRunRow | null => (get.get(run) as FlowRunRow | undefined) ?? null,
    /** Their numbers, newest first. */
    outer: (among: OuterRuns, limit: number, offset: number): number[] => outerRuns.all({ ...among, limit, offset }) as number[],
    countOuter: (among: OuterRuns): number => countOuter.get(among) as number,
  }
}
