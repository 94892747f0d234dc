import { setTimeout as pause } from 'node:timers/promises'
import type { Subject } from './subject.ts'

/** Null: all is well; else why nobody may ask anything. */
export async function shutOut(subject: Subject): Promise<string | null> {
  const { status, message } = await subject.ask('GET', '/system')
  return status === 200 ? null : `nobody is let in: ${status} ${message}`
}

/** False: something still waits or runs when the time is over. */
export async function untilIdle(subject: Subject, withinMs: number): Promise<boolean> {
  for (const begin = performance.now(); performance.now() - begin < withinMs && subject.isAlive(); await pause(50)) {
    const info = (await subject.ask<{ queued: number; running: number }>('GET', '/system')).body
    if (info && info.queued + info.running === 0) return true
  }
  return false
}
