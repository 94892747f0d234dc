import { useRef } from 'react'
import { type Start, useRowWindow } from '../../../ui/use-row-window.ts'
import { rowHeight } from './log-row.tsx'
import { type Elements, RowsView } from './rows-view.tsx'
import { leading } from './use-anchor.ts'
import { useFlowWindow } from './use-flow-window.ts'
import type { LogState, Opening } from './use-log.ts'

type Props = {
  state: LogState
  opening: Opening
  wrap: boolean
  states: ReadonlySet<number>
  onStates(line: number): void
  onWhole(line: number): void
}

function startOf({ modelOf, log }: LogState, opening: Opening): Start {
  if (opening === 'end') return 'end'
  const { rowOf } = modelOf(log.size.lines)
  return typeof opening === 'number' ? Math.max(0, rowOf(opening) - leading) : rowOf(opening.top)
}

function useElements(): Elements {
  return { scroller: useRef<HTMLElement>(null), strip: useRef<HTMLDivElement>(null) }
}

/** Rows of one height. */
export function FixedRows(props: Props) {
  const elements = useElements()
  const { state, opening } = props
  const { rows: count } = state.modelOf(state.log.size.lines)
  const rows = useRowWindow(elements.scroller, count, rowHeight, startOf(state, opening))
  return <RowsView {...props} elements={elements} rows={rows} flow={false} />
}

/** Rows as high as their text: wrapped lines, JSON over several lines, all states of a progress bar. */
export function FlowRows(props: Props) {
  const elements = useElements()
  const { state, opening } = props
  const { rows: count } = state.modelOf(state.log.size.lines)
  const rows = useFlowWindow(elements.scroller, elements.strip, count, rowHeight, startOf(state, opening))
  return <RowsView {...props} elements={elements} rows={rows} flow />
}
