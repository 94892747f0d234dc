import { attemptName, isRecorded, type Mark, readMarks } from '../script-record.ts'
import type { Contents } from './database.ts'
import type { Expected } from './expected.ts'

/** What the scripts recorded, against the attempts in the database. */
export function checkExecutions(contents: Contents, { record, before }: Expected): string[] {
  const marks = readMarks(record.path)
  return [
    ...[...Map.groupBy(marks, ({ task }) => task)].flatMap(([task, own]) => checkMarks(task, own, contents)),
    ...successes(contents, [...marks.filter(isEnd).map(attemptName), ...(before?.record.ended() ?? [])]),
    ...(before ? startedAgain(marks, before, contents) : []),
  ]
}

const isEnd = ({ word }: Mark): boolean => word === 'end'

function checkMarks(task: string, marks: Mark[], { tasks, attempts }: Contents): string[] {
  const started = marks.flatMap(({ word, attempt }) => (word === 'start' ? [attempt] : []))
  const inDatabase = attempts.filter(({ taskId }) => taskId === task).length
  return [
    ...(tasks.has(task) && Math.max(0, ...started) > inDatabase ? [`executed without an attempt: task ${task}`] : []),
    ...(new Set(started).size === started.length ? [] : [`started twice: task ${task}, attempts ${started.join(', ')}`]),
    ...(overlap(marks) ? [`overlapping: task ${task}, attempts ${started.join(', ')}`] : []),
  ]
}

/** An attempt that ended after a later one had started. */
function overlap(marks: Mark[]): boolean {
  let newest = 0
  for (const mark of marks) {
    if (mark.word === 'start') newest = Math.max(newest, mark.attempt)
    if (isEnd(mark) && newest > mark.attempt) return true
  }
  return false
}

function successes({ tasks, attempts }: Contents, ended: string[]): string[] {
  const done = new Set(ended)
  return attempts.flatMap(({ taskId, number, status }) => {
    const name = attemptName({ task: taskId, attempt: number })
    const shouldBeDone = status === 'succeeded' && isRecorded(tasks.get(taskId)?.spec ?? '')
    return shouldBeDone && !done.has(name) ? [`success without a script that ended: attempt ${name}`] : []
  })
}

function startedAgain(marks: Mark[], { started, completed }: NonNullable<Expected['before']>, { tasks }: Contents): string[] {
  const after = marks.filter(({ word }) => word === 'start')
  const ranAfter = new Set(after.map(({ task }) => task))
  return [
    ...after.map(attemptName).flatMap((name) => (started.has(name) ? [`started again under its number: attempt ${name}`] : [])),
    ...completed.filter((id) => tasks.get(id)?.status !== 'succeeded').map((id) => `completed and lost: task ${id}`),
    ...completed.filter((id) => ranAfter.has(id)).map((id) => `completed and run again: task ${id}`),
  ]
}
