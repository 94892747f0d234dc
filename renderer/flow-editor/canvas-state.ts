import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { Definition, Graph } from '../../shared/flow/definition.ts'
import type { Problem } from '../../shared/problem.ts'
import { shownOf } from '../flow-graph/flow-graph.tsx'
import { type FlowShape, flowShape, graphAt, insideOf } from '../flow-graph/flow-shape.ts'
import type { FlowWay } from '../flow-graph/ways.ts'
import type { Sheet } from '../graph/canvas-props.ts'
import { sameShape } from '../graph/same-parts.ts'
import type { Shape } from '../graph/shape.ts'
import type { FlowText } from './flow-text.ts'

/** What is drawn, opened and chosen in the editor. */
export type CanvasState = {
  flowText: FlowText
  definition: Definition
  problems: readonly Problem[]
  flow: FlowShape
  opened: ReadonlySet<string>
  open(id: string, isOpen?: boolean): void
  /** Nodes and notes by their ids. */
  chosen: string[]
  choose(ids: readonly string[]): void
  chosenWay: string | null
  chooseWay(id: string | null): void
  wayOf(id: string | null): FlowWay | null
  sheets: Sheet[]
}

const notePrefix = '#note '
export const isNote = (id: string): boolean => id.startsWith(notePrefix)
export const noteIndex = (id: string): number => Number(id.slice(notePrefix.length))

export function useCanvasState(flowText: FlowText): CanvasState {
  const { selection, select } = flowText
  const { definition, problems } = useDrawn(flowText)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [notes, setNotes] = useState<string[]>([])
  const [chosenWay, setChosenWay] = useState<string | null>(null)
  const flow = useSameFlow(useMemo(() => flowShape(definition, shownOf(definition, opened, true)), [definition, opened]))
  const sheets = useMemo(() => sheetsOf(definition), [definition])
  useOpenedSelection(selection, setOpened)
  const choose = useCallback(
    (ids: readonly string[]) => {
      setNotes(ids.filter(isNote))
      if (ids.length > 0) setChosenWay(null)
      select(inOneGraph(ids.filter((id) => !isNote(id))))
    },
    [select],
  )
  const chooseWay = useCallback(
    (id: string | null) => {
      // What leads to a card, or undoes a node, is no edge.
      const isWire = id !== null && flow.wires.get(id)?.wire != null
      setChosenWay(isWire ? id : null)
      if (!isWire) return
      setNotes([])
      select([])
    },
    [flow, select],
  )
  const open = useCallback((id: string, isOpen?: boolean) => {
    setOpened((old) => {
      const next = new Set(old)
      if (isOpen ?? !old.has(id)) next.add(id)
      else next.delete(id)
      return next
    })
  }, [])
  return {
    flowText,
    definition,
    problems,
    flow,
    opened,
    open,
    chosen: useMemo(() => [...selection, ...notes], [selection, notes]),
    choose,
    chosenWay,
    chooseWay,
    wayOf: (id) => (id === null ? null : (flow.wires.get(id) ?? null)),
    sheets,
  }
}

/** Until a text can be read for the first time. */
const nothing: Definition = { start: '', nodes: {}, edges: [] }

/** While a field is typed into, the form comes first, and the drawing follows when there is time. */
function useDrawn({ definition, problems, isFieldTyped }: FlowText): Pick<CanvasState, 'definition' | 'problems'> {
  const now = useMemo(() => ({ definition: definition ?? nothing, problems }), [definition, problems])
  const later = useDeferredValue(now)
  return isFieldTyped ? later : now
}

/** Most changes leave the drawing as it is. */
function useSameFlow({ shape, wires }: FlowShape): FlowShape {
  const last = useRef<Shape | null>(null)
  return useMemo(() => {
    last.current = sameShape(last.current, shape)
    return { shape: last.current, wires }
  }, [shape, wires])
}

/** What is chosen lies in one graph: that of the last one. */
function inOneGraph(ids: readonly string[]): string[] {
  const last = ids.at(-1)
  if (last === undefined) return []
  const inside = insideOf(last).join('/')
  return ids.filter((id) => insideOf(id).join('/') === inside)
}

/** A node that is chosen elsewhere, such as in the code, is shown: the flows around it are opened. */
function useOpenedSelection(
  selection: readonly string[],
  setOpened: (change: (old: ReadonlySet<string>) => ReadonlySet<string>) => void,
): void {
  useEffect(() => {
    const around = selection.flatMap((id) => insideOf(id).map((_, index, all) => all.slice(0, index + 1).join('/')))
    if (around.length > 0) setOpened((old) => (around.every((id) => old.has(id)) ? old : new Set([...old, ...around])))
  }, [selection, setOpened])
}

const sheetsOf = ({ layout }: Graph): Sheet[] =>
  (layout?.notes ?? []).map(({ at: [x, y], size: [width, height], text }, index) => ({
    id: `${notePrefix}${index}`,
    at: { x, y },
    size: { width, height },
    text,
  }))

/** The graph that a node lies in. */
export const graphOf = (definition: Definition, id: string): Graph | null => graphAt(definition, insideOf(id))
