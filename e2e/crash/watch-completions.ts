import { setTimeout as pause } from 'node:timers/promises'
import type { LfServer } from './lf-server.ts'

/** Keeps polling for succeeded tasks, and notes when each first appeared. */
export function watchCompletions(server: LfServer) {
  const seen = new Map<string, number>()
  let going = true
  async function look(): Promise<void> {
    while (going) {
      const answer = await server.ask<{ items: { id: string }[] }>('GET', '/tasks?status=succeeded&limit=100')
      const now = performance.now()
      for (const { id } of answer.body?.items ?? []) if (!seen.has(id)) seen.set(id, now)
      await pause(50)
    }
  }
  const over = look()
  return {
    before: (moment: number): string[] => [...seen].flatMap(([id, at]) => (at < moment ? [id] : [])),
    async stop(): Promise<void> {
      going = false
      await over
    },
  }
}
