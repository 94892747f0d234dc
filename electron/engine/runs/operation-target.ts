import type { Run } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import type { OperationRow, OperationTarget } from '../store/operations.ts'
import type { Store } from '../store/store.ts'
import { mostCounted } from './run-count.ts'
import { countRuns, readRuns } from './run-portions.ts'
import { type Instant, readRunQuery } from './run-query.ts'
import { runSource } from './run-source.ts'
import type { WaitingRuns } from './waiting.ts'

/** A search for rare runs is recorded as progress at least this often. */
const searchMs = 1_000
const countMs = 300

/** `next`: the runs below this number come later; null: there are no more. */
type Portion = { numbers: number[]; next: number | null }

/** The runs of an operation: named one by one, or those of a list as it was when the operation started. */
export function createTargets(store: Store, clock: Clock, waiting: Pick<WaitingRuns, 'told'>) {
  function searchOf(listed: Extract<OperationTarget, { listed: unknown }>['listed'], at: Instant) {
    const { status = null, job = null, q = null, inner, waiting: waits = null } = listed
    const read = readRunQuery(store, { status, job, q, inner, waiting: waits }, at)
    const pick = (runs: Run[]): Run[] => waiting.told(runs).filter((run) => read.tests.every((test) => test(run)))
    return { source: runSource(store.runLists, read), pick: read.tests.length > 0 ? pick : null }
  }

  return {
    async next({ target, next, createdAt }: OperationRow, most: number): Promise<Portion> {
      if ('numbers' in target) {
        const left = target.numbers.filter((number) => number < next)
        const numbers = left.slice(0, most)
        return { numbers, next: numbers.length < left.length ? (numbers.at(-1) ?? null) : null }
      }
      const { source, pick } = searchOf(target.listed, { now: createdAt, newest: next - 1 })
      const { runs, next: place } = await readRuns(source, null, most, searchMs, pick)
      const numbers = runs.slice(0, most).map(({ number }) => number)
      const last = runs.length > most ? numbers.at(-1) : place?.number
      return { numbers, next: last ?? null }
    },
    /** How many there are, of those below a number. */
    async count(target: OperationTarget, below: number): Promise<{ count: number; isPart: boolean }> {
      if ('numbers' in target) return { count: target.numbers.length, isPart: false }
      const { source, pick } = searchOf(target.listed, { now: clock.now(), newest: below - 1 })
      return countRuns(source, null, mostCounted, countMs, pick)
    },
  }
}
