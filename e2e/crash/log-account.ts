import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LfServer } from './lf-server.ts'

type Detail = { nodes: { tries: { id: string; startedAt: number; droppedBytes: number }[] }[] }

/** The log of a task's only attempt: its text, its length without LocalFlow's own notes, and the bytes that are missing. */
export async function logAccount(server: LfServer, taskId: string): Promise<{ text: string; kept: number; dropped: number }> {
  const task = (await server.ask<{ runId: string }>('GET', `/tasks/${taskId}`)).body
  const run = (await server.ask<Detail>('GET', `/runs/${task?.runId}`)).body
  const attempt = run?.nodes[0]?.tries[0]
  const day = new Date(attempt?.startedAt ?? 0).toISOString().slice(0, 10).replaceAll('-', '/')
  const path = join(server.seen, 'logs', day, `${attempt?.id}.log`)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return { text, kept: text.replaceAll(/(?:^|\n)\[LocalFlow\] .*\n/g, '').length, dropped: attempt?.droppedBytes ?? 0 }
}
