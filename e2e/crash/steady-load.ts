import { setTimeout as pause } from 'node:timers/promises'
import { endedStates } from './checks/database.ts'
import type { Expected } from './checks/expected.ts'
import type { Answer, LfServer } from './lf-server.ts'
import { recordedScript, type ScriptRecord } from './script-record.ts'

/** One request to enqueue a task, and its answer. */
export type Request = { key: string; at: number; id: string | null } & Pick<Answer<unknown>, 'status' | 'ms' | 'message'>

/** A command that records its start and end; the record is given by its path, or by a variable of the shell. */
export const recorded = (record: { path: string }, act: string) => ({
  command: '/bin/sh',
  args: ['-c', recordedScript(record.path, act)],
  cwd: '/',
})

export async function enqueue(server: LfServer, key: string, payload: object, more: object = {}): Promise<Request> {
  const at = performance.now()
  const body = { type: 'shell', payload, idempotencyKey: key, ...more }
  const { status, ms, message, body: task } = await server.ask<{ id: string }>('POST', '/tasks', body)
  return { key, at, id: task?.id ?? null, status, ms, message }
}

/** Enqueues one task after the other, under keys that start with the name, until it is stopped. */
export function startLoad(server: LfServer, payloadOf: (n: number) => object, { paceMs = 15, name = 'load' } = {}) {
  const requests: Request[] = []
  let going = true
  async function enqueueAll(): Promise<void> {
    for (let n = 0; going; n++) {
      requests.push(await enqueue(server, `${name}-${n}`, payloadOf(n)))
      await pause(paceMs)
    }
  }
  const over = enqueueAll()
  return {
    requests,
    async stop(): Promise<void> {
      going = false
      await over
    },
  }
}

export const acknowledgedIn = (requests: Request[]): string[] => requests.flatMap(({ id }) => (id === null ? [] : [id]))

/** Each kind of answer that did not acknowledge a task, once. */
export const refusalsIn = (requests: Request[]): string[] => [
  ...new Set(
    requests.flatMap(({ id, status, message }) =>
      id === null ? [`${status} ${message.replace(/error \w{8}/, 'error …')}`] : [],
    ),
  ),
]

/** Every acknowledged task must have ended, however; what a full disk refused must not have been kept. */
export function expectedOf(requests: Request[], record: ScriptRecord): Expected {
  const accepted = new Set(requests.flatMap(({ key, id }) => (id === null ? [] : [key])))
  return {
    tasks: new Map(acknowledgedIn(requests).map((id) => [id, endedStates])),
    refused: requests.flatMap(({ key, status }) => (status === 507 && !accepted.has(key) ? [key] : [])),
    record,
  }
}
