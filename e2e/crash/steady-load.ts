import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Subject } from './subject.ts'

/** One enqueue, with what the client was told. */
export type Asked = { key: string; at: number; id: string | null } & Pick<Answer<unknown>, 'status' | 'ms' | 'message'>

export type Ledger = { path: string; begun(): string[]; ended(): string[] }

/** Kept by the scripts themselves, where no fault of ours reaches: which attempts began, and which came to their end. */
export function openLedger(path: string): Ledger {
  writeFileSync(path, '')
  const of = (word: string): string[] =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []))
  return { path, begun: () => of('start'), ended: () => of('end') }
}

/** A command that tells the ledger, given by its path or by a variable of the shell, and does something in between. */
export const told = (ledger: { path: string }, does: string) => ({
  command: '/bin/sh',
  args: [
    '-c',
    `echo "start $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${ledger.path}
${does}
echo "end $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${ledger.path}`,
  ],
  cwd: '/',
})

export async function enqueue(subject: Subject, key: string, payload: object, more: object = {}): Promise<Asked> {
  const at = performance.now()
  const body = { type: 'shell', payload, idempotencyKey: key, ...more }
  const { status, ms, message, body: task } = await subject.ask<{ id: string }>('POST', '/tasks', body)
  return { key, at, id: task?.id ?? null, status, ms, message }
}

/** Asks for one task after the other, under keys that begin with the name, until it is stopped. */
export function startLoad(subject: Subject, payloadOf: (n: number) => object, { paceMs = 15, name = 'load' } = {}) {
  const asked: Asked[] = []
  let going = true
  async function ask(): Promise<void> {
    for (let n = 0; going; n++) {
      asked.push(await enqueue(subject, `${name}-${n}`, payloadOf(n)))
      await pause(paceMs)
    }
  }
  const over = ask()
  return {
    asked,
    async stop(): Promise<void> {
      going = false
      await over
    },
  }
}

export const acknowledgedOf = (asked: Asked[]): string[] => asked.flatMap(({ id }) => (id === null ? [] : [id]))

/** Each kind of answer that was no yes, once. */
export const problemsOf = (asked: Asked[]): string[] => [
  ...new Set(
    asked.flatMap(({ id, status, message }) => (id === null ? [`${status} ${message.replace(/error \w{8}/, 'error …')}`] : [])),
  ),
]
