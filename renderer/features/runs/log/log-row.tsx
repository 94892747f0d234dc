import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import { cx } from '../../../ui/class-names.ts'
import { piecesOf } from './ansi.ts'
import { withDirectionSigns } from './control-signs.ts'
import { LineText, type TextLook } from './line-text.tsx'
import { words } from './words.ts'

export const rowHeight = 20

export type Level = 'error' | 'warning' | null

export type RowProps = {
  n: number
  row: number
  line: LogLine | undefined
  /** Null: rows flow under each other, each as high as its text. */
  top: number | null
  /** Null: no times are shown. */
  time: string | null
  level: Level
  isSelected: boolean
  /** It is among the lines that a link names: the first and the last of them close the ring. */
  ring: { first: boolean; last: boolean } | null
  isCurrent: boolean
  look: TextLook
  wrap: boolean
  fold: FoldLook | null
  /** In how many open groups it is. */
  depth: number
  statesShown: boolean
  onToggle(n: number): void
  onStates(n: number): void
  onWhole(n: number): void
}

/** `title`: of a group; null: of a trace, whose first line is shown. */
export type FoldLook = { title: string | null; lines: number; open: boolean; hidesErrors: boolean }

/** Groups within groups beyond this are not indented any more. */
const deepest = 8

/** One line, or the head of a group of lines. Its number column is as wide as the log's largest number (`--digits`). */
export const LogRow = memo(function LogRow(props: RowProps) {
  const { n, row, line, top, time, level, fold, depth, isCurrent, wrap } = props
  return (
    <div
      data-line={n}
      data-row={row}
      style={top === null ? undefined : { transform: `translateY(${top}px)` }}
      className={cx(
        'flex min-w-full leading-5',
        top === null ? 'relative min-h-5' : 'absolute top-0 left-0 h-5',
        wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre',
        groundOf(props),
        isCurrent && 'log-current',
        ringOf(props),
        line?.stream === 'note' && 'text-ink-2',
      )}
    >
      <NumberCell {...props} />
      {time !== null && <span className={cx('log-time shrink-0 pr-3 tabular-nums select-none', quietInk(props))}>{time}</span>}
      {Array.from({ length: Math.min(depth, deepest) }, (_, at) => (
        <span key={at} aria-hidden="true" className="ml-1 w-2 shrink-0 border-l border-rule-2" />
      ))}
      <Spoken line={line} level={level} />
      {line?.stream === 'note' && fold?.title == null && (
        <span className={cx('mr-2 shrink-0 font-sans select-none', quietInk(props))}>{words.system}</span>
      )}
      <Content {...props} />
    </div>
  )
})

function Content({ n, line, look, fold, statesShown, onToggle, onStates, onWhole }: RowProps) {
  if (fold !== null && fold.title !== null) return <GroupButton fold={fold} title={fold.title} onToggle={() => onToggle(n)} />
  if (!line) return <span aria-hidden="true" className="my-[6px] h-2 w-60 rounded-sm bg-rule" />
  return (
    <span className="min-w-0">
      <LineText line={line} look={look} onWhole={onWhole} states={{ shown: statesShown, toggle: onStates }} />
      {fold !== null && !fold.open && <span className="font-sans text-ink-2 select-none"> {words.more(fold.lines)}</span>}
    </span>
  )
}

/** The number cell repeats the color of its row: if it inherited the color, each move of a row would restyle all that is in it. */
const groundOf = ({ isSelected, level }: Pick<RowProps, 'isSelected' | 'level'>): string =>
  isSelected ? 'bg-selected' : level === 'error' ? 'bg-bad-bg' : 'bg-sunken'

/** On the ground of a selection, the quietest ink is too faint. */
const quietInk = ({ isSelected }: Pick<RowProps, 'isSelected'>): string => (isSelected ? 'text-ink-2' : 'text-ink-3')

function ringOf({ ring }: RowProps): string {
  if (ring === null) return ''
  return cx('log-ring', ring.first && 'log-ring-first', ring.last && 'log-ring-last')
}

function NumberCell({ n, line, level, fold, isSelected, onToggle }: RowProps) {
  const isStderr = line?.stream === 'err' || fold?.hidesErrors
  return (
    <span
      data-number
      className={cx(
        'log-number sticky left-0 z-1 shrink-0 cursor-default pr-4 pl-2 text-right select-none',
        groundOf({ isSelected, level }),
        isStderr && 'shadow-[inset_2px_0_var(--bad)] forced-colors:border-l-2',
        level === 'error' ? 'font-semibold text-bad' : level === 'warning' ? 'font-semibold text-warn' : quietInk({ isSelected }),
      )}
    >
      {n}
      {fold !== null && fold.title === null && (
        <button
          type="button"
          aria-expanded={fold.open}
          aria-label={words.trace(fold.lines)}
          title={words.trace(fold.lines)}
          onClick={() => onToggle(n)}
          className="absolute top-0.5 right-0 grid size-4 place-items-center rounded-sm text-ink-2 hover:bg-hover"
        >
          <FoldIcon open={fold.open} />
        </button>
      )}
    </span>
  )
}

/** What color and place say, for those who listen. */
function Spoken({ line, level }: Pick<RowProps, 'line' | 'level'>) {
  const said = level === null ? (line?.stream === 'err' ? words.stderr : null) : words.levels[level]
  return said === null ? null : <span className="sr-only select-none">{said}</span>
}

function FoldIcon({ open }: { open: boolean }) {
  const Shape = open ? ChevronDown : ChevronRight
  return <Shape aria-hidden="true" strokeWidth={2.5} className="size-3.5" />
}

function GroupButton({ fold, title, onToggle }: { fold: FoldLook; title: string; onToggle(): void }) {
  return (
    <button
      type="button"
      aria-expanded={fold.open}
      onClick={onToggle}
      className="-ml-0.5 flex h-5 items-center gap-0.5 rounded-sm pr-1 font-semibold whitespace-pre hover:bg-hover focus-visible:outline-offset-[-2px]"
    >
      <span className="text-ink-2">
        <FoldIcon open={fold.open} />
      </span>
      <span>
        {piecesOf(title).map(({ text }) => withDirectionSigns(text))}
        {!fold.open && <span className="font-normal text-ink-2"> {words.folded(fold.lines)}</span>}
        {fold.hidesErrors && <span className="font-normal text-bad"> {words.hasErrors}</span>}
      </span>
    </button>
  )
}
