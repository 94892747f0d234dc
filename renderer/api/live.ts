import type { Change } from '../../shared/contract/live.ts'
import { api, client, queryClient } from './client.ts'
import { useConnection } from './connection.ts'
import { isEnd, tellEnds } from './run-ends.ts'

/** Changes that come together are answered together. */
const gatherMs = 80
/** Slots are read again no more often than this while nothing but runs change. */
const slotsMs = 1_500
/** Every window asks for what failed, so not after every single run. */
const failingMs = 500

/** Histories of flows' runs: what is new is added to them. */
export const flowEventsKey = ['flow events']

let since: number | undefined
let gathered: Change[] = []
let timer: ReturnType<typeof setTimeout> | null = null
let applying = false

/** The only place where an event touches the cache. Goes on where it was after every lost connection. */
export function followChanges(): void {
  useConnection.subscribe(({ state, times }, before) => {
    if (state !== 'open' || times === before.times) return
    // Without a place to go on from, everything that was read before may be old.
    if (times > 1 && since === undefined) void queryClient.invalidateQueries()
    void follow(times)
  })
}

async function follow(times: number): Promise<void> {
  // What could not be read while the connection was gone is read now.
  if (times > 1) {
    void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })
    // Not all that the host says of itself is told again.
    void queryClient.invalidateQueries({ queryKey: api.system.key() })
  }
  try {
    for await (const change of await client.live.changes(since === undefined ? {} : { since })) {
      if (useConnection.getState().times !== times) return
      since = change.seq
      gathered.push(change)
      gather()
    }
  } catch {
    // The connection is gone: the next one goes on from here.
  }
}

function gather(): void {
  if (timer === null && !applying) timer = setTimeout(() => void apply(), gatherMs)
}

/** One answer at a time: a second would break off what the first is still reading, and under load nothing ever arrived. */
async function apply(): Promise<void> {
  timer = null
  applying = true
  const changes = gathered
  gathered = []
  await refresh(changes).catch(() => {})
  tellEnds(changes)
  applying = false
  if (gathered.length > 0) gather()
}

async function refresh(changes: Change[]): Promise<void> {
  if (changes.some(({ noun }) => noun === 'reset')) return queryClient.invalidateQueries()
  const runIds = new Set(changes.flatMap((change) => (change.noun === 'run' ? [change.id] : [])))
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: api.jobs.key() }),
    queryClient.invalidateQueries({ queryKey: api.system.key() }),
    runIds.size > 0 && queryClient.invalidateQueries({ queryKey: api.runs.list.key() }),
    changes.some(isEnd) && readFailingSoon(),
    runIds.size > 0 &&
      queryClient.invalidateQueries({
        queryKey: api.runs.get.key(),
        predicate: ({ state }) => state.status === 'error' || isOneOf(runIds, state.data),
      }),
    // A run that it was made from names it; what is not on the screen is read again when it is.
    changes.some((change) => change.noun === 'run' && change.type === 'queued') &&
      queryClient.invalidateQueries({ queryKey: api.runs.get.key(), refetchType: 'none' }),
    runIds.size > 0 && queryClient.invalidateQueries({ queryKey: api.runs.events.key() }),
    changes.some(({ noun }) => noun !== 'run')
      ? queryClient.invalidateQueries({ queryKey: api.schedules.key() })
      : readSlotsSoon(),
    runIds.size > 0 && queryClient.invalidateQueries({ queryKey: api.triggers.firings.key() }),
    runIds.size > 0 &&
      queryClient.invalidateQueries({ queryKey: flowEventsKey, predicate: ({ queryKey }) => runIds.has(String(queryKey[1])) }),
    // The last runs of each are a part of them.
    changes.some(({ noun }) => noun === 'run' || noun === 'flow') && queryClient.invalidateQueries({ queryKey: api.flows.key() }),
    changes.some(({ noun }) => noun === 'run' || noun === 'pipeline') &&
      queryClient.invalidateQueries({ queryKey: api.pipelines.key() }),
    changes.some(isEnd) && queryClient.invalidateQueries({ queryKey: api.objects.key() }),
    queryClient.invalidateQueries({ queryKey: api.backfills.list.key() }),
    // Of what no history keeps it is only known that it changed: workers, settings that ran out, why runs wait.
    changes.some(({ noun }) => noun === 'system') &&
      Promise.all([
        queryClient.invalidateQueries({ queryKey: api.workers.key() }),
        queryClient.invalidateQueries({ queryKey: api.settings.key() }),
        queryClient.invalidateQueries({ queryKey: api.runs.get.key() }),
      ]),
    changes.some(concernsTriggers) && queryClient.invalidateQueries({ queryKey: api.triggers.key() }),
    queryClient.invalidateQueries({ queryKey: api.tasks.key() }),
    queryClient.invalidateQueries({ queryKey: api.queues.key() }),
    changes.some(({ noun }) => noun === 'secret' || noun === 'job' || noun === 'flow') &&
      queryClient.invalidateQueries({ queryKey: api.secrets.key() }),
    changes.some(({ noun }) => noun === 'setting') && queryClient.invalidateQueries({ queryKey: api.settings.key() }),
    // Why a run waits may be another reason now.
    changes.some(({ noun }) => noun === 'queue') && queryClient.invalidateQueries({ queryKey: api.runs.key() }),
    changes.some((change) => 'type' in change && change.type === 'run deleted') &&
      queryClient.invalidateQueries({ queryKey: api.runs.list.key() }),
  ])
}

/** Reads something again a little later, once for all that asks meanwhile: under load many runs end every second. */
function soon(queryKey: readonly unknown[], ms: number): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      void queryClient.invalidateQueries({ queryKey })
    }, ms)
  }
}

/** An occurrence is recorded with the run it starts, and changes with it. */
const readSlotsSoon = soon(api.schedules.key(), slotsMs)
const readFailingSoon = soon(api.runs.failing.key(), failingMs)

/** What they say of themselves, and what the host says of them: it may see a file again that was gone. */
const concernsTriggers = ({ noun }: Change): boolean => noun === 'trigger' || noun === 'job' || noun === 'system'

const isOneOf = (ids: Set<string>, data: unknown): boolean => ids.has((data as { id?: string } | undefined)?.id ?? '')
