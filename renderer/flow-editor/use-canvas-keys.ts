import { graphAt, insideOf, keysOf, readingOrder } from '../flow-graph/flow-shape.ts'
import { isModal, useKeys } from '../ui/keys.ts'
import { allOfKind, askAdd, type Bench, chooseAll, moveBy, removeAndGo, toggleDisabled } from './canvas-actions.ts'
import { isNote } from './canvas-state.ts'
import { focusField } from './field-focus.ts'
import { addTo, asGesture, nodesOf, placeAfter, placeOnWay } from './gestures.ts'
import { railKinds } from './kinds.ts'
import { type Direction, neighborOf } from './walk.ts'

export { allOfKind }

const step = 8

/** Where the arrows lead: on the canvas along the wires, in the outline to the next line. */
export type Walk = (from: string | null, direction: Direction) => string | null

type Around = {
  walk: Walk
  focus(id: string): void
  onOutline(): void
  /** The canvas has the keyboard: keys that buttons and lists have a use for, too. */
  isActive(): boolean
  /** Nothing is typed in, wherever the keyboard is on the page. */
  isNear(): boolean
}

export function useCanvasKeys(bench: Bench, { walk, focus, onOutline, isActive, isNear }: Around): void {
  const { state, view, ask } = bench
  const { flowText, chosen, choose } = state
  const nodes = nodesOf(state)
  const last = nodes.at(-1) ?? null
  const go = (direction: Direction, extends_ = false) => {
    const next = walk(last, direction)
    if (next === null) return
    choose(extends_ ? [...chosen.filter((id) => id !== next), next] : [next])
    focus(next)
  }
  const ifNode = (act: (id: string) => void) => () => last !== null && act(last)
  const addKind = (event: KeyboardEvent) => {
    const kind = railKinds[Number(event.key) - 1]
    if (!kind) return
    const place =
      (state.chosenWay === null ? null : placeOnWay(state, state.chosenWay)) ??
      (last === null ? { inside: [] } : placeAfter(state, last))
    const [added] = addTo(state, kind.id, place, view.corner())
    if (added !== undefined) focus(added)
  }
  useKeys(
    {
      addNode: () => askAdd(bench),
      connectNode: ifNode((from) => ask({ what: 'connect', from, at: null })),
      openOutline: onOutline,
      nodeOfKind: addKind,
      renameNode: ifNode((id) => ask({ what: 'rename', id })),
      disableNode: () => nodes.length > 0 && toggleDisabled(state, nodes),
      fitAll: () => view.fit(),
      fitSelection: () => chosen.length > 0 && view.fit(chosen),
    },
    isNear,
  )
  // No field of a form has a use for this key; the text of a script or of the flow finds in itself.
  useKeys({ findNode: () => ask({ what: 'find' }) }, () => !isModal() && !isInCode())
  useKeys(
    {
      undo: () => flowText.undo(),
      redo: () => flowText.redo(),
      nodeBelow: () => go('down'),
      nodeAbove: () => go('up'),
      nodeLeft: () => go('left'),
      nodeRight: () => go('right'),
      extendBelow: () => go('down', true),
      extendAbove: () => go('up', true),
      extendLeft: () => go('left', true),
      extendRight: () => go('right', true),
      moveDown: () => moveBy(bench, 0, step),
      moveUp: () => moveBy(bench, 0, -step),
      moveLeft: () => moveBy(bench, -step, 0),
      moveRight: () => moveBy(bench, step, 0),
      openNode: () => {
        const [id] = chosen.slice(-1)
        if (id !== undefined && isNote(id)) writeNote(id)
        else if (last !== null) openNode(bench, last, focus)
      },
      removeNode: () => removeAndGo(bench),
      duplicateNode: () => {
        const added = nodes.length > 0 ? flowText.apply({ do: 'duplicate', ...asGesture(nodes) }) : null
        if (added?.[0] !== undefined) focus(added[0])
      },
      allNodes: () => chooseAll(state),
      nodeMenu: () => ask({ what: 'menu', at: menuSpot() }),
      zoomIn: () => void view.flow.zoomIn(),
      zoomOut: () => void view.flow.zoomOut(),
    },
    isActive,
  )
  // With nothing to leave, Escape is for the panel.
  useKeys({ leaveNode: () => leave(bench, last, focus) }, () => isActive() && (chosen.length > 0 || state.chosenWay !== null))
}

/** Code editors lie in a shadow root. */
const isInCode = (): boolean => document.activeElement?.shadowRoot?.activeElement?.closest('.cm-content') != null

/** As a double click does. */
function writeNote(id: string): void {
  const note = document.querySelector(`[data-id="${CSS.escape(id)}"] [data-sheet]`)
  note?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
}

/** Opens an inner flow and goes into it; of any other node, its form. */
export function openNode({ state, openPanel }: Bench, id: string, focus: (id: string) => void): void {
  const graph = graphAt(state.definition, insideOf(id))
  const subflow = graph?.nodes[keysOf(id).at(-1) ?? '']?.subflow
  if (!subflow || state.opened.has(id)) {
    openPanel()
    focusField('')
    return
  }
  state.open(id, true)
  const first = `${id}/${subflow.start}`
  state.choose([first])
  focus(first)
}

/** Out of an inner flow, which is closed; else nothing is chosen any more. */
function leave({ state }: Bench, last: string | null, focus: (id: string) => void): void {
  const outer = last === null ? '' : insideOf(last).join('/')
  if (outer === '') {
    state.choose([])
    state.chooseWay(null)
    return
  }
  state.open(outer, false)
  state.choose([outer])
  focus(outer)
}

export const walkCanvas =
  ({ state, view }: Pick<Bench, 'state' | 'view'>): Walk =>
  (from, direction) =>
    from === null ? state.definition.start : neighborOf({ flow: state.flow, boxOf: view.boxOf }, from, direction)

/** The next or previous node in the order in which a flow is read; null at its end. */
export function tabTo({ state }: Pick<Bench, 'state'>, isBack: boolean): string | null {
  const order = readingOrder(state.definition, state.opened)
  const at = order.indexOf(nodesOf(state).at(-1) ?? '')
  if (at < 0) return isBack ? null : (order[0] ?? null)
  return order[at + (isBack ? -1 : 1)] ?? null
}

function menuSpot() {
  const { left, bottom } = document.activeElement?.getBoundingClientRect() ?? new DOMRect(100, 100)
  return { x: left + 16, y: bottom - 8 }
}
