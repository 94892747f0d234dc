import { useMemo } from 'react'
import type { Definition } from '../../shared/flow/definition.ts'
import type { FlowEvent, PathTaken } from '../../shared/flow/events.ts'
import { pathTakenOf } from '../../shared/flow/path-taken.ts'
import { actionsTaken } from '../flow-run/actions-taken.ts'
import type { StepTale } from '../flow-run/step-tale.ts'
import { stepsOf } from '../flow-run/steps.ts'
import { flowEvents, useFlowHistory } from '../flow-run/use-flow-history.ts'

export type TestCourse = {
  /** The ways that the test took, between nodes as the draft calls them now. */
  taken: PathTaken['ways']
  /** Where a node went on last, unless that says nothing. */
  actions: ReadonlyMap<string, string>
  /** What a node decided by on its last visit. */
  readBy(node: string): StepTale['read']
}

const nothing: TestCourse = { taken: [], actions: new Map(), readBy: () => [] }

/** The way of a test through the draft. */
export function useTestCourse(run: string | null, draft: Definition | null, keyInTest: (node: string) => string): TestCourse {
  const { history } = useFlowHistory(run)
  return useMemo(() => {
    if (!history || !draft) return nothing
    const events = flowEvents(history.events)
    const steps = stepsOf(history.definition, events as FlowEvent[])
    const keys = new Map(Object.keys(draft.nodes).map((key) => [keyInTest(key), key]))
    const now = (key: string): string => keys.get(key) ?? key
    return {
      taken: pathTakenOf(history.definition, events).ways.map(([from, to]): [string, string] => [now(from), now(to)]),
      actions: new Map([...actionsTaken(events)].map(([key, action]) => [now(key), action])),
      readBy: (node) => steps.findLast((step) => step.node === keyInTest(node))?.read ?? [],
    }
  }, [history, draft, keyInTest])
}
