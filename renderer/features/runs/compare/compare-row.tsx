import { Link } from 'wouter'
import type { ComparisonRow } from '../../../../shared/model/log-comparison.ts'
import { plainText } from '../../../../shared/visible-text.ts'
import { cx } from '../../../ui/class-names.ts'
import { drawnLast } from '../log/progress.ts'
import { words } from './words.ts'

const looks: Record<Exclude<ComparisonRow['kind'], 'skipped'>, { sign: string; look: string }> = {
  same: { sign: '', look: 'text-ink-2' },
  new: { sign: '+', look: 'bg-bad-bg text-ink' },
  moved: { sign: '↕', look: 'bg-warn-bg text-ink' },
  gone: { sign: '−', look: 'text-ink-3 line-through' },
}

/** `log`: the address of this run's log. `onMore`: shows more of the equal lines; null: the log shows them. */
type Props = { row: ComparisonRow; log: string; digits: number; onMore: (() => void) | null }

/** A line of either log, with its number there; the number in this run's log leads to it. */
export function CompareRow({ row, log, digits, onMore }: Props) {
  const { kind, line, otherLine, text, count } = row
  if (kind === 'skipped')
    return (
      <li className="h-6 border-y border-rule bg-surface px-4 font-sans leading-6 text-ink-2">
        {onMore ? (
          <button type="button" title={words.showMore} onClick={onMore} className="hover:underline">
            {words.skipped(count)} ↕
          </button>
        ) : (
          <Link href={`${log}#L${line}`} title={words.openLine(line ?? 1)} className="hover:underline">
            {words.skipped(count)} →
          </Link>
        )}
      </li>
    )
  const { sign, look } = looks[kind]
  const width = { width: `${digits + 1}ch` }
  return (
    <li className={cx('flex h-5 gap-3 px-4', kind === 'new' && 'bg-bad-bg', kind === 'moved' && 'bg-warn-bg')}>
      <span
        style={width}
        title={otherLine === null ? undefined : words.otherLine(otherLine)}
        className="shrink-0 text-right text-ink-3"
      >
        {otherLine}
      </span>
      <span style={width} className="shrink-0 text-right">
        {line !== null && (
          <Link href={`${log}#L${line}`} title={words.openLine(line)} className="text-ink-3 hover:text-accent hover:underline">
            {line}
          </Link>
        )}
      </span>
      <span aria-hidden="true" className="w-[1ch] shrink-0 select-none">
        {sign}
      </span>
      <span className="sr-only">{words.kinds[kind]}</span>
      <span className={cx('whitespace-pre', look)}>{plainText(drawnLast(text))}</span>
    </li>
  )
}
