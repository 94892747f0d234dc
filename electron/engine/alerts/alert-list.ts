import { AppError } from '../../../shared/errors.ts'
import type { Alert, AlertDetail, AlertState } from '../../../shared/model/alert.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { AlertCursor, AlertRow } from '../store/alerts.ts'
import type { Store } from '../store/store.ts'

export type AlertQuery = { state: AlertState | null; cursor: string | null; limit: number }

const runsShown = 50

/** Reads alerts. Errors are not-found, and invalid for an invalid cursor. */
export function createAlertList(store: Store) {
  function withRun({ firstRun: _, ...alert }: AlertRow): Alert {
    const run = store.runs.byNumber(alert.run)
    return { ...alert, run, error: errorOf(alert, run), paused: pauseOf(alert) }
  }

  /** The alert of a hook that could not start has the title of the hook, and the run that it follows. */
  function errorOf({ subject: { kind, name } }: Pick<AlertRow, 'subject'>, run: Run | null): string | null {
    if (run === null || kind !== 'command' || run.title === name) return run?.error ?? null
    const failed = store.events.rareOfRun(run.number, 'hook failed', limits.hooks)
    const own = failed.find(({ data }) => `${run.title}: ${String(data['hook'])}` === name)
    return own ? String(own.data['error']) : run.error
  }

  const pauseOf = ({ state, subject: { kind, id } }: Pick<AlertRow, 'state' | 'subject'>): string | null =>
    state === 'resolved' || kind !== 'job' || id === null ? null : (store.jobPauses.of(id)?.reason ?? null)

  /** By number, by id, or by the name of its subject while it is unresolved. */
  function find(ref: string): AlertRow {
    const found = /^\d{1,15}$/.test(ref) ? store.alerts.get(Number(ref)) : (store.alerts.byId(ref) ?? ofName(ref))
    if (!found) throw new AppError('not-found', `There is no alert "${ref}". List them with: lf alert list`)
    return found
  }

  function ofName(name: string): AlertRow | null {
    const ids = { job: store.jobs.seek(name)?.id, flow: store.flows.seek(name)?.id, pipeline: store.pipelines.seek(name)?.id }
    for (const kind of ['job', 'flow', 'pipeline'] as const) {
      const id = ids[kind]
      const alert = id === undefined ? null : store.alerts.ofSubject({ kind, id })
      if (alert) return alert
    }
    return store.alerts.ofSubject({ kind: 'command', id: name })
  }

  return {
    find,
    withRun,
    list({ state, cursor, limit }: AlertQuery): { items: Alert[]; nextCursor: string | null } {
      const found = store.alerts.list(state, cursor === null ? null : readCursor(cursor), limit + 1)
      const items = found.slice(0, limit)
      const last = found.length > limit ? items.at(-1) : undefined
      return { items: items.map(withRun), nextCursor: last ? `${last.run}-${last.number}` : null }
    },
    get(ref: string): AlertDetail {
      const alert = find(ref)
      const runs = store.runs.failedOf(alert.subject, { from: alert.firstRun, before: alert.run + 1, limit: runsShown })
      return { ...withRun(alert), runs }
    },
  }
}

function readCursor(cursor: string): AlertCursor {
  const [, run, number] = /^(\d{1,15})-(\d{1,15})$/.exec(cursor) ?? []
  if (run === undefined || number === undefined)
    throw new AppError('invalid', 'cursor: must be the nextCursor of the previous page')
  return { run: Number(run), number: Number(number) }
}
