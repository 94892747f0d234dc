import { localActor } from '../../../shared/model/actor.ts'
import { readFavorite } from '../../../shared/model/favorite.ts'
import type { Run } from '../../../shared/model/run.ts'
import { isPaused, type Settings } from '../../../shared/model/settings.ts'
import type { Store } from '../store/store.ts'

export type QuickJob = { id: string; name: string }
/** A recently started flow, with the parameters of its last run. */
export type QuickFlow = { id: string; name: string; run: string }
export type QuickRun = Pick<Run, 'id' | 'number' | 'title' | 'status' | 'error'>
/** An open alert, with the number of its newest failed run. */
export type QuickAlert = { name: string; count: number; run: number }

const mostPinned = 10
const mostFavorites = 10
const mostRecent = 5
const mostFlows = 3
const mostShown = 8
const mostAlerts = 3
const lookedAt = 50

/** The items of a small menu: jobs to run at once, runs to stop, open alerts; schedules to pause, if there are any. */
export function quickRun(
  store: Store,
  paused: Settings['paused'],
  now: number,
): { jobs: QuickJob[]; flows: QuickFlow[]; running: QuickRun[]; alerts: QuickAlert[]; schedules: 'none' | 'at work' | 'paused' } {
  const pinned = store.jobs.pinned(mostPinned)
  const known = new Set(pinned.map(({ id }) => id))
  const favorites = favoriteJobs(store).filter(({ id }) => !known.has(id))
  for (const { id } of favorites) known.add(id)
  const recent: QuickJob[] = []
  const lately = store.runs.list({ status: null, jobId: null, from: null, before: null, limit: lookedAt })
  for (const { jobId } of lately) {
    if (jobId === null || known.has(jobId) || recent.length >= mostRecent) continue
    known.add(jobId)
    const job = store.jobs.named(jobId)
    if (job) recent.push(job)
  }
  return {
    jobs: [...pinned, ...favorites, ...recent],
    flows: recentFlows(store, lately),
    running: store.runs.list({ status: 'running', jobId: null, from: null, before: null, limit: mostShown }),
    alerts: newestAlerts(store),
    schedules: store.schedules.page(0, 1).length === 0 ? 'none' : isPaused(paused, now) ? 'paused' : 'at work',
  }
}

/** Of the person at this computer, to whom the menu belongs. */
const favoriteJobs = (store: Store): QuickJob[] =>
  store.preferences
    .read(localActor)
    .favorites.flatMap((key) => {
      const favorite = readFavorite(key)
      return (favorite?.kind === 'job' && store.jobs.named(favorite.id)) || []
    })
    .slice(0, mostFavorites)

const newestAlerts = (store: Store): QuickAlert[] =>
  store.alerts
    .list('open', null, lookedAt)
    .filter(({ muted }) => !muted)
    .slice(0, mostAlerts)
    .map(({ subject, count, run }) => ({ name: subject.name, count, run }))

/** Flows that were started on their own, not within others or by jobs. */
function recentFlows(store: Store, lately: Run[]): QuickFlow[] {
  const found = new Map<number, QuickFlow>()
  for (const { id, number, jobId, trigger } of lately) {
    if (found.size >= mostFlows) break
    if (jobId !== null || trigger === 'flow') continue
    const { flow = null } = store.flowRuns.get(number) ?? {}
    const known = flow === null || found.has(flow) ? null : store.flows.get(flow)
    // A deleted one cannot be started.
    if (known && flow !== null && store.flows.seek(known.id)) found.set(flow, { id: known.id, name: known.name, run: id })
  }
  return [...found.values()]
}
