import { type AttemptRow, type Contents, type EventRow, endedStates, isQuarantined, type TaskRow } from './database.ts'
import type { Expected } from './expected.ts'

/** Acknowledged work that was lost or ended otherwise than expected, and states that contradict each other. */
export function checkTasks(contents: Contents, expected: Expected): string[] {
  const { runs, tasks, attempts, events } = contents
  const byTask = Map.groupBy(attempts, ({ taskId }) => taskId)
  const attemptsOf = (id: string): AttemptRow[] => byTask.get(id) ?? []
  return [
    ...acknowledged(expected, tasks, attemptsOf),
    ...refused(expected, contents),
    ...[...runs.values()].filter(({ status }) => !endedStates.includes(status)).map(({ id }) => `never ended: run ${id}`),
    ...[...tasks.values()].flatMap((task) => checkTask(contents, task, attemptsOf(task.id))),
    ...recordedTwice(events),
  ]
}

function acknowledged(
  { tasks: expected, deleted = new Set(), noOtherTasks = false }: Expected,
  tasks: Map<string, TaskRow>,
  attemptsOf: (id: string) => AttemptRow[],
): string[] {
  const others = noOtherTasks ? [...tasks.keys()].filter((id) => !expected.has(id)) : []
  const findings = [...expected].flatMap(([id, states]) => {
    const task = tasks.get(id)
    if (!task) return deleted.has(id) ? [] : [`lost: task ${id}`]
    if (states.includes(task.status) || isQuarantined(task, attemptsOf(id))) return []
    return [`wrong end: task ${id} should be ${states.join(' or ')} and is ${task.status} (${task.reason ?? 'no reason'})`]
  })
  return [...findings, ...others.map((id) => `not requested: task ${id}`)]
}

const refused = ({ refused: keys = [] }: Expected, contents: Contents): string[] =>
  keys.filter((key) => contents.keys.has(key)).map((key) => `refused and kept: key ${key}`)

function checkTask({ runs }: Contents, { id, run, status }: TaskRow, attempts: AttemptRow[]): string[] {
  const success = attempts.findIndex((attempt) => attempt.status === 'succeeded')
  const of = runs.get(run)
  return [
    ...(endedStates.includes(status) ? [] : [`never ended: task ${id} is ${status}`]),
    ...(of?.isJob === 1 && status !== of.status ? [`contradiction: task ${id} is ${status} and its run ${of.status}`] : []),
    ...(success === -1 || success === attempts.length - 1 ? [] : [`ran again after its success: task ${id}`]),
    ...attempts.filter((one) => !endedStates.includes(one.status)).map(({ number }) => `never ended: attempt ${id} ${number}`),
  ]
}

/** A run ends once, and once more each time a person retries it. */
function recordedTwice(events: EventRow[]): string[] {
  return [...Map.groupBy(events, ({ run }) => run)].flatMap(([run, history]) => {
    const ends = history.filter(({ type }) => endedStates.includes(type)).length
    const retries = history.filter(({ type }) => type === 'retried').length
    return ends > 1 + retries ? [`ended twice: run ${run} (${history.map(({ type }) => type).join(', ')})`] : []
  })
}
