import type { Run } from '../../../shared/model/run.ts'
import type { Place } from './run-order.ts'
import type { RunSource } from './run-source.ts'

/** Runs that are looked at before others may have the engine, to start with. Then as many as take about this long. */
const firstPortion = 2_000
const portionMs = 6
const mostAtOnce = 100_000
/** A portion is at most so much larger than the one before it: runs further back may take longer to look at. */
const mostGrowth = 2
/** Runs that are read at once to pick some of them. */
const pickedFrom = 200

type Read = { after: Place | null; isEnd: boolean; looked: number }

/**
 * Reads portions until enough was found, the end was reached, or the time is over; lets other work run in between. `act` gets a
 * portion, and says whether that was enough.
 */
async function inPortions(
  from: Place | null,
  withinMs: number,
  least: number,
  act: (after: Place | null, most: number) => { to: Place | null; isEnough: boolean },
): Promise<Read> {
  const begun = performance.now()
  let [after, most, looked] = [from, Math.max(least, firstPortion), 0]
  for (;;) {
    const before = performance.now()
    const { to, isEnough } = act(after, most)
    looked += most
    after = to
    if (to === null || isEnough) return { after, isEnd: to === null, looked }
    const took = performance.now() - before
    if (performance.now() - begun + took > withinMs) return { after, isEnd: false, looked }
    most = Math.max(least, Math.min(mostAtOnce, Math.round(most * Math.min(mostGrowth, Math.max(0.25, portionMs / took)))))
    await new Promise(setImmediate)
  }
}

export type FoundRuns = { runs: Run[]; next: Place | null }

/** The next runs of a source, at least `limit`; fewer, with a place to continue: the time was over. */
export async function readRuns(
  source: RunSource,
  from: Place | null,
  limit: number,
  withinMs: number,
  pick: ((runs: Run[]) => Run[]) | null,
): Promise<FoundRuns> {
  const runs: Run[] = []
  const { after } = await inPortions(from, withinMs, limit, (place, most) => {
    const { found, to } = source.rows(place, most, pick ? Math.max(limit, pickedFrom) : limit - runs.length)
    runs.push(...(pick?.(found) ?? found))
    return { to, isEnough: runs.length >= limit }
  })
  return { runs, next: after }
}

/** How many match, at most `limit`; `isPart`: there are more, or the time was over. */
export async function countRuns(
  source: RunSource,
  from: Place | null,
  limit: number,
  withinMs: number,
  pick: ((runs: Run[]) => Run[]) | null,
): Promise<{ count: number; isPart: boolean }> {
  let count = 0
  const { isEnd } = await inPortions(from, withinMs, 0, (place, most) => {
    const left = limit + 1 - count
    if (pick) {
      const { found, to } = source.rows(place, Math.min(most, firstPortion), Number.MAX_SAFE_INTEGER)
      count += pick(found).length
      return { to, isEnough: count > limit }
    }
    const { found, to } = source.count(place, most, left)
    count += found
    return { to, isEnough: count > limit }
  })
  return count > limit ? { count: limit, isPart: true } : { count, isPart: !isEnd }
}
