import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { LogComparison } from '../../../../shared/model/log-comparison.ts'
import type { Params } from '../../../../shared/model/params.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { api, isMissing, messageOf } from '../../../api/client.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { Problem } from '../../../ui/problem.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Ago } from '../../../ui/time.tsx'
import { withPlace } from '../place.ts'
import { CompareRow } from './compare-row.tsx'
import { words } from './words.ts'

/** `other`: the number of the run to compare with; null: the last one that succeeded. */
type Props = { run: RunDetail; node: string | null; attempt: number | null; other: string | null; onClose(): void }

const pageRows = 500
/** Equal lines around each difference: at first, and when a person asks for more. */
const context = { few: 3, many: 50 }

/** How the log of a run differs from that of another run. */
export function CompareView({ run, node, attempt, other, onClose }: Props) {
  const [around, setAround] = useState(context.few)
  useKeys({ closePanel: onClose })
  const query = useInfiniteQuery(
    api.logs.compare.infiniteOptions({
      input: (from: number) => ({
        ...{ ref: run.id, from, count: pageRows, context: around },
        ...(node === null ? {} : { node }),
        ...(attempt === null ? {} : { attempt }),
        ...(other === null ? {} : { with: other }),
      }),
      initialPageParam: 0,
      getNextPageParam: ({ next }) => next ?? undefined,
      retry: false,
      placeholderData: keepPreviousData,
    }),
  )
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const [first] = query.data?.pages ?? []
  if (isMissing(query.error))
    return (
      <Empty title={words.none} action={<Button onClick={onClose}>{words.close}</Button>}>
        {messageOf(query.error)}
      </Empty>
    )
  if (query.isError) return <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
  if (!first) return <SkeletonRows rows={8} />
  const log = `/runs/${run.number}?${withPlace(new URLSearchParams(location.search), {}, { compare: null, tab: 'log' })}`
  const digits = String(Math.max(first.size.lines, first.otherSize.lines)).length
  return (
    <section aria-label={words.title} className="flex min-h-0 flex-1 flex-col">
      <Summary comparison={first} onClose={onClose} />
      <ParamDifferences run={run} other={first.with.id} />
      <div
        role="group"
        aria-label={words.lines}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto bg-sunken py-1 font-mono text-sm/5 outline-offset-[-2px]"
      >
        <ol className="min-w-max">
          {rows.map((row) => (
            <CompareRow
              key={`${row.kind} ${row.line} ${row.otherLine}`}
              row={row}
              log={log}
              digits={digits}
              onMore={around < context.many ? () => setAround(context.many) : null}
            />
          ))}
        </ol>
        {rows.length === 0 && <p className="px-4 py-2 font-sans text-sm text-ink-2">{words.empty}</p>}
        {query.hasNextPage && (
          <div className="p-3 font-sans">
            <Button small disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {words.more(first.rows - rows.length)}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

function Summary({ comparison, onClose }: { comparison: LogComparison; onClose(): void }) {
  const { with: other, counts, size, otherSize } = comparison
  const left = size.lines - size.compared + otherSize.lines - otherSize.compared
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-x-4 gap-y-1 border-b border-rule px-4 py-1 text-sm max-[640px]:flex-wrap">
      <h2 className="shrink-0 font-semibold">
        {words.comparedWith(
          <Link href={`/runs/${other.number}`} className="text-accent underline">
            {words.run(other.number)}
          </Link>,
        )}
      </h2>
      {other.endedAt !== null && (
        <span className="shrink-0 text-ink-2">
          {words.ended} <Ago at={other.endedAt} />
        </span>
      )}
      <ul aria-label={words.counts} className="flex shrink-0 gap-4 tabular-nums">
        <li className="text-bad">{words.newLines(counts.new)}</li>
        <li className="text-ink-2">{words.goneLines(counts.gone)}</li>
        {counts.moved > 0 && <li className="text-ink-2">{words.movedLines(counts.moved)}</li>}
      </ul>
      <span className="min-w-0 flex-1 truncate text-ink-2" title={words.normalizedHint}>
        {left > 0 ? words.bounded(left) : words.normalized}
      </span>
      <IconButton label={words.close} onClick={onClose}>
        <X aria-hidden="true" className="size-4" />
      </IconButton>
    </div>
  )
}

/** The parameters with which the runs differ: often the cause. */
function ParamDifferences({ run, other }: { run: RunDetail; other: string }) {
  const { data } = useQuery(api.runs.get.queryOptions({ input: { ref: other } }))
  if (data === undefined) return null
  const names = [...new Set([...Object.keys(data.params), ...Object.keys(run.params)])]
  const differing = names.filter((name) => textOf(data.params[name]) !== textOf(run.params[name]))
  if (differing.length === 0) return null
  return (
    <ul aria-label={words.params} className="flex shrink-0 flex-wrap gap-x-4 border-b border-rule bg-warn-bg px-4 py-1 text-sm">
      {differing.map((name) => (
        <li key={name} className="max-w-full truncate">
          <code className="font-mono">{words.param(name, textOf(data.params[name]), textOf(run.params[name]))}</code>
        </li>
      ))}
    </ul>
  )
}

const textOf = (value: Params[string] | undefined): string =>
  value === undefined ? words.unset : typeof value === 'string' ? value : JSON.stringify(value)
