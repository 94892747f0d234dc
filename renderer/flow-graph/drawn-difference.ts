import type { GraphDifference } from '../../shared/flow/difference/graph-difference.ts'
import type { WayChange } from '../graph/canvas-props.ts'
import type { BoxChange } from '../graph/change-mark.tsx'
import type { Shape, Way } from '../graph/shape.ts'
import { words } from '../graph/words.ts'
import { type FlowShape, idIn, insideOf } from './flow-shape.ts'
import type { FlowWay } from './ways.ts'

/** What a drawing shows of a difference. */
export type DrawnDifference = {
  nodes: ReadonlyMap<string, BoxChange>
  wires: ReadonlyMap<string, 'added' | 'removed'>
  /** Nodes whose inner flows differ. */
  opened: ReadonlySet<string>
}

const wireId = (from: string, action: string, to: string): string => JSON.stringify([from, action, to])

export function drawnDifference({ nodes, wires }: GraphDifference): DrawnDifference {
  const changes = nodes.map(
    ({ id, state, was, fields, isMoved }) => [id, { state, was, fields: fields.length, isMoved }] as const,
  )
  const drawn = new Map<string, 'added' | 'removed'>()
  for (const { from, action, to, state, before } of wires) {
    if (to !== null) drawn.set(wireId(from, action, to), state === 'removed' ? 'removed' : 'added')
    if (before != null) drawn.set(wireId(from, action, before), 'removed')
  }
  const inner = [...nodes.map(({ id }) => id), ...wires.map(({ from }) => from)].flatMap(around)
  return { nodes: new Map(changes), wires: drawn, opened: new Set(inner) }
}

/** The nodes that a node lies within. */
const around = (id: string): string[] => insideOf(id).map((_, index, keys) => keys.slice(0, index + 1).join('/'))

/** One line may stand for several actions, of which only some differ. */
export function lookOfChanged(way: FlowWay | undefined, { wires }: DrawnDifference): WayChange | undefined {
  if (!way?.wire) return undefined
  const { actions, to } = way.wire
  const target = idIn(insideOf(way.from), to)
  const states = new Set(actions.map((action) => wires.get(wireId(way.from, action, target))))
  const [only] = states
  return states.size === 1 ? only : 'changed'
}

/** The drawing with what differs written on its wires. */
export function drawnWays({ shape, wires }: FlowShape, difference: DrawnDifference): FlowShape {
  const named = (way: Way): Way => {
    const state = lookOfChanged(wires.get(way.id), difference)
    return state ? { ...way, label: words.wire(way.label, state) } : way
  }
  const withNames = ({ boxes, ways }: Shape): Shape => ({
    boxes: boxes.map((box) => (box.inner ? { ...box, inner: withNames(box.inner) } : box)),
    ways: ways.map(named),
  })
  return { shape: withNames(shape), wires }
}
