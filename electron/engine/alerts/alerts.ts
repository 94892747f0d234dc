import { AppError } from '../../../shared/errors.ts'
import type { Alert } from '../../../shared/model/alert.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, type StorageState } from '../base/wake-loop.ts'
import type { Core } from '../queue/queue.ts'
import type { AlertRow } from '../store/alerts.ts'
import { createAlertList } from './alert-list.ts'
import { alertOf, note, resolve } from './follow-runs.ts'

export { failing } from './failing.ts'
export { alertOf, leaveDeletedRun, recordFailedHook, resolveOfDeleted, restoreWithSubject, updateAlerts } from './follow-runs.ts'

/** The most alerts that one write changes, so that other writes do not wait for long. */
const atOnce = 200

type Parts = { core: Core; clock: Clock; log: Log; storage: StorageState }

export type AlertActions = ReturnType<typeof createAlertActions>

/** What a person does with alerts, and what is due: snoozed ones open again, those of commands expire. */
export function createAlertActions({ core, clock, log, storage }: Parts) {
  const { store } = core
  const list = createAlertList(store)

  /** Throws not-found, and conflict for a resolved alert. */
  const change = async (ref: string, { verb, type, state, until = null }: Change): Promise<Alert> =>
    store.submit('change an alert', () => {
      const alert = list.find(ref)
      if (alert.state === 'resolved') throw resolvedError(alert, verb)
      store.alerts.setState(alert.number, state, until, clock.now())
      note(store, alert, type, clock.now(), until === null ? {} : { until })
      return list.withRun(list.find(String(alert.number)))
    })

  const loop = createWakeLoop(
    { clock, log, storage },
    { failure: 'could not reopen snoozed alerts', look, nextDue: store.alerts.nextDue, isPatient: true },
  )

  async function look(now: number): Promise<void> {
    while ((store.alerts.nextDue() ?? Number.POSITIVE_INFINITY) <= now)
      await store.submit('update due alerts', () => {
        for (const alert of store.alerts.expired(now, atOnce)) resolve(store, alert, 'expired', now)
        for (const alert of store.alerts.snoozedUntil(now, atOnce)) wake(alert, now)
      })
  }

  function wake(alert: AlertRow, now: number): void {
    store.alerts.wake(alert.number)
    note(store, alert, 'snooze ended', now)
  }

  return {
    start: loop.start,
    stop: loop.stop,
    /** Call when an alert may be due earlier. */
    rearm: loop.rearm,
    list: list.list,
    get: list.get,
    /** The open alerts among these ids. */
    open: (ids: readonly string[]): Alert[] =>
      ids.flatMap((id) => {
        const alert = store.alerts.byId(id)
        return alert?.state === 'open' ? [list.withRun(alert)] : []
      }),
    /** A failed run that a person is to be notified of: its alert is open, and its job is not muted. */
    isNews(run: Run): boolean {
      const alert = run.trigger === 'flow' || run.test ? null : alertOf(core, run)
      return alert?.state === 'open' && !alert.muted
    },
    acknowledge: (ref: string): Promise<Alert> =>
      change(ref, { verb: 'acknowledge', type: 'acknowledged', state: 'acknowledged' }),
    reopen: (ref: string): Promise<Alert> => change(ref, { verb: 'reopen', type: 'reopened', state: 'open' }),
    /** Throws invalid for a time that is over. */
    async snooze(ref: string, until: number): Promise<Alert> {
      if (until <= clock.now())
        throw new AppError('invalid', 'Could not snooze the alert: the time is in the past. Choose a later one.', [
          { path: 'until', message: 'is in the past' },
        ])
      return change(ref, { verb: 'snooze', type: 'snoozed', state: 'snoozed', until })
    },
    async acknowledgeAll(): Promise<{ count: number }> {
      for (let count = 0; ; ) {
        const some = await store.submit('change an alert', () => {
          const open = store.alerts.list('open', null, atOnce)
          for (const alert of open) {
            store.alerts.setState(alert.number, 'acknowledged', null, clock.now())
            note(store, alert, 'acknowledged', clock.now())
          }
          return open.length
        })
        count += some
        if (some < atOnce) return { count }
      }
    },
  }
}

type Change = {
  verb: string
  /** Of the event. */
  type: string
  state: 'open' | 'acknowledged' | 'snoozed'
  until?: number | null
}

const resolvedError = ({ subject }: AlertRow, verb: string): AppError =>
  new AppError(
    'conflict',
    `Could not ${verb} the alert of "${subject.name}": it is resolved. The next failure of "${subject.name}" opens a new one.`,
  )
