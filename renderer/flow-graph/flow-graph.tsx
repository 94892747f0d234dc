import { type ReactNode, useCallback, useMemo } from 'react'
import type { Definition, Graph } from '../../shared/flow/definition.ts'
import type { PathTaken } from '../../shared/flow/events.ts'
import type { Problem } from '../../shared/problem.ts'
import { Canvas, Drawing } from '../graph/canvas.tsx'
import type { CanvasEdits, Sheet, WayLook } from '../graph/canvas-props.ts'
import { type DrawnDifference, drawnWays, lookOfChanged } from './drawn-difference.ts'
import { type FlowShape, flowShape, type Shown } from './flow-shape.ts'
import type { GraphViews } from './shown-standing.ts'
import { useBoxes } from './use-boxes.tsx'
import { pairId, pairOf } from './ways.ts'

type Props = {
  graph: Graph & Pick<Partial<Definition>, 'params'>
  /** The status of each node by its id; null without a run. */
  views: GraphViews | null
  /** The edges that the run took; the others are dimmed. */
  taken?: PathTaken['ways'] | undefined
  chosen: string | readonly string[] | null
  onChoose(key: string | null, all: string[]): void
  problems?: readonly Problem[]
  /** Nodes whose output is pinned for tests. */
  pins?: ReadonlySet<string>
  /** How it differs from another version. */
  difference?: DrawnDifference | undefined
  /** What a person can do, and what stands around it; without it, the flow can only be looked at. */
  can?: CanvasActions | undefined
}

export type CanvasActions = {
  edits: CanvasEdits
  flow: FlowShape
  sheets: readonly Sheet[]
  opened: ReadonlySet<string>
  onOpen(id: string): void
  chosenWay: string | null
  onChooseWay(id: string | null): void
  /** Drawn within the canvas. */
  children?: ReactNode
}

const none: ReadonlySet<string> = new Set()
const noProblems: readonly Problem[] = []

/** What is drawn of a flow: all of a definition that is edited, and of a run what it can have gone through. */
export const shownOf = (graph: Props['graph'], opened: ReadonlySet<string>, isEdited: boolean): Shown => ({
  opened,
  hasParams: isEdited || Object.keys(graph.params ?? {}).length > 0,
  hasResults: isEdited,
})

const shapeShown = (graph: Props['graph'], difference: DrawnDifference | undefined): FlowShape => {
  const flow = flowShape(graph, shownOf(graph, difference?.opened ?? none, false))
  return difference ? drawnWays(flow, difference) : flow
}

/** A flow as a drawing: a definition, a draft, a test, a difference, or a run with the status of each node. */
export default function FlowGraph(props: Props) {
  const { graph, views, taken, chosen, onChoose, problems = noProblems, pins = none, difference, can } = props
  const opened = can?.opened ?? difference?.opened ?? none
  const own = useMemo(() => (can ? null : shapeShown(graph, difference)), [graph, can, difference])
  const { shape, wires } = can?.flow ?? own ?? shapeShown(graph, difference)
  const boxOf = useBoxes({ graph, opened, views, problems, pins, difference, isEdited: can !== undefined })
  const lookOfWay = useMemo(() => {
    if (difference) return (id: string) => lookOfChanged(wires.get(id), difference)
    if (!taken) return undefined
    const ids = new Set(taken.map(([from, to]) => pairId(from, to)))
    // What is edited stays as easy to see as what a test went through.
    const other = can ? undefined : 'dimmed'
    return (id: string): WayLook | undefined => (ids.has(pairOf(id)) ? 'taken' : other)
  }, [taken, difference, wires, can])
  const focus = firstChanged(difference) ?? (views && focusOf(views)) ?? graph.start
  const list = useMemo(() => (chosen === null ? [] : typeof chosen === 'string' ? [chosen] : chosen), [chosen])
  const choose = useCallback((ids: string[]) => onChoose(ids.at(-1) ?? null, ids), [onChoose])
  const DrawingOrCanvas = can ? Drawing : Canvas
  return (
    <DrawingOrCanvas
      shape={shape}
      boxOf={boxOf}
      lookOfWay={lookOfWay}
      focus={focus}
      chosen={list}
      onChoose={choose}
      hasMap={shape.boxes.length > mapFrom}
      {...(can && {
        edits: can.edits,
        sheets: can.sheets,
        onOpen: can.onOpen,
        chosenWay: can.chosenWay,
        onChooseWay: can.onChooseWay,
        children: can.children,
      })}
    />
  )
}

/** A drawing of so many boxes is larger than the window. */
const mapFrom = 12

/** A drawing of a difference opens at the first node that differs, or at the one that it lies within. */
const firstChanged = (difference: DrawnDifference | undefined): string | null =>
  difference?.nodes.keys().next().value?.split('/')[0] ?? null

/** The node that failed, else one that runs or waits. */
const focusOf = (views: GraphViews): string | null =>
  focused.map((status) => Object.keys(views).find((key) => views[key]?.status === status)).find((key) => key !== undefined) ??
  null
const focused = ['failed', 'running', 'waiting', 'queued'] as const
