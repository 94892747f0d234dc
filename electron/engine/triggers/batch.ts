import type { Params } from '../../../shared/model/params.ts'
import type { FileChange } from '../../../shared/model/trigger.ts'
import type { Clock } from '../base/clock.ts'

/** The most paths passed to one run; all of them are counted. */
const pathsMost = 1_000
/** The most that changes are collected, as a multiple of the wait, however long they continue. */
export const gatherMost = 20

/** Collects changes until none came for a while, and passes them to one run. */
export function createBatch(clock: Clock, gatherMs: number, begin: (params: Params) => void) {
  let gathered = new Map<string, FileChange>()
  /** By the clock that cannot be set: otherwise setting the clock back would let a steady stream of changes delay the run. */
  let since = 0
  let cancelTimer = () => {}

  function beginGathered(): void {
    const paths = [...gathered.keys()].sort()
    const changes = new Set(gathered.values())
    gathered = new Map()
    if (paths[0] === undefined) return
    const change = changes.size === 1 ? [...changes][0] : 'several'
    begin({ path: paths[0], paths: paths.slice(0, pathsMost), count: paths.length, change: change ?? 'several' })
  }

  return {
    add(path: string, change: FileChange): void {
      if (gathered.size === 0) since = clock.awake()
      gathered.set(path, change)
      cancelTimer()
      const left = since + gatherMost * gatherMs - clock.awake()
      cancelTimer = clock.after(Math.max(0, Math.min(gatherMs, left)), beginGathered)
    },
    close: (): void => cancelTimer(),
  }
}
