import { type KeyboardEvent, memo, useCallback, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Definition } from '../../shared/flow/definition.ts'
import type { PathTaken } from '../../shared/flow/events.ts'
import FlowGraph, { type CanvasActions } from '../flow-graph/flow-graph.tsx'
import { isCard } from '../flow-graph/flow-shape.ts'
import type { GraphViews } from '../flow-graph/shown-standing.ts'
import { pinOrUnpin } from '../flow-tests/test-button.ts'
import { useTestHere } from '../flow-tests/test-place.ts'
import { Empty } from '../ui/empty.tsx'
import { useKeys } from '../ui/keys.ts'
import { Asked } from './asked.tsx'
import type { Asking } from './asking.ts'
import type { Bench } from './canvas-actions.ts'
import { useCanvasEdits } from './canvas-edits.ts'
import type { CanvasState } from './canvas-state.ts'
import { useClipboard } from './clipboard.ts'
import { nodesOf } from './gestures.ts'
import { Outline, stepInOutline } from './outline.tsx'
import { openNode, tabTo, useCanvasKeys, type Walk, walkCanvas } from './use-canvas-keys.ts'
import type { View } from './use-view.ts'
import { words } from './words.ts'

type Props = {
  state: CanvasState
  view: View
  asking: Asking | null
  ask(asking: Asking | null): void
  isOutline: boolean
  onOutline(): void
  openPanel(): void
  views?: GraphViews | null | undefined
  taken?: PathTaken['ways'] | undefined
  pins?: ReadonlySet<string> | undefined
}

/** The canvas or the outline of a flow, with their keys, lists and dialogs. */
export function FlowStage({ state, view, asking, ask, isOutline, onOutline, openPanel, views = null, taken, pins }: Props) {
  const stage = useRef<HTMLElement>(null)
  const edits = useCanvasEdits(state, ask)
  const bench = useMemo((): Bench => ({ state, view, ask, openPanel }), [state, view, ask, openPanel])
  const focus = useCallback((id: string) => (isOutline ? focusRow(id) : view.focus(id)), [isOutline, view])
  const isActive = () => hasKeys(stage.current)
  const walk: Walk = isOutline ? walkOutline(state) : walkCanvas(bench)
  useCanvasKeys(bench, { walk, focus, onOutline, isActive, isNear })
  const test = useTestHere()
  useKeys({ pinNode: () => test && pinOrUnpin(test) }, isNear)
  useClipboard(state, isActive, (ids) => ids[0] !== undefined && focus(ids[0]))
  const can = useCan(bench, edits, focus)
  const onTab = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' || isOutline || event.altKey || event.ctrlKey || !isNode(event.target)) return
    const next = tabTo(bench, event.shiftKey)
    if (next === null) return
    event.preventDefault()
    state.choose([next])
    focus(next)
  }
  return (
    <section
      ref={stage}
      aria-label={isOutline ? words.outline : words.canvas}
      aria-describedby="canvas-hint"
      data-undoes
      onKeyDownCapture={(event) => chooseFocused(event, state)}
      onKeyDown={onTab}
      onContextMenu={(event) => {
        const [id, way] = [idAt(event.target), wayAt(event.target)]
        if ((id === null && way === null) || isOutline) return
        event.preventDefault()
        if (way !== null) state.chooseWay(way)
        else if (id !== null && !state.chosen.includes(id)) state.choose([id])
        ask({ what: 'menu', at: { x: event.clientX, y: event.clientY } })
      }}
      className="relative flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <p id="canvas-hint" className="sr-only">
        {words.canvasHint}
      </p>
      {isOutline ? (
        <Outline
          state={state}
          problems={state.problems}
          onOpen={(id) => openNode(bench, id, focus)}
          onMenu={(at) => ask({ what: 'menu', at })}
        />
      ) : (
        <Graph
          graph={state.definition}
          views={views}
          taken={taken}
          chosen={state.chosen}
          onChoose={can.onChoose}
          problems={state.problems}
          {...(pins && { pins })}
          can={can.can}
        />
      )}
      {isEmpty(state.definition) && (
        <div className="pointer-events-none absolute inset-0 grid place-items-center">
          {state.flowText.definition === null ? (
            <Empty title={words.noDrawing}>{words.noDrawingText}</Empty>
          ) : (
            <Empty title={words.noNodes}>{words.noNodesText}</Empty>
          )}
        </div>
      )}
      {asking && <Asked bench={bench} asking={asking} onClose={() => ask(null)} focus={focus} />}
    </section>
  )
}

/** With nothing chosen, keys are about the node that has the focus: it is what a screen reader names. */
function chooseFocused({ key, target }: KeyboardEvent, { chosen, chosenWay, choose }: CanvasState): void {
  if (chosen.length > 0 || chosenWay !== null || /^(?:Escape|Tab|Shift|Control|Alt|Meta)$/.test(key)) return
  const id = target instanceof Element && target.matches('.react-flow__node') ? idAt(target) : null
  if (id !== null && !isCard(id)) flushSync(() => choose([id]))
}

const isEmpty = ({ nodes, layout }: Definition): boolean => Object.keys(nodes).length === 0 && (layout?.notes ?? []).length === 0

/** Most keys typed into a form change nothing in the drawing, so it is not rendered again. */
const Graph = memo(FlowGraph)

function useCan(bench: Bench, edits: CanvasActions['edits'], focus: (id: string) => void) {
  const latest = useRef({ bench, focus })
  latest.current = { bench, focus }
  const { flow, sheets, opened, chosenWay, chooseWay, choose } = bench.state
  const onOpen = useCallback((id: string) => openNode(latest.current.bench, id, latest.current.focus), [])
  const onChoose = useCallback((_: string | null, all: string[]) => choose(all), [choose])
  const can = useMemo(
    (): CanvasActions => ({ edits, flow, sheets, opened, onOpen, chosenWay, onChooseWay: chooseWay }),
    [edits, flow, sheets, opened, onOpen, chosenWay, chooseWay],
  )
  return { can, onChoose }
}

/** Letters of the editor also work on its buttons and tabs: there they have no other use. */
const isNear = (): boolean =>
  document.activeElement?.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') == null

/** The keys of the canvas work while it, its nodes or nothing has the focus, not on buttons or in fields. */
function hasKeys(stage: HTMLElement | null): boolean {
  const active = document.activeElement
  if (active === null || stage === null || active.contains(stage)) return true
  return stage.contains(active) && active.closest('button, input, textarea, select') === null
}

const nodeAround = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('.react-flow__node') : null

const isNode = (target: EventTarget | null): boolean => nodeAround(target) !== null
const idAt = (target: EventTarget | null): string | null => nodeAround(target)?.getAttribute('data-id') ?? null

const wayAt = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest('.react-flow__edge') : null)?.getAttribute('data-id') ?? null

function focusRow(id: string, tries = 20): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)
    if (row) row.focus()
    else if (tries > 0) focusRow(id, tries - 1)
  })
}

/** Up and down go line by line, which is done here; to the sides, into and out of inner flows. */
const walkOutline =
  (state: CanvasState): Walk =>
  (_, direction) => {
    if (direction === 'down' || direction === 'up') stepInOutline(state, direction === 'down' ? 1 : -1)
    const last = nodesOf(state).at(-1)
    if (last !== undefined && (direction === 'left' || direction === 'right')) state.open(last, direction === 'right')
    return null
  }

/** Where something that is asked for is kept. */
export const useAsking = () => useState<Asking | null>(null)
