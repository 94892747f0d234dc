import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'
import { StatusIcon } from '../../run-status.tsx'
import { Chip } from '../../ui/chip.tsx'
import { cx } from '../../ui/class-names.ts'
import { useHeldRows } from '../../ui/holds-still.tsx'
import { Name } from '../../ui/name.tsx'
import { Ago, Elapsed } from '../../ui/time.tsx'
import { gone, line, Part, rows } from './part.tsx'
import { queries } from './queries.ts'
import { words } from './words.ts'

type Choice = keyof typeof words.recentChoices
const filters: Record<Choice, string> = { all: '', mine: 'by:you', favorites: 'favorite:yes' }
const empty: Record<Choice, string> = { all: words.noRecent, mine: words.noneMine, favorites: words.noneFavorite }
const choices = Object.keys(filters) as Choice[]

/** The newest runs: all of them, those that the person started, or those of favorites. */
export function Recent() {
  const [params, setParams] = useSearchParams()
  const choice = choices.find((each) => each === params.get('recent')) ?? 'all'
  const filter = filters[choice]
  const choose = (next: Choice): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        next === 'all' ? after.delete('recent') : after.set('recent', next)
        return after
      },
      { replace: true },
    )
  return (
    <Part
      title={words.recent}
      aside={
        <span className="flex items-center gap-1">
          <fieldset aria-label={words.recentOf} className="flex gap-1">
            {choices.map((each) => (
              <Chip key={each} on={each === choice} onClick={() => choose(each)}>
                {words.recentChoices[each]}
              </Chip>
            ))}
          </fieldset>
          <Link href={`/runs${filter && `?q=${filter}`}`} className="ml-2 hover:underline">
            {words.showAll}
          </Link>
        </span>
      }
    >
      <RecentRuns key={choice} choice={choice} />
    </Part>
  )
}

/** A component of its own for each choice: the rows of one must not be held for another. */
function RecentRuns({ choice }: { choice: Choice }) {
  const { data } = useQuery(queries.recent(filters[choice]))
  const { rows: held } = useHeldRows(data?.items ?? [], ({ id }) => id)
  if (held.length === 0) return <p className="text-ink-3">{data && empty[choice]}</p>
  return (
    <ul className={rows}>
      {held.map(({ item, isGone }) => (
        <RecentRun key={item.id} run={item} isGone={isGone} />
      ))}
    </ul>
  )
}

const RecentRun = ({ run, isGone }: { run: Run; isGone: boolean }) => (
  <li className={cx(line, 'hover:bg-hover', isGone && gone)}>
    <StatusIcon facts={run} />
    <Link href={`/runs/${run.number}`} className="flex min-w-0 flex-1 gap-2 hover:underline">
      <span className="shrink-0 text-ink-3 tabular-nums">#{run.number}</span>
      <Name className="font-medium">{run.title}</Name>
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
