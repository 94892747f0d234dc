import type { Change } from '../../shared/contract/live.ts'
import { announce } from '../ui/announcer.tsx'
import { api, client, queryClient } from './client.ts'
import { useConnection } from './connection.ts'

/** Changes that come together are answered together. */
const gatherMs = 80
const endedTypes = new Set(['succeeded', 'failed', 'cancelled', 'skipped'])

let since: number | undefined
let gathered: Change[] = []
let timer: ReturnType<typeof setTimeout> | null = null

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
  try {
    for await (const change of await client.live.changes(since === undefined ? {} : { since })) {
      if (useConnection.getState().times !== times) return
      since = change.seq
      gathered.push(change)
      if (timer === null) timer = setTimeout(apply, gatherMs)
    }
  } catch {
    // The connection is gone: the next one begins a new tale.
  }
  if (times > 1) void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })
}

function apply(): void {
  timer = null
  const changes = gathered
  gathered = []
  if (changes.some(({ noun }) => noun === 'reset')) return void queryClient.invalidateQueries()
  const runIds = new Set(changes.flatMap((change) => (change.noun === 'run' ? [change.id] : [])))
  void queryClient.invalidateQueries({ queryKey: api.jobs.key() })
  void queryClient.invalidateQueries({ queryKey: api.system.key() })
  if (runIds.size === 0) return
  void queryClient.invalidateQueries({ queryKey: api.runs.list.key() })
  void queryClient.invalidateQueries({ queryKey: api.runs.get.key(), predicate: ({ state }) => isOneOf(runIds, state.data) })
  void queryClient.invalidateQueries({ queryKey: api.runs.events.key() })
  for (const change of changes) if (change.noun === 'run' && endedTypes.has(change.type)) void announceEnd(change.id)
}

const isOneOf = (ids: Set<string>, data: unknown): boolean => ids.has((data as { id?: string } | undefined)?.id ?? '')

async function announceEnd(id: string): Promise<void> {
  const run = await client.runs.get({ ref: id }).catch(() => null)
  if (run) announce(`Run ${run.number} of ${run.title} ${run.status}`)
}
