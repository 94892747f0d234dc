import { useMemo } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { type GraphDifference, graphDifference, type WireChange } from '../../../shared/flow/difference/graph-difference.ts'
import type { ChangeItem } from '../../difference/change-list.tsx'
import { DifferenceView } from '../../difference/difference-view.tsx'
import { drawnDifference } from '../../flow-graph/drawn-difference.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { laidOut } from '../../flow-graph/use-laid-out.ts'
import { words } from './words.ts'

type State = { source: string; definition: Definition | null }
type Props = { before: State; after: State; small?: boolean }

/** What differs between two states of a flow, as a graph or line by line. */
export function FlowDifference({ before, after, small = false }: Props) {
  const [old, young] = [usePlaces(before), usePlaces(after)]
  const found = useMemo(() => (old && young ? graphDifference(old, young) : null), [old, young])
  const drawn = useMemo(() => found && drawnDifference(found), [found])
  const items = useMemo(() => found && itemsOf(found), [found])
  return (
    <DifferenceView
      before={before.source}
      after={after.source}
      items={items}
      reason={words.draftHasErrors}
      small={small}
      draw={(chosen, choose) =>
        found && <FlowGraph graph={found.graph} views={null} chosen={chosen} onChoose={choose} difference={drawn ?? undefined} />
      }
    />
  )
}

const usePlaces = ({ definition, source }: State): Definition | null =>
  useMemo(() => definition && laidOut(definition, source), [definition, source])

const itemsOf = ({ fields, nodes, wires }: GraphDifference): ChangeItem[] => [
  ...(fields.length === 0 ? [] : [settings(fields)]),
  ...nodes.map(({ id, kind, title, state, was, isMoved, fields: own }): ChangeItem => {
    const change = { state, was, isMoved, fields: own.length }
    return { key: `node ${id}`, target: id, name: words.nodeOf(id, title ?? kind), change, fields: own }
  }),
  ...wires.map(wireItem),
]

const settings = (fields: GraphDifference['fields']): ChangeItem => ({
  key: 'flow',
  target: null,
  name: words.settings,
  change: { state: 'changed', fields: fields.length },
  fields,
})

const wireItem = ({ from, action, to, state, before }: WireChange): ChangeItem => ({
  key: `wire ${JSON.stringify([from, action, to, state])}`,
  target: from,
  name: words.wire(from, action),
  change: { state, fields: 0 },
  fields: [
    {
      path: words.leadsTo,
      before: before === undefined && state === 'added' ? undefined : endName(state === 'removed' ? to : before),
      after: state === 'removed' ? undefined : endName(to),
    },
  ],
})

const endName = (to: string | null | undefined): string => to ?? words.end
