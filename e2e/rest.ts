import type { Served } from './hosts.ts'

/** One request to the REST API of a running LocalFlow, on a connection of its own: one of before a kill is closed. */
export async function call<T>(served: Served, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${served.url}/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${served.token}`, 'Content-Type': 'application/json', Connection: 'close' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

export type Made = { id: string; number: number }

export const cron = (expr: string) => ({ timing: { kind: 'cron', expr }, tz: 'UTC' })
export const script = (name: string, text: string) => ({ name, body: { kind: 'script', script: text, interpreter: ['sh'] } })
