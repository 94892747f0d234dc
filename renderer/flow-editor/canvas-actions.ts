import {
  AlignHorizontalJustifyCenter,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  CircleOff,
  Copy,
  CopyPlus,
  Flag,
  Image,
  Maximize,
  Minimize2,
  PencilLine,
  Plus,
  Scissors,
  Spline,
  Trash2,
  Wand,
} from 'lucide-react'
import { portsOf } from '../../shared/flow/ports.ts'
import { insideOf, readingOrder } from '../flow-graph/flow-shape.ts'
import { placesOf } from '../graph/use-editing.tsx'
import type { Action } from '../ui/table/action.ts'
import { type Alignment, aligned, distributed } from './arrange.ts'
import type { Asking } from './asking.ts'
import { move } from './canvas-edits.ts'
import { type CanvasState, graphOf, isNote } from './canvas-state.ts'
import { copyChosen } from './clipboard.ts'
import { asGesture, keyOf, nodesOf, placeAfter, placeOnWay, removeChosen } from './gestures.ts'
import type { View } from './use-view.ts'
import { words } from './words.ts'

export type Bench = { state: CanvasState; view: View; ask(asking: Asking): void; openPanel(): void }

/** What can be done with the nodes or the wire that are chosen: in the menu, and by keys. */
export function chosenActions(bench: Bench): Action[] {
  const { state } = bench
  if (state.chosenWay !== null) return wireActions(bench)
  const nodes = nodesOf(state)
  const [only] = nodes
  return [
    ...(nodes.length === 1 && only !== undefined ? nodeActions(bench, only) : []),
    ...(nodes.length > 1 ? arrangeActions(bench) : []),
    ...(nodes.length > 0 ? severalActions(bench, nodes) : []),
    ...(state.chosen.length > 0
      ? [{ name: words.remove, icon: Trash2, key: 'removeNode' as const, isDanger: true, act: () => removeAndGo(bench) }]
      : []),
  ]
}

export function removeAndGo({ state, view }: Bench): void {
  const next = removeChosen(state)
  if (next !== null) view.focus(next)
}

const wireActions = (bench: Bench): Action[] => [
  { name: words.add, icon: Plus, key: 'addNode', act: () => askAdd(bench) },
  { name: words.removeWire, icon: Trash2, key: 'removeNode', isDanger: true, act: () => removeAndGo(bench) },
]

/** After the chosen node, or on the chosen wire; the first node of a flow without nodes. */
export function askAdd({ state, ask }: Bench): void {
  const way = state.wayOf(state.chosenWay)
  const onWay = way && placeOnWay(state, way.id)
  if (onWay?.onWay) return ask({ what: 'add', title: words.addOn(onWay.onWay.from, onWay.onWay.to), place: onWay, at: null })
  const last = nodesOf(state).at(-1)
  if (last === undefined) return ask({ what: 'add', title: words.addFirst, place: { inside: [] }, at: null })
  const place = placeAfter(state, last)
  const graph = graphOf(state.definition, last)
  const actions = place.after && graph ? portsOf(graph, keyOf(last)).map(({ action }) => action) : []
  ask({ what: 'add', title: words.addAfter(titleOf(state, last)), place, at: null, actions })
}

/** What the canvas calls a node. */
export const titleOf = ({ definition }: Pick<CanvasState, 'definition'>, id: string): string =>
  graphOf(definition, id)?.nodes[keyOf(id)]?.title ?? keyOf(id)

function nodeActions(bench: Bench, id: string): Action[] {
  const { state, ask, openPanel } = bench
  const graph = graphOf(state.definition, id)
  const node = graph?.nodes[keyOf(id)]
  const isOpened = state.opened.has(id)
  return [
    { name: words.open, icon: PencilLine, key: 'openNode', act: openPanel },
    ...(node?.subflow
      ? [
          {
            name: isOpened ? words.closeInner : words.openInner,
            icon: isOpened ? Minimize2 : Maximize,
            act: () => state.open(id),
          },
        ]
      : []),
    { name: words.add, icon: Plus, key: 'addNode', act: () => askAdd(bench) },
    { name: words.connect, icon: Spline, key: 'connectNode', act: () => ask({ what: 'connect', from: id, at: null }) },
    { name: words.rename, icon: PencilLine, key: 'renameNode', act: () => ask({ what: 'rename', id }) },
    {
      name: words.setStart,
      icon: Flag,
      refusal: graph?.start === keyOf(id) ? words.isStart : undefined,
      act: () => state.flowText.apply({ do: 'setStart', inside: insideOf(id), key: keyOf(id) }),
    },
  ]
}

function severalActions({ state }: Bench, nodes: string[]): Action[] {
  const { flowText } = state
  const isDisabled = areDisabled(state, nodes)
  return [
    {
      name: words.duplicate,
      icon: CopyPlus,
      key: 'duplicateNode',
      act: () => flowText.apply({ do: 'duplicate', ...asGesture(nodes) }),
    },
    { name: words.copy, icon: Copy, act: () => void copyChosen(state) },
    { name: words.cut, icon: Scissors, act: () => void copyChosen(state).then((is) => is && removeChosen(state)) },
    {
      name: isDisabled ? words.enable : words.disable,
      icon: CircleOff,
      key: 'disableNode',
      act: () => toggleDisabled(state, nodes),
    },
  ]
}

const areDisabled = ({ definition }: CanvasState, nodes: readonly string[]): boolean =>
  nodes.every((id) => graphOf(definition, id)?.nodes[keyOf(id)]?.disabled)

export const toggleDisabled = (state: CanvasState, nodes: readonly string[]): string[] | null =>
  state.flowText.apply({ do: 'disable', ...asGesture(nodes), disabled: !areDisabled(state, nodes) })

function arrangeActions({ state, view }: Bench): Action[] {
  const chosenBoxes = () =>
    view.flow
      .getNodes()
      .flatMap((node) =>
        node.type === 'box' && state.chosen.includes(node.id)
          ? [{ id: node.id, ...node.position, width: node.width ?? 0, height: node.height ?? 0 }]
          : [],
      )
  const put = (places: ReadonlyMap<string, { x: number; y: number }>): void => {
    const nodes = view.flow.getNodes()
    const moved = nodes.flatMap((node) => {
      const position = places.get(node.id)
      return position ? [{ ...node, position }] : []
    })
    move(state, placesOf(moved, nodes))
  }
  const align = (name: string, icon: Action['icon'], to: Alignment): Action => ({
    name,
    icon,
    act: () => put(aligned(chosenBoxes(), to)),
  })
  return [
    align(words.align.left, AlignStartVertical, 'left'),
    align(words.align.top, AlignStartHorizontal, 'top'),
    align(words.align.center, AlignHorizontalJustifyCenter, 'center'),
    { name: words.distribute.across, icon: AlignHorizontalSpaceAround, act: () => put(distributed(chosenBoxes(), 'across')) },
    { name: words.distribute.down, icon: AlignVerticalSpaceAround, act: () => put(distributed(chosenBoxes(), 'down')) },
    { name: words.tidySelection, icon: Wand, act: () => tidy(state) },
  ]
}

/** Lays out the selection, or all, as one step. */
export function tidy(state: CanvasState): void {
  const nodes = nodesOf(state)
  if (nodes.length > 1) state.flowText.apply({ do: 'tidy', ...asGesture(nodes) })
  else state.flowText.apply({ do: 'tidy', inside: insideOf(nodes[0] ?? ''), keys: null })
}

/** Moves what is chosen by some pixels. */
export function moveBy({ state, view }: Bench, dx: number, dy: number): void {
  const nodes = view.flow.getNodes()
  const moved = nodes.flatMap((node) =>
    state.chosen.includes(node.id) ? [{ ...node, position: { x: node.position.x + dx, y: node.position.y + dy } }] : [],
  )
  if (moved.length > 0) move(state, placesOf(moved, nodes))
}

/** The kinds that are chosen, and all nodes of them in the same graph. */
export function allOfKind({ definition, chosen, choose }: CanvasState): void {
  const nodes = chosen.filter((id) => !isNote(id))
  const graph = graphOf(definition, nodes[0] ?? '')
  const kinds = new Set(nodes.map((id) => graph?.nodes[keyOf(id)]?.kind))
  const inside = insideOf(nodes[0] ?? '')
  const keys = Object.entries(graph?.nodes ?? {}).filter(([, { kind }]) => kinds.has(kind))
  choose(keys.map(([key]) => [...inside, key].join('/')))
}

/** All nodes of the graph in which one is chosen, and the notes. */
export function chooseAll({ definition, chosen, choose, sheets }: CanvasState): void {
  const inside = insideOf(chosen.find((id) => !isNote(id)) ?? '')
  const all = readingOrder(definition, new Set()).filter(() => inside.length === 0)
  const inner = inside.length > 0 ? Object.keys(graphOf(definition, chosen[0] ?? '')?.nodes ?? {}) : []
  choose([...all, ...inner.map((key) => [...inside, key].join('/')), ...(inside.length === 0 ? sheets.map(({ id }) => id) : [])])
}

export const pictureActions = (copyPicture: (as: 'png' | 'svg') => void): Action[] => [
  { name: words.copyPng, icon: Image, act: () => copyPicture('png') },
  { name: words.copySvg, icon: Image, act: () => copyPicture('svg') },
]
