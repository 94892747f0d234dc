import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { actorText } from '../../../shared/model/actor.ts'
import type { ActivityItem } from '../../../shared/model/definition-activity.ts'
import type { DefinitionRef } from '../../../shared/model/overview.ts'
import { api, messageOf } from '../../api/client.ts'
import { runsOfDay, versionHref } from '../../definition/links.ts'
import { pages, useItems, useWholeList } from '../../paged.tsx'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { sentenceCase } from '../../ui/sentence-case.ts'
import { Ago, instant } from '../../ui/time.tsx'
import { OverviewPart } from '../run-lines.tsx'
import { type Alerts, folded } from './fold.ts'
import { words } from './words.ts'

type Kind = DefinitionRef['kind']

/** Entries at first, and pages that are read for them: a night of failures is one entry. */
const [few, mostPages] = [8, 6]

/** Who changed what: versions, changes that make none, and failures in a row. */
export function Activity({ kind, id }: { kind: Kind; id: string }) {
  const query = useInfiniteQuery(api.overview.activity.infiniteOptions(pages({ kind, ref: id }, few, 50)))
  const rows = folded(useItems(query.data))
  const [isWhole, setIsWhole] = useState(false)
  const isShort = rows.length < few && (query.data?.pages.length ?? 0) < mostPages
  useWholeList({ ...query, hasNextPage: query.hasNextPage && isShort && !isWhole })
  const shown = isWhole ? rows : rows.slice(0, few)
  const showOlder = () => {
    setIsWhole(true)
    if (rows.length <= shown.length && !query.isFetchingNextPage) void query.fetchNextPage()
  }
  return (
    <OverviewPart title={words.title}>
      {query.isError && !query.data && (
        <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
      )}
      {query.data && rows.length === 0 && <p className="text-ink-3">{words.none}</p>}
      <ul>
        {shown.map((item) => (
          <li key={item.id} className="flex min-h-7 items-baseline gap-3 py-0.5">
            <span className="w-24 shrink-0 text-sm text-ink-3">
              <Ago at={item.at} />
            </span>
            <span dir="auto" className="min-w-0 flex-1 break-words">
              <Sentence item={item} kind={kind} id={id} />
            </span>
          </li>
        ))}
      </ul>
      {(query.hasNextPage || rows.length > shown.length) && (
        <Button small onClick={showOlder}>
          {words.older}
        </Button>
      )}
    </OverviewPart>
  )
}

function Sentence({ item, kind, id }: { item: ActivityItem | Alerts; kind: Kind; id: string }): ReactNode {
  if (item.kind === 'runs') {
    const href = item.count === 1 ? `/runs/${item.last}` : runsOfDay(kind, id, item.day)
    return (
      <>
        <Link href={href} className="underline">
          {words.ran(item)}
        </Link>
        <span className="text-ink-3"> · {words.outcomes(item)}</span>
      </>
    )
  }
  if (item.kind === 'alert' || item.kind === 'alerts')
    return (
      <>
        <Link href={`/runs/${item.lastRun}`} className="text-bad underline">
          {words.failed(item.count)}
        </Link>
        <span className="text-ink-3">
          {' '}
          · {words.runs(item.firstRun, item.lastRun)} · {endOf(item)}
        </span>
      </>
    )
  const who = <bdi>{sentenceCase(actorText(item.actor))}</bdi>
  if (item.kind === 'version')
    return (
      <>
        {who}{' '}
        <Link href={versionHref(kind, id, item.version)} className="text-accent underline">
          {words.version(kind, item.version)}
        </Link>
        {item.note !== '' && <span className="text-ink-2"> {words.note(item.note)}</span>}
      </>
    )
  return (
    <>
      {who} {item.kind === 'event' ? words.event(item.type, kind) : words.change(item, kind)}
    </>
  )
}

function endOf(item: Alerts | Extract<ActivityItem, { kind: 'alert' }>): string {
  if (item.kind === 'alerts') return words.allResolved
  return item.resolvedAt === null ? words.open : words.resolved(instant(item.resolvedAt))
}
