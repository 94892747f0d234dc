import type { StepMode } from '../../../shared/model/pipeline.ts'
import type { Db } from './db.ts'

export const counters = ['given', 'queued', 'running', 'done', 'reused', 'failed', 'stopped'] as const
export type Counter = (typeof counters)[number]
export type Counts = Record<Counter, number>
export type StepRow = { run: number; position: number; name: string; mode: StepMode; parallel: number | null } & Counts

/** The steps of runs of pipelines, and the links between them. `moved` is called with the run whose counts a write changed. */
export function createSteps(db: Db, moved: (run: number) => void) {
  const insertStep = db.prepare('INSERT INTO step (run, position, name, mode, parallel, spec) VALUES (?, ?, ?, ?, ?, ?)')
  const specOf = db.prepare('SELECT spec FROM step WHERE run = ? AND position = ?').pluck()
  const steps = db.prepare(
    `SELECT run, position, name, mode, parallel, ${counters.join(', ')} FROM step WHERE run = ? ORDER BY position`,
  )
  const count = db.prepare(
    `UPDATE step SET ${counters.map((name) => `${name} = ${name} + :${name}`).join(', ')} WHERE run = :run AND position = :position`,
  )
  const link = db.prepare('INSERT OR IGNORE INTO step_link (run, upstream, downstream, file) VALUES (?, ?, ?, ?)')
  const links = db.prepare('SELECT upstream, downstream, file FROM step_link WHERE run = ? ORDER BY downstream, upstream, file')

  return {
    insertStep: (step: Pick<StepRow, 'run' | 'position' | 'name' | 'mode' | 'parallel'> & { spec: string }): void =>
      void insertStep.run(step.run, step.position, step.name, step.mode, step.parallel, step.spec),
    /** What a step executes, as text. */
    specOf: (run: number, position: number): string => specOf.get(run, position) as string,
    steps: (run: number): StepRow[] => steps.all(run) as StepRow[],
    count(run: number, position: number, changes: Counts): void {
      count.run({ ...changes, run, position })
      moved(run)
    },
    /** True: the link is new. */
    link: (run: number, upstream: string, downstream: string, file: string): boolean =>
      link.run(run, upstream, downstream, file).changes === 1,
    links: (run: number): { upstream: string; downstream: string; file: string }[] =>
      links.all(run) as { upstream: string; downstream: string; file: string }[],
  }
}
