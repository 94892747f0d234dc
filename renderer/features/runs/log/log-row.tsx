import { ChevronDown, ChevronRight } from 'lucide-react'
import { type CSSProperties, memo } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import type { LogTimes } from '../../../../shared/model/preferences.ts'
import { bytesText } from '../../../ui/bytes-text.ts'
import { cx } from '../../../ui/class-names.ts'
import { type Piece, piecesOf } from './ansi.ts'
import { words } from './words.ts'

type Props = {
  n: number
  line: LogLine | undefined
  top: number
  times: LogTimes
  start: number
  title: string | null
  lines: number
  open: boolean
  hidesErrors: boolean
  /** In how many open groups it is. */
  depth: number
  onToggle(n: number): void
}

/** Groups within groups beyond this are not indented any more. */
const deepest = 8

/** One line, or the head of a group of lines. Its number column is as wide as the log's largest number (`--digits`). */
export const LogRow = memo(function LogRow(props: Props) {
  const { n, line, top, times, start, title, lines, open, hidesErrors, depth, onToggle } = props
  return (
    <div
      style={{ transform: `translateY(${top}px)` }}
      className={cx(
        'absolute top-0 left-0 flex h-[19px] min-w-full leading-[19px] whitespace-pre',
        (line?.stream === 'err' || hidesErrors) && 'shadow-[inset_2px_0_var(--bad)]',
        line?.stream === 'note' && 'text-ink-2 italic',
      )}
    >
      <span className="log-number shrink-0 pr-3 pl-2 text-right text-ink-3 select-none">{n}</span>
      {times !== 'off' && (
        <span className="w-[100px] shrink-0 text-ink-3 select-none">{line && timeText(line.at, times, start)}</span>
      )}
      {Array.from({ length: Math.min(depth, deepest) }, (_, at) => (
        <span key={at} aria-hidden="true" className="ml-1 w-2 shrink-0 border-l border-rule-2" />
      ))}
      {line?.stream === 'err' && <span className="sr-only">{words.stderr}</span>}
      {title !== null ? (
        <FoldButton title={title} lines={lines} open={open} hidesErrors={hidesErrors} onToggle={() => onToggle(n)} />
      ) : line ? (
        <LineText line={line} />
      ) : (
        <span aria-hidden="true" className="my-[6px] h-[7px] w-60 rounded-sm bg-rule" />
      )}
    </div>
  )
})

/** Kept while only its place changes: to find colors and links again would cost more than all else. */
export const LineText = memo(function LineText({ line }: { line: LogLine }) {
  return (
    <span>
      {piecesOf(line.text).map((piece, at) => (
        <PieceText key={at} {...piece} />
      ))}
      {line.cut > 0 && <span className="font-sans text-ink-3">{words.cut(bytesText(line.cut))}</span>}
    </span>
  )
})

function PieceText({ text, className, variables, href }: Piece) {
  if (href !== null)
    return (
      <a
        href={href}
        title={href}
        target="_blank"
        rel="noopener noreferrer"
        style={variables as CSSProperties}
        className={cx('underline decoration-rule-2 hover:decoration-current', className)}
      >
        {text}
      </a>
    )
  return className === '' ? (
    text
  ) : (
    <span style={variables as CSSProperties} className={className}>
      {text}
    </span>
  )
}

type FoldProps = Pick<Props, 'lines' | 'open' | 'hidesErrors'> & { title: string; onToggle(): void }

function FoldButton({ title, lines, open, hidesErrors, onToggle }: FoldProps) {
  const Shape = open ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className="-ml-0.5 flex items-center gap-0.5 rounded-sm pr-1 font-semibold hover:bg-hover focus-visible:outline-offset-[-2px]"
    >
      <Shape aria-hidden="true" strokeWidth={2.5} className="size-3.5 text-ink-2" />
      <span>
        {piecesOf(title).map(({ text }) => text)}
        {!open && <span className="font-normal text-ink-2"> {words.folded(lines)}</span>}
        {hidesErrors && <span className="font-normal text-bad"> {words.hasErrors}</span>}
      </span>
    </button>
  )
}

function timeText(at: number, times: LogTimes, start: number): string {
  if (times === 'relative') return `+${((at - start) / 1_000).toFixed(3)}`
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
}
