import type { Change } from '../../shared/contract/live.ts'
import { client, queryClient } from './client.ts'
import { useConnection } from './connection.ts'
import { refresh, refreshNoticed } from './refresh.ts'
import { tellEnds } from './run-ends.ts'

/** Changes that come together are answered together. */
const gatherMs = 80

let since: number | undefined
let gathered: Change[] = []
let timer: ReturnType<typeof setTimeout> | null = null
let applying = false

/** The only place where a change reaches the cache. Goes on where it was after every lost connection. */
export function followChanges(): void {
  useConnection.subscribe(({ state, times }, before) => {
    if (state !== 'open' || times === before.times) return
    // What could not be read while the connection was gone is read now.
    if (times > 1) void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })
    void follow(times)
  })
}

async function follow(times: number): Promise<void> {
  try {
    const stream = await client.live.changes(since === undefined ? {} : { since })
    // Without a place to go on from, everything that was read before may be old.
    if (since === undefined) void queryClient.invalidateQueries({}, { cancelRefetch: false })
    void refreshNoticed()
    for await (const change of stream) {
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
