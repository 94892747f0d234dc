import type { RunSort } from '../../../shared/model/run-sort.ts'
import { naturalOrder } from '../../../shared/natural-order.ts'
import type { State } from '../../../shared/run-state.ts'
import type { RunFacts, RunLists } from '../store/run-lists.ts'
import { leastWaitMs, type Stream } from '../store/run-lookups.ts'

/** Where a run is in an order: the stage, then the value, then the number. */
export type Place = { stage: number; value: number; number: number }

/** The runs of an order come in stages, each of which an index has in its order. */
type Stage = {
  /** Of many stages, the one with this key holds the runs with it. */
  key?: string
  holds(run: RunFacts): boolean
  valueOf(run: RunFacts): number
  isDescending: boolean
  /** The next places of the stage after one, in the direction asked for. */
  read(after: Place | null, isDescending: boolean, most: number): Pick<Place, 'value' | 'number'>[]
}

export type RunOrder = {
  placeOf(run: RunFacts): Place
  compare(a: Place, b: Place): number
  /** The next places; fewer than asked for: there are no more. */
  read(after: Place | null, most: number): Place[]
}

/** Running runs and those that wait are sorted apart: as many as that. */
const mostLive = 20_000

/** The order of a list of runs, or the same from the end to the start. */
export function runOrder(lists: RunLists, sort: RunSort, isReversed: boolean): RunOrder {
  const forward = stagesOf(lists, sort)
  const stages = isReversed ? forward.map(turned).reverse() : forward
  const byKey = new Map(stages.flatMap(({ key }, index) => (key === undefined ? [] : [[key, index] as const])))
  const stageOf = (run: RunFacts): number => byKey.get(keyOf(run)) ?? stages.findIndex(({ holds }) => holds(run))
  return {
    placeOf(run) {
      const stage = stageOf(run)
      return { stage, value: stages[stage]?.valueOf(run) ?? 0, number: run.number }
    },
    compare(a, b) {
      const sign = stages[a.stage]?.isDescending ? -1 : 1
      return a.stage - b.stage || sign * (a.value - b.value || a.number - b.number)
    },
    read(after, most) {
      const found: Place[] = []
      for (let stage = after?.stage ?? 0; stage < stages.length && found.length < most; stage++) {
        const { read, isDescending } = stages[stage] as Stage
        const from = stage === after?.stage ? after : null
        for (const place of read(from, isDescending, most - found.length)) found.push({ stage, ...place })
      }
      return found
    },
  }
}

const keyOf = ({ kind, jobId, flow, pipeline }: RunFacts): string =>
  jobId === null ? `${kind}:${flow ?? pipeline}` : `job:${jobId}`

const turned = (stage: Stage): Stage => ({ ...stage, isDescending: !stage.isDescending })

function stagesOf(lists: RunLists, { by, isDescending }: RunSort): Stage[] {
  switch (by) {
    case 'started':
      throw new Error('numbers are walked, not read in stages')
    case 'duration': {
      const stages = [running(lists, isDescending), ended(lists, isDescending)]
      return [...(isDescending ? stages : stages.reverse()), notStarted(lists, ['queued', 'skipped', 'cancelled'])]
    }
    case 'wait': {
      const stages = [queued(lists, isDescending), waited(lists, isDescending), startedAtOnce(lists, isDescending)]
      return [...(isDescending ? stages : stages.reverse()), notStarted(lists, ['skipped', 'cancelled'])]
    }
    case 'job':
      return byName(lists, isDescending)
  }
}

/** By their number, which is all there is to compare. */
const streamStage = (lists: RunLists, stream: Stream, holds: Stage['holds'], isDescending: boolean): Stage => ({
  ...{ holds, isDescending, valueOf: () => 0 },
  read: (after, descending, most) =>
    lists
      .next(stream, after?.number ?? (descending ? Number.MAX_SAFE_INTEGER : 0), descending, most)
      .map((number) => ({ value: 0, number })),
})

/** The longest running started first. */
const running = (lists: RunLists, isDescending: boolean): Stage => {
  const stage: Omit<Stage, 'read'> = {
    holds: ({ status }) => status === 'running',
    valueOf: ({ startedAt }) => -(startedAt ?? 0),
    isDescending,
  }
  return { ...stage, read: (after, descending, most) => sortedLive(lists, 'running', stage, after, descending, most) }
}

function sortedLive(
  lists: RunLists,
  status: string,
  stage: Omit<Stage, 'read'>,
  after: Place | null,
  isDescending: boolean,
  most: number,
): Pick<Place, 'value' | 'number'>[] {
  const sign = isDescending ? -1 : 1
  const compare = (a: { value: number; number: number }, b: { value: number; number: number }) =>
    sign * (a.value - b.value || a.number - b.number)
  const numbers = lists.next({ by: 'status', value: status }, Number.MAX_SAFE_INTEGER, true, mostLive)
  return lists
    .factsOf(numbers, { conditions: [], now: 0 })
    .map((run) => ({ value: stage.valueOf(run), number: run.number }))
    .filter((place) => after === null || compare(place, after) > 0)
    .sort(compare)
    .slice(0, most)
}

const ended = (lists: RunLists, isDescending: boolean): Stage => ({
  holds: ({ startedAt, endedAt }) => startedAt !== null && endedAt !== null,
  valueOf: ({ startedAt, endedAt }) => (endedAt ?? 0) - (startedAt ?? 0),
  isDescending,
  read: (after, descending, most) => lists.ordered('duration', after, descending, most),
})

/** Without a duration, or a wait, they come last in both directions. */
const notStarted = (lists: RunLists, states: readonly State[]): Stage =>
  byNumberOf(lists, states, ({ startedAt, status }) => startedAt === null && states.includes(status), true)

/** Runs in these states, of which an index has each in the order of their numbers. */
const byNumberOf = (lists: RunLists, states: readonly State[], holds: Stage['holds'], isDescending: boolean): Stage => ({
  ...{ holds, isDescending, valueOf: () => 0 },
  read(after, descending, most) {
    const past = after?.number ?? (descending ? Number.MAX_SAFE_INTEGER : 0)
    const sign = descending ? -1 : 1
    return states
      .flatMap((value) => lists.next({ by: 'status', value }, past, descending, most))
      .sort((a, b) => sign * (a - b))
      .slice(0, most)
      .map((number) => ({ value: 0, number }))
  },
})

/** The first to queue waits the longest. */
const queued = (lists: RunLists, isDescending: boolean): Stage =>
  streamStage(lists, { by: 'status', value: 'queued' }, ({ status }) => status === 'queued', !isDescending)

const waitOf = ({ queuedAt, startedAt }: RunFacts): number => (startedAt ?? queuedAt) - queuedAt

const waited = (lists: RunLists, isDescending: boolean): Stage => ({
  holds: (run) => waitOf(run) >= leastWaitMs,
  valueOf: waitOf,
  isDescending,
  read: (after, descending, most) => lists.ordered('wait', after, descending, most),
})

/** They waited for less than that, and so by their number. */
const startedAtOnce = (lists: RunLists, isDescending: boolean): Stage =>
  byNumberOf(
    lists,
    ['running', 'succeeded', 'failed', 'cancelled'],
    (run) => run.startedAt !== null && waitOf(run) < leastWaitMs,
    isDescending,
  )

/** Jobs, flows and pipelines by name; then the flows within others, and single commands. Runs of the same are newest first. */
function byName(lists: RunLists, isDescending: boolean): Stage[] {
  const sign = isDescending ? -1 : 1
  const named = lists
    .definitions()
    .sort((a, b) => sign * naturalOrder(a.name, b.name))
    .map(({ of, value }) => {
      const key = `${of}:${value}`
      return { ...streamStage(lists, { by: of, value }, (run) => keyOf(run) === key, true), key }
    })
  const inner = streamStage(lists, { by: 'flow', value: null }, ({ kind, flow }) => kind === 'flow' && flow === null, true)
  const commands = streamStage(lists, { by: 'command', value: null }, ({ kind, jobId }) => kind === 'job' && jobId === null, true)
  return [...named, inner, commands]
}
