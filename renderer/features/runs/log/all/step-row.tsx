import { memo } from 'react'
import { Link } from 'wouter'
import type { StepLine } from '../../../../../shared/model/step-lines.ts'
import { cx } from '../../../../ui/class-names.ts'
import { LineText, type TextLook } from '../line-text.tsx'
import { logHref } from '../log-link.ts'
import { words as logWords } from '../words.ts'
import { levelOfStepLine } from './step-marks.ts'
import { words } from './words.ts'

type Props = {
  run: number
  line: StepLine
  row: number
  /** Null: rows flow under each other, each as high as its text. */
  top: number | null
  wrap: boolean
  label: string
  /** The name is shown: the line above is of another step, or out of view. */
  isNamed: boolean
  time: string | null
  look: TextLook
  isCurrent: boolean
}

/** A line with the name of its step in front, where the step changes or under the pointer; the name leads to the line in the log of the step. */
export const StepRow = memo(function StepRow({ run, line, row, top, label, isNamed, time, look, wrap, isCurrent }: Props) {
  const { n, node, attempt, stream } = line
  const level = levelOfStepLine(line)
  // Repeated instead of inherited, as in the rows of a log.
  const ground = level === 'error' ? 'bg-bad-bg' : 'bg-sunken'
  const said = level === null ? (stream === 'err' ? logWords.stderr : null) : logWords.levels[level]
  return (
    <div
      data-row={row}
      data-node={node}
      data-line={n}
      style={top === null ? undefined : { transform: `translateY(${top}px)` }}
      className={cx(
        'group/line flex min-w-full leading-5',
        top === null ? 'relative min-h-5' : 'absolute top-0 left-0 h-5',
        wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre',
        ground,
        isCurrent && 'log-current',
        stream === 'note' && 'text-ink-2',
      )}
    >
      <Link
        href={logHref({ run, node, attempt }, { from: n, to: n })}
        tabIndex={-1}
        title={words.openStep(label, n)}
        className={cx(
          'sticky left-0 z-1 w-40 shrink-0 truncate pr-3 pl-4 font-sans select-none hover:underline @max-2xl:w-32',
          ground,
          stream === 'err' && 'shadow-[inset_2px_0_var(--bad)] forced-colors:border-l-2',
          level === 'error' ? 'font-semibold text-bad' : level === 'warning' ? 'font-semibold text-warn' : 'text-ink-2',
        )}
      >
        <span className={isNamed ? undefined : 'opacity-0 group-hover/line:opacity-100'}>{label}</span>
      </Link>
      {time !== null && <span className="log-time shrink-0 pr-3 text-ink-3 tabular-nums select-none">{time}</span>}
      {said !== null && <span className="sr-only select-none">{said}</span>}
      {stream === 'note' && <span className="mr-2 shrink-0 font-sans text-ink-3 select-none">{logWords.system}</span>}
      <span className="min-w-0">
        <LineText line={line} look={look} />
      </span>
    </div>
  )
})
