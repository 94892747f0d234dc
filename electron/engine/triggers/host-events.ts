import { readFile } from 'node:fs/promises'
import type { Params } from '../../../shared/model/params.ts'
import type { TriggerKind } from '../../../shared/model/trigger.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { fire } from '../queue/fire.ts'
import type { Store } from '../store/store.ts'

export type HostEvent = Exclude<TriggerKind, 'files' | 'after' | 'webhook'>

/** Triggers that are set off in one write, so that nobody else waits for long. */
const atOnce = 100

type Parts = { store: Store; clock: Clock; log: Log; dispatcher: { wake(): void; stopAttempts(ids: string[]): void } }

/** What the computer or LocalFlow itself does sets off the jobs that wait for that. Gives what is to be called for each. */
export function createHostEvents({ store, clock, log, dispatcher }: Parts) {
  return async function happened(kind: HostEvent, params: Params = {}): Promise<void> {
    try {
      for (let after = 0; ; ) {
        const rows = store.triggers.ofKind(kind, after, atOnce)
        const on = rows.filter(({ enabled }) => enabled)
        if (on.length > 0) {
          const stop = await store.write(() => {
            dispatcher.wake()
            return on.flatMap((row) => fire(store, row, params, clock.now()).stop)
          })
          dispatcher.stopAttempts(stop)
        }
        after = rows.at(-1)?.number ?? 0
        if (rows.length < atOnce) return
      }
    } catch (error) {
      log.error('what waits for an event of the computer could not be begun', { kind, error })
    }
  }
}

/**
 * Another each time the person logs in, where the system tells; else another each time the computer is started. `boot` tells
 * one start of the computer from the next.
 */
export async function loginSession(boot: string, environment: Record<string, string>): Promise<string> {
  const audit = (await readFile('/proc/self/sessionid', 'utf8').catch(() => '')).trim()
  const session = /^\d+$/.test(audit) && audit !== '4294967295' ? audit : (environment['XDG_SESSION_ID'] ?? '')
  return `${boot} ${session}`
}
