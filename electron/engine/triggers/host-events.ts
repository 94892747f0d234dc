import { readFile } from 'node:fs/promises'
import type { Params } from '../../../shared/model/params.ts'
import type { TriggerKind } from '../../../shared/model/trigger.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Core } from '../queue/queue.ts'
import { startTriggered } from './start-triggered.ts'

export type HostEvent = Exclude<TriggerKind, 'files' | 'after' | 'webhook'>

/** The most triggers that one write fires, so that other writes do not wait for long. */
const atOnce = 100

type Parts = { core: Core; clock: Clock; log: Log }

const retryMs = 5_000

/** Fires the triggers for events of the computer and of LocalFlow itself. */
export function createHostEvents({ core, clock, log }: Parts) {
  const { store } = core
  let closed = false

  /** Fires the next ones; returns the last number, or null when all have fired. `done` is written with the last. */
  async function beginSome(kind: HostEvent, params: Params, after: number, done: () => void): Promise<number | null> {
    const rows = store.triggers.ofKind(kind, after, atOnce)
    const isLast = rows.length < atOnce
    await store.submit('fire triggers', () => {
      if (isLast) done()
      for (const row of rows) if (row.enabled) startTriggered(core, row, params, clock.now())
    })
    return isLast ? null : (rows.at(-1)?.number ?? null)
  }

  return {
    /**
     * A run that cannot be recorded now, for example because the disk is full, is retried. `done` is written with the last
     * run.
     */
    async happened(kind: HostEvent, done: () => void = () => {}): Promise<void> {
      for (let after: number | null = 0; after !== null && !closed; ) {
        try {
          after = await beginSome(kind, {}, after, done)
        } catch (error) {
          if (closed) return
          log.error('could not fire the triggers of a system event, will retry', { kind, error })
          await new Promise<void>((again) => void clock.after(retryMs, again))
        }
      }
    },
    stop(): void {
      closed = true
    },
  }
}

/**
 * Differs after each login, if the system reports it; otherwise after each start of the computer. `boot` identifies a start
 * of the computer.
 */
export async function loginSession(boot: string, environment: Record<string, string>): Promise<string> {
  const audit = (await readFile('/proc/self/sessionid', 'utf8').catch(() => '')).trim()
  const session = /^\d+$/.test(audit) && audit !== '4294967295' ? audit : (environment['XDG_SESSION_ID'] ?? '')
  return `${boot} ${session}`
}
