import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Subject } from './subject.ts'

type Detail = { nodes: { tries: { id: string; startedAt: number; droppedBytes: number }[] }[] }

/** Of a task's only attempt: what its log holds, without LocalFlow's own notes, and what is said to be missing. */
export async function logAccount(subject: Subject, taskId: string): Promise<{ text: string; kept: number; dropped: number }> {
  const task = (await subject.ask<{ runId: string }>('GET', `/tasks/${taskId}`)).body
  const run = (await subject.ask<Detail>('GET', `/runs/${task?.runId}`)).body
  const attempt = run?.nodes[0]?.tries[0]
  const day = new Date(attempt?.startedAt ?? 0).toISOString().slice(0, 10).replaceAll('-', '/')
  const path = join(subject.seen, 'logs', day, `${attempt?.id}.log`)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return { text, kept: text.replaceAll(/\n\[LocalFlow\] .*\n/g, '').length, dropped: attempt?.droppedBytes ?? 0 }
}
