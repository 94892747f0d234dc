import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Written by the scripts themselves when they start and end, where no fault of LocalFlow reaches. */
export type ScriptRecord = { path: string; started(): string[]; ended(): string[] }

/** What a script wrote about one attempt of one task. */
export type Mark = { word: string; task: string; attempt: number }

export const recordIn = (data: string): string => join(data, 'script-record')

/** Makes an empty record. Its attempts are named "TASK NUMBER". */
export function openRecord(path: string): ScriptRecord {
  writeFileSync(path, '')
  const attemptsAt = (word: string) => (): string[] =>
    readMarks(path).flatMap((mark) => (mark.word === word ? [attemptName(mark)] : []))
  return { path, started: attemptsAt('start'), ended: attemptsAt('end') }
}

export const attemptName = ({ task, attempt }: Pick<Mark, 'task' | 'attempt'>): string => `${task} ${attempt}`

export function readMarks(path: string): Mark[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  return lines.flatMap((line) => {
    const [word = '', task, attempt] = line.split(' ')
    return task ? [{ word, task, attempt: Number(attempt) }] : []
  })
}

/** A shell script that records its start, runs `act`, and records its end. */
export const recordedScript = (path: string, act: string): string =>
  `echo "start $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${path}
${act}
echo "end $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${path}`

/** Whether a task runs such a script, by its specification. */
export const isRecorded = (spec: string): boolean => spec.includes('end $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT')
