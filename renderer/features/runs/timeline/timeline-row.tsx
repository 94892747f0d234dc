import type { CSSProperties } from 'react'
import { cx } from '../../../ui/class-names.ts'
import { duration } from '../../../ui/time.tsx'
import { type RunRow, type SegmentKind, tookText } from '../rows/row.ts'
import { percentIn, placeOn, type Scale, type View } from './scale.ts'
import { words } from './words.ts'

type Props = {
  row: RunRow
  index: number
  style: CSSProperties
  className: string
  scale: Scale
  view: View
  now: number
  isCurrent: boolean
  isOpen: boolean
  onFocus(): void
  onOpen(): void
}

export function TimelineRow(props: Props) {
  const { row, index, style, className, scale, view, now, isCurrent, isOpen, onFocus, onOpen } = props
  const { icon: Icon, ink, word } = row.look
  const took = tookText(row, now)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button of the row has the keyboard
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      style={style}
      onClick={onOpen}
      className={cx(className, 'absolute inset-x-0 border-b border-rule', isOpen ? 'bg-selected/60' : 'hover:bg-hover/60')}
    >
      <span role="cell" className="flex h-full min-w-0 items-center">
        <button
          type="button"
          data-row={index}
          tabIndex={isCurrent ? 0 : -1}
          onFocus={onFocus}
          title={`${row.name}, ${word}`}
          className={cx(
            'flex h-full min-w-0 flex-1 items-center gap-1.5 text-left outline-offset-[-2px]',
            row.parent !== null && 'pl-5 text-sm',
          )}
        >
          <Icon aria-hidden="true" strokeWidth={2.5} className={cx('size-3.5 shrink-0', ink)} />
          <span dir="auto" className={cx('truncate text-left', row.parent === null ? 'font-medium' : 'text-ink-2')}>
            {row.name}
          </span>
          <span className="sr-only">{word}</span>
        </button>
      </span>
      <span role="cell" data-bars="" className="relative h-3.5 overflow-hidden">
        <span className="sr-only">{factsOf(row, scale, now)}</span>
        {row.segments.map(({ kind, from, to }, at) => {
          const left = percentIn(view, placeOn(scale, from))
          const right = percentIn(view, placeOn(scale, to ?? now))
          return right < 0 || left > 100 ? null : <Bar key={at} kind={kind} left={left} right={right} />
        })}
      </span>
      <span role="cell" className="truncate text-right text-sm text-ink-2 tabular-nums">
        {took}
      </span>
    </div>
  )
}

/** What the bars show, in words. */
function factsOf({ from, segments }: RunRow, scale: Scale, now: number): string {
  if (from === null) return words.notStarted
  const waits = segments.filter(({ kind }) => kind === 'waiting')
  const runs = segments.filter(({ kind }) => kind !== 'waiting')
  const span = (all: typeof segments): number => all.reduce((sum, each) => sum + (each.to ?? now) - each.from, 0)
  const waited = Math.max(
    0,
    span(waits) -
      (waits.some((wait) => runs.some((run) => run.from >= wait.from && run.from < (wait.to ?? now))) ? span(runs) : 0),
  )
  return words.cell(duration(Math.max(0, from - scale.from)), waited > 0 ? duration(waited) : null, runs.length)
}

const colors: Record<SegmentKind, string> = {
  waiting: 'bg-rule-2 forced-colors:bg-[GrayText]',
  running: 'bg-run',
  succeeded: 'bg-ok-fill',
  failed: 'bg-bad',
  cancelled: 'bg-warn',
}

/** Never so short that it cannot be seen. */
const Bar = ({ kind, left, right }: { kind: SegmentKind; left: number; right: number }) => (
  <i
    aria-hidden="true"
    data-kind={kind}
    className={cx('absolute inset-y-0 min-w-[3px] rounded-[2px] forced-color-adjust-none', colors[kind])}
    style={{ left: `min(calc(100% - 3px), ${Math.max(-5, left)}%)`, width: `${Math.min(105, right) - Math.max(-5, left)}%` }}
  />
)
