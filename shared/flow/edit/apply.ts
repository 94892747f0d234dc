import { duplicate, paste } from './copies.ts'
import { setField } from './fields-edit.ts'
import type { Edited, Gesture } from './gesture.ts'
import { type Changed, graphAt, nodesOf, refused, shown, withGraph, withNodes } from './graph.ts'
import { addNote, changeNote, placed, positionsOf, removeNote, unplaced } from './layout-edit.ts'
import { liveSource } from './live-source.ts'
import { add, disable, remove, rename, setStart } from './nodes.ts'
import { patch } from './patch.ts'
import type { Source } from './source.ts'
import { applySplices } from './splices.ts'
import { type Fields, fieldsOf, isSame, listOf, type Value, withField } from './value.ts'
import { connect, disconnect, rewire } from './wires.ts'

const shared = 'The text says this in a place that other parts refer to (an anchor, an alias or "<<"). Change it in the code.'

/** Makes a gesture on the text of a flow. Everything that it does not change keeps its bytes. */
export function applyGesture(text: string, gesture: Gesture): Edited {
  const source = liveSource(text)
  if ('refused' in source) return source
  const inside = gesture.inside ?? []
  const graph = graphAt(source.value, inside) ?? (source.value.size === 0 && inside.length === 0 ? source.value : null)
  if (!graph) return refused(`There is no flow within ${shown(inside.join('/'))}.`)
  const changed = change(source, inside, graph, gesture)
  if ('refused' in changed) return changed
  const select = (changed.keys ?? []).map((key) => [...inside, key].join('/'))
  const told = changed.told === undefined ? {} : { told: changed.told }
  const want = withOuter(withGraph(source.value, inside, changed.graph), inside, gesture)
  if (isSame(want, source.value) && gesture.do !== 'setField') return { text, splices: [], select, ...told }
  const splices = patch(source, want)
  if (splices === null) return refused(shared)
  const after = applySplices(text, splices)
  const written = liveSource(after, { text, splices })
  // Whatever the text is like: it says what was wanted, or it stays as it was.
  if ('refused' in written || !isSame(written.value, want)) return refused(shared)
  return { text: after, splices, select, ...told }
}

function change(source: Source, inside: readonly string[], graph: Fields, gesture: Gesture): Changed {
  switch (gesture.do) {
    case 'add':
      return add(graph, gesture)
    case 'remove':
      return remove(graph, gesture.keys)
    case 'connect':
      return connect(graph, gesture)
    case 'disconnect':
      return disconnect(graph, gesture)
    case 'rewire':
      return rewire(graph, gesture.wire, gesture.to)
    case 'rename':
      return rename(graph, gesture.key, gesture.to)
    case 'setField':
      return setField(graph, gesture.key, gesture.path, gesture.value)
    case 'setStart':
      return setStart(graph, gesture.key)
    case 'disable':
      return disable(graph, gesture.keys, gesture.disabled)
    case 'duplicate':
      return duplicate(source, inside, graph, gesture.keys)
    case 'paste':
      return paste(graph, gesture.text, gesture.at)
    default:
      return draw(graph, gesture)
  }
}

type Drawing = Extract<Gesture, { do: 'move' | 'tidy' | 'addNote' | 'changeNote' | 'removeNote' }>

/** Gestures that change how the graph is drawn. */
function draw(graph: Fields, gesture: Drawing): Changed {
  switch (gesture.do) {
    case 'move': {
      const missing = Object.keys(gesture.positions).find((key) => !nodesOf(graph).has(key))
      if (missing !== undefined) return refused(`There is no node ${shown(missing)}.`)
      return { graph: placed(graph, Object.entries(gesture.positions)), keys: Object.keys(gesture.positions) }
    }
    case 'tidy': {
      const without = unplaced(graph, gesture.keys ?? [...positionsOf(graph).keys()])
      const known = Object.entries(gesture.positions ?? {}).filter(([key]) => nodesOf(graph).has(key))
      return { graph: placed(known.length > 0 ? graph : without, known), keys: [...(gesture.keys ?? [])] }
    }
    case 'addNote':
      return addNote(graph, gesture.note)
    case 'changeNote':
      return changeNote(graph, gesture.index, gesture.change)
    case 'removeNote':
      return removeNote(graph, gesture.index)
  }
}

/** The node around an inner flow names inner nodes in its `subflow_execs`. */
function withOuter(root: Fields, inside: readonly string[], gesture: Gesture): Fields {
  const key = inside.at(-1)
  if (key === undefined || (gesture.do !== 'rename' && gesture.do !== 'remove')) return root
  const outside = inside.slice(0, -1)
  const graph = graphAt(root, outside) ?? root
  const node = fieldsOf(nodesOf(graph).get(key))
  const execs = listOf(node.get('subflow_execs'))
  const changed = execs.flatMap((exec): Value[] => {
    const named = fieldsOf(exec).get('node')
    if (gesture.do === 'rename') return [named === gesture.key ? withField(fieldsOf(exec), 'node', gesture.to) : exec]
    return typeof named === 'string' && gesture.keys.includes(named) ? [] : [exec]
  })
  if (changed.length === execs.length && changed.every((exec, index) => exec === execs[index])) return root
  const list = changed.length === 0 ? undefined : changed
  return withGraph(root, outside, withNodes(graph, withField(nodesOf(graph), key, withField(node, 'subflow_execs', list))))
}
