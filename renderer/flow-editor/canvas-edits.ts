import { useMemo, useRef } from 'react'
import type { Position } from '../../shared/flow/layout.ts'
import { idIn, insideOf, isCard } from '../flow-graph/flow-shape.ts'
import { failurePort } from '../flow-graph/ways.ts'
import type { CanvasEdits, Start } from '../graph/canvas-props.ts'
import type { Point } from '../graph/shape.ts'
import type { Asking } from './asking.ts'
import { type CanvasState, graphOf, isNote, noteIndex } from './canvas-state.ts'
import { actionsOf, addTo, keyOf, placeAfter, placeOnWay } from './gestures.ts'
import { whyNot } from './why-not.ts'
import { words } from './words.ts'

/** The gestures of the mouse, as changes to the flow. Always the same object: it reads the state of the moment. */
export function useCanvasEdits(state: CanvasState, ask: (asking: Asking) => void): CanvasEdits {
  const latest = useRef(state)
  latest.current = state
  return useMemo(() => editsOf(() => latest.current, ask), [ask])
}

function editsOf(now: () => CanvasState, ask: (asking: Asking) => void): CanvasEdits {
  return {
    onMove: (places) => move(now(), places),
    whyNot(from, to) {
      const refusals = actionsOf(now(), from.id, from.port).map((action) => whyNot(now().definition, from.id, action, to))
      return refusals.every((refusal) => refusal !== null) ? (refusals[0] ?? words.why.card) : null
    },
    onConnect: (from, to, { window }) => connect(now(), from, to, window, ask),
    onDropWire(from, { at, window }) {
      const [state, key] = [now(), keyOf(from.id)]
      const actions = actionsOf(state, from.id, from.port)
      const action = actions[0] ?? 'default'
      const place = { inside: insideOf(from.id), after: { from: key, action }, at: inGraph(at, from.id) }
      ask({ what: 'add', title: words.addAfter(key), place, at: window, actions })
    },
    onRewire(way, from, to) {
      const [state, found] = [now(), now().wayOf(way)]
      if (!found?.wire) return
      const { wire } = found
      for (const action of wire.actions) {
        const next =
          from.id === found.from && from.port === found.port ? action : (actionsOf(state, from.id, from.port)[0] ?? action)
        const ends = { from: keyOf(from.id), action: next, to: keyOf(to) }
        state.flowText.apply({
          do: 'rewire',
          inside: insideOf(found.from),
          wire: { from: wire.from, action, to: wire.to },
          to: ends,
        })
      }
    },
    onDropNew(what, { at }, way) {
      const state = now()
      const place = way === null ? null : placeOnWay(state, way)
      addTo(state, what, place ?? { inside: [], at: { x: at.x - 84, y: at.y - 32 } })
    },
    onAddAfter(from, { window }) {
      const actions = actionsOf(now(), from.id, from.port)
      const place = placeAfter(now(), from.id, actions)
      ask({ what: 'add', title: words.addAfter(keyOf(from.id)), place, at: window, actions: place.onWay ? [] : actions })
    },
    onAddOn(way, { window }) {
      const place = placeOnWay(now(), way)
      if (place?.onWay) ask({ what: 'add', title: words.addOn(place.onWay.from, place.onWay.to), place, at: window })
    },
    onSheet(id, { at, size, text }) {
      const change = {
        ...(at && { at: [at.x, at.y] as Position }),
        ...(size && { size: [size.width, size.height] as Position }),
        ...(text !== undefined && { text }),
      }
      now().flowText.apply({ do: 'changeNote', index: noteIndex(id), change })
    },
  }
}

/** Within an inner flow, elk and the text say where a node goes: the place in the window is of the whole drawing. */
const inGraph = (at: Point, id: string): Point | undefined => (insideOf(id).length > 0 ? undefined : { x: at.x - 84, y: at.y })

function connect(state: CanvasState, { id, port }: Start, to: string, at: Point, ask: (asking: Asking) => void): void {
  const actions = actionsOf(state, id, port).filter((action) => whyNot(state.definition, id, action, to) === null)
  const [only] = actions
  if (port === failurePort && actions.length > 1) ask({ what: 'action', from: id, to, actions, at })
  else if (only !== undefined) connectOn(state, id, only, to)
}

export const connectOn = ({ flowText }: CanvasState, from: string, action: string, to: string): string[] | null =>
  flowText.apply({ do: 'connect', inside: insideOf(from), from: keyOf(from), action, to: keyOf(to) })

/** Writes where boxes and notes lie, as far as that is not written yet: one step for each graph, and for each note. */
export function move({ flowText, definition, sheets, chosen, choose }: CanvasState, places: ReadonlyMap<string, Point>): void {
  const graphs = new Map<string, { inside: string[]; positions: Record<string, Position> }>()
  for (const [id, { x, y }] of places) {
    if (isNote(id)) {
      const sheet = sheets[noteIndex(id)]
      if (sheet && (sheet.at.x !== x || sheet.at.y !== y))
        flowText.apply({ do: 'changeNote', index: noteIndex(id), change: { at: [x, y] } })
      continue
    }
    if (isCard(id)) continue
    const known = graphOf(definition, id)?.layout?.nodes[keyOf(id)]
    if (known && known[0] === x && known[1] === y) continue
    const inside = insideOf(id)
    const graph = graphs.get(inside.join('/')) ?? { inside, positions: {} }
    graph.positions[keyOf(id)] = [x, y]
    graphs.set(inside.join('/'), graph)
  }
  for (const { inside, positions } of graphs.values()) flowText.apply({ do: 'move', inside, positions })
  if (graphs.size > 0) choose(chosen)
}

export const idsOf = (inside: readonly string[], keys: readonly string[]): string[] => keys.map((key) => idIn(inside, key))
