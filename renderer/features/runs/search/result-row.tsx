import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { FoundLine } from '../../../../shared/model/found-run.ts'
import { StatusIcon } from '../../../run-status.tsx'
import { cx } from '../../../ui/class-names.ts'
import { Ago } from '../../../ui/time.tsx'
import { searchWords as words } from '../words/search.ts'
import type { ResultRow } from './result-rows.ts'

type Props = { row: ResultRow; index: number; top: number; height: number; isCurrent: boolean; onFocus(): void }

/** A row of the results, at its place in the list. */
export function ResultItem({ row, index, top, height, isCurrent, onFocus }: Props) {
  const link = (className: string, children: ReactNode) => (
    <Link
      href={row.href}
      data-row={index}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      className={cx('flex h-full min-w-0 items-center px-4 outline-offset-[-2px] hover:bg-hover', className)}
    >
      {children}
    </Link>
  )
  return (
    <li className="absolute inset-x-0" style={{ height, transform: `translateY(${top}px)` }}>
      {row.kind === 'run' && link(cx('gap-2 bg-surface', index > 0 && 'border-t border-rule'), <RunHead row={row} />)}
      {row.kind === 'line' && link('gap-3 font-mono text-sm', <Line line={row.line} />)}
      {row.kind === 'rest' && link('pl-23! text-sm text-ink-2 underline', words.moreLines(row.count))}
    </li>
  )
}

function RunHead({ row: { found } }: { row: ResultRow }) {
  const { number, title, startedAt, createdAt } = found.run
  return (
    <>
      <StatusIcon facts={found.run} />
      <span className="text-ink-2 tabular-nums">{words.run(number)}</span>
      <span title={title} className="min-w-0 flex-1 truncate font-semibold">
        {title}
      </span>
      <span className="shrink-0 text-sm text-ink-2">
        <Ago at={startedAt ?? createdAt} />
      </span>
    </>
  )
}

function Line({ line }: { line: FoundLine }) {
  const { n, node, attempt, stream, text, match } = line
  const place = [node, attempt > 1 ? words.attempt(attempt) : null].filter((part) => part !== null).join(' · ')
  return (
    <>
      <span
        className={cx(
          'flex h-full w-16 shrink-0 items-center justify-end border-l-2 text-ink-3',
          stream === 'err' ? 'border-bad' : 'border-transparent',
        )}
      >
        <span className="sr-only">{words.line(n)}</span>
        <span aria-hidden="true">{n}</span>
      </span>
      {place !== '' && (
        <span title={place} className="max-w-40 shrink-0 truncate text-ink-2">
          {place}
        </span>
      )}
      <span title={text} dir="auto" className="min-w-0 flex-1 truncate text-left whitespace-pre">
        {before(text.slice(0, match[0]))}
        <mark className="rounded-sm bg-warn-bg font-semibold text-ink">{text.slice(...match)}</mark>
        {text.slice(match[1])}
      </span>
    </>
  )
}

/** As much as leaves the match in view. */
const shownBefore = 60
const before = (text: string): string => {
  const start = text.trimStart()
  return start.length <= shownBefore ? start : `…${start.slice(-shownBefore)}`
}
