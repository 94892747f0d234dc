import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Definition } from '../../shared/flow/definition.ts'
import type { HistoryEvent, PathTaken } from '../../shared/flow/events.ts'
import { failureText } from '../../shared/flow/failed-item.ts'
import { foldAll } from '../../shared/flow/fold.ts'
import { pathTakenOf } from '../../shared/flow/path-taken.ts'
import { forkOf, type Standing, standingsOf } from '../../shared/flow/standing.ts'
import { emptyState, type FlowState } from '../../shared/flow/state.ts'
import { limits } from '../../shared/model/limits.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import { api, client } from '../api/client.ts'
import { flowEventsKey } from '../api/refresh.ts'
import { useLaidOut } from '../flow-graph/use-laid-out.ts'
import { actionsTaken } from './actions-taken.ts'

/** Events of a history that was kept in a file do not say who did them. */
type ReadEvent = Omit<RunEvent, 'actor'> & Partial<Pick<RunEvent, 'actor'>>
/** `drawn`: the definition with the places that a person gave its nodes. */
export type FlowHistory = { definition: Definition; drawn?: Definition; version: number | null; events: ReadEvent[] }

/** The definition that a run of a flow follows, and its whole history, to which new events are added. */
export function useFlowHistory(run: string | null) {
  const id = run ?? ''
  const enabled = run !== null
  const goesBy = useQuery({ ...api.flowRuns.history.queryOptions({ input: { ref: id } }), enabled })
  const events = useQuery({
    queryKey: [...flowEventsKey, id],
    queryFn: ({ client: cache }) => readOn(id, cache.getQueryData([...flowEventsKey, id])),
    enabled,
  })
  const definition = (goesBy.data?.definition as Definition | undefined) ?? null
  const drawn = useLaidOut(goesBy.data?.flow ?? null, goesBy.data?.version ?? null, definition)
  const history = useMemo<FlowHistory | null>(
    () =>
      goesBy.data && definition && drawn && events.data
        ? { definition, drawn, version: goesBy.data.version, events: events.data }
        : null,
    [goesBy.data, definition, drawn, events.data],
  )
  return { history, error: goesBy.error ?? events.error, retry: () => void Promise.all([goesBy.refetch(), events.refetch()]) }
}

async function readOn(id: string, known: RunEvent[] = []): Promise<RunEvent[]> {
  const all = [...known]
  for (;;) {
    const page = await client.runs.events({ ref: id, after: all.at(-1)?.seq ?? 0 })
    all.push(...page)
    if (page.length < limits.events) return all
  }
}

export type Standings = { state: FlowState; views: Record<string, Standing>; taken: PathTaken['ways'] }

/** The state of the run and its nodes after the event with that number, and the edges taken by then. */
export function standingAt({ definition, events }: FlowHistory, n: number): Standings {
  const before = flowEvents(events).filter((event) => event.n <= n)
  const state = foldAll(definition, emptyState(), before)
  const course = pathTakenOf(definition, before)
  const actions = actionsTaken(before)
  const standings = Object.entries(standingsOf(state, course, forkOf(before)))
  const views = standings.map(([key, view]): [string, Standing] => {
    const error = view.error === null ? null : failureText(definition, key, view.error)
    return [key, { ...view, error, action: actions.get(key) }]
  })
  return {
    state,
    views: Object.fromEntries(views),
    taken: course.ways,
  }
}

export const flowEvents = (events: ReadEvent[]): HistoryEvent[] =>
  events.filter(({ n }) => n !== null) as unknown as HistoryEvent[]
