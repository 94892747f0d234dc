import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'
import { StatusIcon } from '../../run-status.tsx'
import { cx } from '../../ui/class-names.ts'
import { useHeldRows } from '../../ui/holds-still.tsx'
import { Ago, Elapsed } from '../../ui/time.tsx'
import { gone, line, Part, rows } from './part.tsx'
import { queries } from './queries.ts'
import { words } from './words.ts'

/** The newest runs. */
export function Recent() {
  const { data } = useQuery(queries.recent())
  const { rows: held } = useHeldRows(data?.items ?? [], ({ id }) => id)
  return (
    <Part
      title={words.recent}
      empty={held.length === 0 ? words.noRecent : null}
      aside={
        <Link href="/runs" className="hover:underline">
          {words.showAll}
        </Link>
      }
    >
      <ul className={rows}>
        {held.map(({ item, isGone }) => (
          <RecentRun key={item.id} run={item} isGone={isGone} />
        ))}
      </ul>
    </Part>
  )
}

const RecentRun = ({ run, isGone }: { run: Run; isGone: boolean }) => (
  <li className={cx(line, 'hover:bg-hover', isGone && gone)}>
    <StatusIcon facts={run} />
    <Link href={`/runs/${run.number}`} title={run.title} className="flex min-w-0 flex-1 gap-2 hover:underline">
      <span className="shrink-0 text-ink-3 tabular-nums">#{run.number}</span>
      <span className="truncate font-medium">{run.title}</span>
    </Link>
    <span className="w-20 shrink-0 truncate text-sm text-ink-2 max-[960px]:hidden">{triggerWord[run.trigger]}</span>
    <span className="w-16 shrink-0 truncate text-right text-sm text-ink-2 max-[560px]:hidden">
      {run.startedAt !== null && <Elapsed from={run.startedAt} to={run.endedAt} />}
    </span>
    <span className="w-24 shrink-0 truncate text-right text-sm text-ink-3 max-[560px]:w-auto">
      <Ago at={run.startedAt ?? run.createdAt} />
    </span>
  </li>
)
