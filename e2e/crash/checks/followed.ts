import { recordIn } from '../script-record.ts'
import { readDatabase } from './database.ts'
import { findingsIn } from './findings.ts'
import { checkProcesses } from './processes.ts'

type Child = { step: string; trigger: string; status: string; attempts: number }
type Row = Child & { parent: number }
type Run = { number: number; id: string; status: string; startedAt: number | null; children: string }

/** A condition and a hook are interrupted at most once, and then run again. */
const mostAttempts = 2

/** After a load of runs with a condition and hooks: each has one check, and one hook for each event that it had. */
export const checkFollowed = async (data: string, acknowledged: readonly string[]): Promise<string[]> => [
  ...findingsIn(data, { tasks: new Map(), record: { path: recordIn(data) } }),
  ...readDatabase(data, (db) => {
    const runs = db.prepare('SELECT number, id, status, started_at AS startedAt FROM run WHERE job_id IS NOT NULL').all() as Run[]
    const rows = db
      .prepare(
        'SELECT r.parent, r.parent_step AS step, r.trigger, r.status, t.attempts FROM run r JOIN task t ON t.run = r.number WHERE r.parent IS NOT NULL',
      )
      .all() as Row[]
    const children = Map.groupBy(rows, ({ parent }) => parent)
    const known = new Set(runs.map(({ id }) => id))
    return [
      ...acknowledged.filter((id) => !known.has(id)).map((id) => `lost: run ${id}`),
      ...runs.flatMap((run) => checkRun(run, children.get(run.number) ?? [])),
    ]
  }),
  ...(await checkProcesses(data)),
]

/** How many hooks a kill interrupted. */
export const countInterrupted = (data: string): number =>
  readDatabase(data, (db) =>
    Number(
      db
        .prepare("SELECT count(*) FROM run r JOIN task t ON t.run = r.number WHERE r.trigger = 'hook' AND t.attempts > 1")
        .pluck()
        .get(),
    ),
  )

function checkRun({ number, status, startedAt }: Run, children: Child[]): string[] {
  const expected =
    startedAt === null
      ? ['condition']
      : [
          'condition',
          'on start: started',
          ...(status === 'succeeded' || status === 'failed' ? [`on ${endOf(status)}: ended`] : []),
        ]
  const steps = children.map(({ step }) => step).sort()
  const check = children.find(({ trigger }) => trigger === 'condition')
  return [
    ...(steps.join() === expected.sort().join() ? [] : [`run ${number} (${status}) has ${steps.join(', ') || 'nothing'}`]),
    ...(startedAt !== null && check?.status !== 'succeeded' ? [`run ${number} started without its condition`] : []),
    ...(startedAt === null && check?.status === 'succeeded' ? [`run ${number} was skipped although its condition held`] : []),
    ...children
      .filter(({ attempts }) => attempts > mostAttempts)
      .map(({ step, attempts }) => `run ${number}: ${step} had ${attempts} attempts`),
  ]
}

const endOf = (status: string): string => (status === 'succeeded' ? 'success' : 'failure')
