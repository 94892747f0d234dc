import type { Run } from '../../../shared/model/run.ts'
import type { LogOfRun } from '../store/attempts.ts'
import type { Store } from '../store/store.ts'

/** Tasks whose logs are read at once: a pipeline may have a hundred thousand. */
const tasksAtOnce = 200

/** The logs of every attempt of a run, of its nodes and its pieces. */
function* logsOfRun({ attempts }: Pick<Store, 'attempts'>, run: number): Generator<LogOfRun> {
  for (let after: string | null = ''; after !== null; ) {
    const page: ReturnType<typeof attempts.logsOfRun> = attempts.logsOfRun(run, after, tasksAtOnce)
    yield* page.logs
    after = page.last
  }
}

/** Runs whose logs are read together, if they have no more than so many. */
const runsAtOnce = 50
const logsAtOnce = 500

export type RunLogs = { run: Run; logs: Iterable<LogOfRun> }

/** The same of several runs. Most have few, and are read together. */
export function* logsOfRuns(store: Pick<Store, 'attempts'>, runs: Run[]): Generator<RunLogs> {
  for (let at = 0; at < runs.length; at += runsAtOnce) {
    const some = runs.slice(at, at + runsAtOnce)
    const known = store.attempts.logsOfRuns(
      some.map(({ number }) => number),
      logsAtOnce,
    )
    for (const run of some) yield { run, logs: known?.get(run.number) ?? logsOfRun(store, run.number) }
  }
}

/** How addresses name a task of a run; null for the run of a job itself. */
export function nodeNames(
  { pipelines, executions }: Pick<Store, 'pipelines' | 'executions'>,
  { number }: Run,
): (nodeKey: string) => string | null {
  if (!pipelines.run(number)) return (nodeKey) => (nodeKey === 'main' ? null : nodeKey)
  const steps = new Map(executions.steps(number).map(({ position, name }) => [String(position), name]))
  return (nodeKey) => {
    const [position = '', nth] = nodeKey.split('/')
    const step = steps.get(position) ?? position
    return nth === undefined ? step : `${step}/${nth}`
  }
}
