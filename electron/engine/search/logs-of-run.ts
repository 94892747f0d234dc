import type { Run } from '../../../shared/model/run.ts'
import type { LogOfRun } from '../store/attempts.ts'
import type { Store } from '../store/store.ts'

/** Tasks whose logs are read at once: a pipeline may have a hundred thousand. */
const tasksAtOnce = 200

/** The logs of every attempt of a run, of its nodes and its pieces. */
export function* logsOfRun({ attempts }: Pick<Store, 'attempts'>, run: number): Generator<LogOfRun> {
  for (let after: string | null = ''; after !== null; ) {
    const page: ReturnType<typeof attempts.logsOfRun> = attempts.logsOfRun(run, after, tasksAtOnce)
    yield* page.logs
    after = page.last
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
