import { client } from '../api/client.ts'
import { toastLonger } from '../ui/toasts.tsx'
import { words } from './words.ts'

/** After a rename: says what else still names the node by its old key. */
export async function tellKeyUses(id: string, key: string): Promise<void> {
  // The rename is done; without an answer there is only less to read.
  const uses = await client.flows.keyUses({ ref: id, key }).catch(() => null)
  if (uses === null) return
  const named = [
    ...uses.flows.map(words.usedIn.flow),
    ...uses.jobs.map(words.usedIn.job),
    ...uses.views.map(words.usedIn.view),
    ...(uses.activeRuns > 0 ? [words.usedIn.runs(uses.activeRuns)] : []),
  ]
  if (named.length > 0) toastLonger(words.keyIsUsed(key, named))
}
