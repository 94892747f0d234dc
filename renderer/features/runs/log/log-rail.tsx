import { useMemo, useRef } from 'react'
import { cx } from '../../../ui/class-names.ts'
import type { RowWindow } from '../../../ui/use-row-window.ts'
import { useViewSize } from '../../../ui/use-view-size.ts'
import type { LineSet } from './line-set.ts'
import { type Mark, marksOf } from './rail-marks.ts'
import type { RowModel } from './row-model.ts'

/** Pixels that one mark is high, at least. */
const piece = 3

type Props = {
  errors: LineSet
  warnings: LineSet
  hits: LineSet
  model: Pick<RowModel, 'rows' | 'lineAt'>
  rows: Pick<RowWindow, 'rows' | 'position' | 'moveTo'>
}

/** Beside the scroll bar: where in what it scrolls errors, warnings, hits and the view are. A press shows that place. */
export function LogRail({ errors, warnings, hits, model, rows }: Props) {
  const rail = useRef<HTMLDivElement>(null)
  const { height } = useViewSize(rail)
  const pieces = Math.max(1, Math.floor(height / piece))
  // Where all rows are in view, each mark is beside its row.
  const all = Math.max(1, model.rows, rows.rows)
  const share = model.rows / all
  const marks = useMemo(
    () => [warnings, errors, hits].map((set) => marksOf(set, model, pieces)),
    [warnings, errors, hits, model, pieces],
  )
  const show = (y: number): void => {
    const { top } = rail.current?.getBoundingClientRect() ?? { top: 0 }
    rows.moveTo(((y - top) / height) * all - rows.rows / 2)
  }
  return (
    <div
      ref={rail}
      // Keys find errors and hits as well: to those who listen, the rail says nothing.
      aria-hidden="true"
      data-rail
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        show(event.clientY)
      }}
      onPointerMove={(event) => event.buttons === 1 && show(event.clientY)}
      className="relative w-3 shrink-0 border-l border-rule bg-surface"
    >
      <Marks marks={marks[0] ?? []} share={share} kind="warning" className="left-[3px] w-1 bg-warn" />
      <Marks marks={marks[1] ?? []} share={share} kind="error" className="left-[3px] w-1 bg-bad" />
      <Marks marks={marks[2] ?? []} share={share} kind="hit" className="right-[1px] w-[3px] bg-accent" />
      <span
        style={{ top: `${(rows.position / all) * 100}%`, height: `${Math.min(1, rows.rows / all) * 100}%` }}
        className="pointer-events-none absolute inset-x-0 min-h-1 border-y border-mark bg-mark/20"
      />
    </div>
  )
}

type MarksProps = { marks: readonly Mark[]; share: number; kind: string; className: string }

const Marks = ({ marks, share, kind, className }: MarksProps) =>
  marks.map(({ at, length }) => (
    <span
      key={at}
      data-mark={kind}
      style={{ top: `${at * share * 100}%`, height: `${length * share * 100}%` }}
      className={cx('pointer-events-none absolute min-h-[3px] forced-color-adjust-none', className)}
    />
  ))
