import { useQuery } from '@tanstack/react-query'
import { Square } from 'lucide-react'
import { Link } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import { attempt, client } from '../../api/client.ts'
import { Status, StatusIcon } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { useHeldRows } from '../../ui/holds-still.tsx'
import { coarse, duration, useNow } from '../../ui/time.tsx'
import { gone, line, Part, rows } from './part.tsx'
import { queries, runningShown } from './queries.ts'
import { words } from './words.ts'

/** The bar says seconds. */
const leastUsualMs = 1_000

const keyOf = ({ id }: Run): string => id

/** The runs that execute something now, each against the usual duration of its job. */
export function Running({ running, queued }: { running: number; queued: number }) {
  const { data } = useQuery(queries.running())
  const { rows: held } = useHeldRows(data ?? [], keyOf)
  return (
    <Part
      title={words.running}
      {...(held.length > 0 && { count: countOf(held.length, running) })}
      empty={held.length === 0 ? words.nothingRuns : null}
      aside={
        queued > 0 && (
          <Link href="/queue" className="hover:underline">
            {words.queued(queued)}
          </Link>
        )
      }
    >
      <ul className={rows}>
        {held.map(({ item, isGone }) => (
          <li key={item.id} className={cx(line, 'group relative', isGone && gone)}>
            <StatusIcon facts={item} />
            <Title run={item} />
            <Progress startedAt={item.startedAt ?? item.createdAt} usualMs={item.usualMs} isGone={isGone} />
            {!isGone && <Stop run={item} />}
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** Runs that wait for a signal, a worker or a time. Those that wait for a decision stand among the approvals. */
export function Waiting({ count }: { count: number }) {
  const { data } = useQuery(queries.waiting())
  const others = count > 0 ? (data?.items ?? []).filter(({ waiting }) => waiting?.for !== 'approval') : []
  const { rows: held } = useHeldRows(others, keyOf)
  if (held.length === 0) return null
  return (
    <Part
      title={words.waiting}
      count={countOf(held.length, count)}
      aside={
        count > runningShown && (
          <Link href="/runs?q=status:waiting" className="hover:underline">
            {words.all(count)}
          </Link>
        )
      }
    >
      <ul className={rows}>
        {held.map(({ item, isGone }) => (
          <li key={item.id} className={cx(line, 'group relative', isGone && gone)}>
            <Title run={item} />
            <Status facts={item} className="max-w-[60%] shrink-0 text-sm text-ink-2" />
            {!isGone && <Stop run={item} />}
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** Of a list that is cut, all there are. */
const countOf = (shown: number, all: number): string => String(shown < runningShown ? shown : Math.max(shown, all))

const Title = ({ run: { number, title } }: { run: Run }) => (
  <Link href={`/runs/${number}`} title={title} className="min-w-0 flex-1 truncate font-medium hover:underline">
    {title}
  </Link>
)

/** `2 m of ~4 m` with a bar; only the time where the job has no usual duration yet. */
function Progress({ startedAt, usualMs, isGone }: { startedAt: number; usualMs: number | null; isGone: boolean }) {
  const now = useNow(isGone ? 3_600_000 : 1_000)
  const elapsed = Math.max(0, now - startedAt)
  if (usualMs === null) return <span className="shrink-0 text-sm text-ink-2 tabular-nums">{coarse(elapsed)}</span>
  const part = Math.min(1, elapsed / Math.max(1, usualMs))
  const isLong = elapsed > usualMs * 1.5
  return (
    <>
      <span aria-hidden="true" className="h-1.5 w-14 shrink-0 overflow-hidden rounded-full border border-mark">
        <span
          className={cx('block h-full forced-color-adjust-none', isLong ? 'bg-warn' : 'bg-run')}
          style={{ width: `${part * 100}%` }}
        />
      </span>
      <span
        title={words.usual(duration(usualMs))}
        className={cx('shrink-0 text-right text-sm tabular-nums', isLong ? 'text-warn' : 'text-ink-2')}
      >
        {words.ofUsual(coarse(elapsed), coarse(Math.max(usualMs, leastUsualMs)))}
      </span>
    </>
  )
}

/** It is over the time, so that nothing moves when it appears. */
const Stop = ({ run: { id, title } }: { run: Run }) => (
  <span className="absolute inset-y-px right-px flex items-center rounded-md bg-surface pr-2 pl-2 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
    <Button
      small
      aria-label={words.stopRun(title)}
      onClick={() => void attempt(words.noStop(title), () => client.runs.cancel({ ref: id }))}
    >
      <Square aria-hidden="true" className="size-3" />
      {words.stop}
    </Button>
  </span>
)
