import { setTimeout as pause } from 'node:timers/promises'
import type { LfServer } from './lf-server.ts'

/** Null: requests are allowed; otherwise why they are not. */
export async function accessProblem(server: LfServer): Promise<string | null> {
  const { status, message } = await server.ask('GET', '/system')
  return status === 200 ? null : `requests are refused: ${status} ${message}`
}

/** False: tasks are still waiting or running when the time is up. */
export async function untilIdle(server: LfServer, withinMs: number): Promise<boolean> {
  for (const begin = performance.now(); performance.now() - begin < withinMs && server.isAlive(); await pause(50)) {
    const info = (await server.ask<{ queued: number; running: number }>('GET', '/system')).body
    if (info && info.queued + info.running === 0) return true
  }
  return false
}
