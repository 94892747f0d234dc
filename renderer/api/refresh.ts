import { partialMatchKey, type QueryKey } from '@tanstack/react-query'
import type { Change } from '../../shared/contract/live.ts'
import { api, queryClient } from './client.ts'
import { isEnd } from './run-ends.ts'

/** Histories of flows' runs: what is new is added to them. */
export const flowEventsKey = ['flow events']

/** While nothing but runs change, occurrences are read again no more often than this. */
const occurrencesMs = 1_500
/** The runs of alerts change with every attempt, so they are not read after every single one. */
const alertsMs = 500
/** A long list of a pipeline's executions is read again no more often than this. */
const executionsMs = 1_000
/** The activity of a day and the number of matching runs count many rows, so they are read again no more often than this. */
const activityMs = 5_000
const overviewMs = 1_000

type Noun = Change['noun']
type Test = (change: Change) => boolean

const isOf =
  (...nouns: Noun[]): Test =>
  ({ noun }) =>
    nouns.includes(noun)
const isProgress: Test = (change) => change.noun === 'run' && change.type === 'progress'
const isRun: Test = (change) => change.noun === 'run' && change.type !== 'progress'
const isRunOfJob: Test = (change) => isRun(change) && change.noun === 'run' && change.jobId !== null
const isSystem =
  (...types: Extract<Change, { noun: 'system' }>['type'][]): Test =>
  (change) =>
    change.noun === 'system' && types.includes(change.type)
const isType =
  (type: string): Test =>
  (change) =>
    'type' in change && change.type === type
const any =
  (...tests: Test[]): Test =>
  (change) =>
    tests.some((test) => test(change))

/** Which answers each change makes stale. Each key stands in one rule. */
const rules: [test: Test, ...keys: QueryKey[]][] = [
  // A list of jobs shows the schedules, triggers and newest runs of each.
  [any(isOf('job', 'schedule', 'trigger', 'flow', 'secret'), isRunOfJob), api.jobs.key()],
  [any(isOf('run', 'alert', 'job', 'flow', 'pipeline', 'worker', 'setting', 'system')), api.system.info.key()],
  [any(isRun, isType('run deleted'), isOf('queue', 'worker')), api.runs.list.key(), api.runs.running.key()],
  [isRun, api.runs.events.key()],
  [any(isEnd, isOf('alert'), isType('run deleted')), api.runs.related.key()],
  [isOf('job', 'flow', 'pipeline'), api.search.definitions.key()],
  // A run may now wait for another reason. A "run deleted" change does not name the run.
  [
    any(isOf('queue', 'worker', 'condition', 'setting'), isType('run deleted'), isSystem('storage', 'runner')),
    api.runs.get.key(),
  ],
  [isOf('job', 'schedule', 'setting'), api.schedules.key()],
  [isOf('job', 'flow', 'pipeline', 'schedule', 'trigger', 'setting', 'alert'), api.overview.key()],
  [isOf('run', 'schedule'), api.backfills.list.key()],
  [any(isOf('trigger', 'job'), isSystem('address'), isEnd), api.triggers.key()],
  [isRun, api.triggers.firings.key()],
  // The newest runs of each are a part of them.
  [any(isRun, isOf('flow')), api.flows.key()],
  [any(isRun, isOf('pipeline')), api.pipelines.key()],
  [isEnd, api.objects.key()],
  [any(isRun, isOf('worker')), api.workers.key()],
  [isOf('run', 'queue', 'worker', 'job'), api.tasks.key(), api.queues.key()],
  [isOf('secret', 'job', 'flow'), api.secrets.key()],
  [isOf('setting'), api.settings.key()],
  [isOf('state'), api.state.key()],
  [isOf('template'), api.templates.key()],
  [isOf('operation'), api.operations.key()],
  [isOf('preference'), api.preferences.key(), api.views.key()],
  [isOf('job', 'flow', 'pipeline'), api.preferences.favorites.key(), api.organize.key()],
  // The name and the notifications of a job are a part of its alert.
  [isOf('alert', 'job', 'flow', 'pipeline'), api.alerts.key()],
  [isOf('maintenance'), api.maintenance.key()],
]

/** What only notices tell of: a client that was away for a while does not get them later. */
const noticed: QueryKey[] = [
  api.system.info.key(),
  api.settings.key(),
  api.state.key(),
  api.preferences.key(),
  api.views.key(),
  api.maintenance.key(),
  api.triggers.key(),
  api.workers.key(),
  api.runs.get.key(),
  api.pipelines.view.key(),
  api.pipelines.executions.key(),
]

const invalidate = (queryKey: QueryKey): Promise<void> => queryClient.invalidateQueries({ queryKey })

/** Reads again what notices told of meanwhile. */
export const refreshNoticed = (): Promise<unknown> => Promise.all(noticed.map(invalidate))

/** Reads again what the changes made stale, and is on the screen; the rest is read again when it is. */
export async function refresh(changes: Change[]): Promise<void> {
  if (changes.some(isOf('reset'))) return queryClient.invalidateQueries()
  const stale = withoutParts(rules.flatMap(([test, ...keys]) => (changes.some(test) ? keys : [])))
  if (changes.some(isRun)) readAlertsSoon()
  if (changes.some(isRun)) readActivitySoon()
  if (changes.some(isRun)) readRunCountSoon()
  if (changes.some(isRun)) readNeighborsSoon()
  if (changes.some(isRun)) {
    readOverviewSoon()
    readDaysSoon()
  }
  if (changes.some(isRun)) readOccurrencesSoon()
  if (changes.some(isProgress)) readExecutionsSoon()
  await Promise.all([
    ...stale.map(invalidate),
    changes.some(isOf('preference')) && refreshFavorites(),
    ...refreshRuns(idsOf(changes, isRun)),
    ...idsOf(changes, isProgress).map((ref) => invalidate(api.pipelines.view.key({ input: { ref } }))),
    // A run that another was made from names that one.
    changes.some((change) => isRun(change) && isType('queued')(change)) &&
      queryClient.invalidateQueries({ queryKey: api.runs.get.key(), refetchType: 'none' }),
  ])
}

/** Lists of favorites: their filter names them. */
const refreshFavorites = (): Promise<void> =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey).includes('favorite:') })

/** Nothing is asked for twice: a key that another one includes goes. */
const withoutParts = (keys: QueryKey[]): QueryKey[] =>
  keys.filter((key) => !keys.some((other) => other !== key && partialMatchKey(key, other)))

function refreshRuns(ids: string[]): Promise<void>[] {
  if (ids.length === 0) return []
  const changed = new Set(ids)
  const isChanged = (data: unknown): boolean => changed.has((data as { id?: string } | undefined)?.id ?? '')
  return [
    queryClient.invalidateQueries({
      queryKey: api.runs.get.key(),
      predicate: ({ state }) => state.status === 'error' || isChanged(state.data),
    }),
    queryClient.invalidateQueries({ queryKey: flowEventsKey, predicate: ({ queryKey }) => changed.has(String(queryKey[1])) }),
  ]
}

const idsOf = (changes: Change[], test: Test): string[] => [
  ...new Set(changes.flatMap((change) => (change.noun === 'run' && test(change) ? [change.id] : []))),
]

/** Reads something again a little later, once for all that asks meanwhile: under load many runs end every second. */
function soon(queryKey: QueryKey, ms: number): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      void invalidate(queryKey)
    }, ms)
  }
}

/** An occurrence is recorded with the run it starts, and changes with it. */
const readOccurrencesSoon = soon(api.schedules.key(), occurrencesMs)
const readActivitySoon = soon(api.runs.activity.key(), activityMs)
const readRunCountSoon = soon(api.runs.count.key(), activityMs)
const readOverviewSoon = soon(api.overview.get.key(), overviewMs)
const readDaysSoon = soon(api.overview.days.key(), overviewMs)
const readNeighborsSoon = soon(api.runs.neighbors.key(), activityMs)
const readAlertsSoon = soon(api.alerts.key(), alertsMs)
const readExecutionsSoon = soon(api.pipelines.executions.key(), executionsMs)
