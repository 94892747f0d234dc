import { type ReactNode, useCallback, useMemo } from 'react'
import { type Definition, fallbackAction, type Graph } from '../../shared/flow/definition.ts'
import type { PathTaken } from '../../shared/flow/events.ts'
import { joinCount, portsOf } from '../../shared/flow/ports.ts'
import type { Standing } from '../../shared/flow/standing.ts'
import type { Problem } from '../../shared/problem.ts'
import { Canvas, Drawing } from '../graph/canvas.tsx'
import type { BoxLook, CanvasEdits, Sheet, WayLook } from '../graph/canvas-props.ts'
import { borderOfChange, changeText } from '../graph/change-mark.tsx'
import { BoxContent, type BoxFacts } from './box-content.tsx'
import { type DrawnDifference, drawnWays, lookOfChanged } from './drawn-difference.ts'
import {
  cardLabel,
  type FlowShape,
  flowShape,
  graphAt,
  insideOf,
  isCard,
  keysOf,
  readingOrder,
  type Shown,
} from './flow-shape.ts'
import { kindWord, lookOf } from './looks.ts'
import { marksOf, problemsByNode } from './marks.ts'
import { failurePort, pairId, pairOf } from './ways.ts'
import { words } from './words.ts'

export type GraphViews = Record<string, Standing>

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
  const focus = (views && focusOf(views)) ?? graph.start
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

type BoxesOf = Required<Pick<Props, 'graph' | 'views' | 'problems' | 'pins'>> & {
  opened: ReadonlySet<string>
  difference: DrawnDifference | undefined
  isEdited: boolean
}

/** A box is the same object until something about its node changes: then only that one is drawn again. */
function useBoxes({ graph, opened, views, problems, pins, difference, isEdited }: BoxesOf): (id: string) => BoxLook | null {
  const hasParams = isEdited || Object.keys(graph.params ?? {}).length > 0
  const found = useMemo(() => problemsByNode(problems, new Set(readingOrder(graph, opened))), [problems, graph, opened])
  const looks = useMemo(() => new Map<string, { text: string; look: BoxLook }>(), [])
  return useCallback(
    (id: string): BoxLook | null => {
      if (isCard(id)) return cardLook(cardLabel(id, Object.keys(graph.params ?? {})), isEdited)
      const inner = graphAt(graph, insideOf(id))
      const name = keysOf(id).at(-1) ?? id
      const node = inner?.nodes[name]
      if (!inner || !node) return null
      const facts: BoxFacts = {
        name,
        node,
        view: views?.[id] ?? null,
        isStart: name === inner.start && !(hasParams && insideOf(id).length === 0),
        waitsFor: joinCount(inner, name),
        isOpened: opened.has(id),
        actions: actionsOf(inner, name),
        marks: marksOf(node, { problems: found.get(id) ?? noProblems, isPinned: pins.has(id) }),
        change: difference?.nodes.get(id) ?? null,
      }
      const known = looks.get(id)
      const text = JSON.stringify(facts)
      if (known?.text === text) return known.look
      const look = lookOfBox(facts)
      looks.set(id, { text, look })
      return look
    },
    [graph, opened, views, found, pins, looks, difference, isEdited, hasParams],
  )
}

const cardLook = (text: string, isEdited: boolean): BoxLook => ({
  content: <span className="truncate text-center text-xs">{text}</span>,
  label: text,
  border: isEdited ? 'border-rule-2' : 'border-dashed border-rule-2',
  isCard: true,
})

function lookOfBox(facts: BoxFacts): BoxLook {
  const { node, view, change } = facts
  const border = change
    ? borderOfChange(change)
    : !view
      ? 'border-rule-2'
      : view.takenFrom === null
        ? lookOf(view).border
        : 'border-dashed border-rule-2'
  return {
    content: <BoxContent {...facts} />,
    label: labelFor(facts),
    title: view?.error ?? undefined,
    border: node.disabled && !change ? 'border-dashed border-mark opacity-70' : border,
    portNames: { ...Object.fromEntries(facts.actions.map((action) => [action, action])), [failurePort]: words.onFailure },
  }
}

/** The actions whose ports need a name: those of a choice, but not the only one of work. */
function actionsOf(graph: Graph, name: string): string[] {
  const main = portsOf(graph, name).filter(({ isTrouble }) => !isTrouble)
  return main.length === 1 && main[0]?.action === fallbackAction ? [] : main.map(({ action }) => action)
}

/** The node that failed, else one that runs or waits. */
const focusOf = (views: GraphViews): string | null =>
  focused.map((status) => Object.keys(views).find((key) => views[key]?.status === status)).find((key) => key !== undefined) ??
  null
const focused = ['failed', 'running', 'waiting', 'queued'] as const

const labelFor = ({ name, node, view, marks, waitsFor, change }: BoxFacts): string =>
  [
    name,
    kindWord(node),
    ...(change ? [changeText(change).toLowerCase()] : []),
    ...(view ? [lookOf(view).word.toLowerCase()] : []),
    ...(node.kind === 'choice' && view?.action !== undefined ? [words.chose(view.action).toLowerCase()] : []),
    ...(view?.takenFrom ? [words.fromRun(view.takenFrom)] : []),
    ...(waitsFor === null ? [] : [words.waitsFor(waitsFor)]),
    ...(view ? [] : marks.map(({ text }) => text)),
  ].join(', ')
