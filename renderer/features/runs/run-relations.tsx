import { GitCompareArrows } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { actorText } from '../../../shared/model/actor.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import type { RunLink as Linked, RunRelated } from '../../../shared/model/run-related.ts'
import { StatusIcon } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { Ago } from '../../ui/time.tsx'
import { VersionDifference } from './version-difference.tsx'
import { headWords as words } from './words/head.ts'

type Props = { run: RunDetail; related: RunRelated | null; onCompare(): void }

/** What there is to say about other runs: the last success of a run that failed, and the runs it came from or led to. */
export function RunRelations({ run, related, onCompare }: Props) {
  const { origin, successors, parent } = run
  const oldestFirst = successors.toReversed()
  const items: [string, ReactNode][] = [
    ...(run.status === 'failed' && related ? lastSuccessOf(run, related, onCompare) : []),
    ...(parent ? [['parent', words.partOf(<RunLink {...parent} />)] as [string, ReactNode]] : []),
    ...(origin ? [['origin', <Origin key="origin" origin={origin} />] as [string, ReactNode]] : []),
    ...linked(
      words.continuedBy,
      oldestFirst.filter(({ how }) => how !== 'rerun'),
    ),
    ...linked(
      words.rerunAs,
      oldestFirst.filter(({ how }) => how === 'rerun'),
    ),
    ...linked(words.causedBy, related?.causedBy ? [related.causedBy] : [], true),
    ...linked(words.caused, related?.caused ?? [], true),
    ...hooksOf(run),
    ...linked(words.supersededBy, related?.supersededBy ? [related.supersededBy] : []),
    ...(related?.acknowledged ? [['acknowledged', acknowledgedText(related.acknowledged)] as [string, ReactNode]] : []),
  ]
  if (items.length === 0) return null
  return (
    <ul aria-label={words.otherRuns} className="flex flex-wrap gap-y-0.5 text-sm text-ink-2">
      {items.map(([key, item]) => (
        <li
          key={key}
          className='flex min-h-6 max-w-full min-w-0 items-center gap-2 not-last:after:pr-2 not-last:after:text-ink-3 not-last:after:content-["·"]'
        >
          {item}
        </li>
      ))}
    </ul>
  )
}

/** More hooks than this are only listed beside the log, apart from those that failed. */
const mostHooks = 2

/** Each hook, with the way to its run; one that could not start says why. */
function hooksOf({ number, hooks }: RunDetail): [string, ReactNode][] {
  const shown = hooks.length <= mostHooks ? hooks : hooks.filter(({ status }) => status === 'failed')
  const other = hooks.find((hook) => !shown.includes(hook))
  const items = shown.map(({ step, run, status, error }, index): [string, ReactNode] => [
    `hook ${run?.number ?? index}`,
    <span key="hook" className="flex min-w-0 items-center gap-1.5">
      <StatusIcon facts={{ status, reason: null }} />
      <span className="truncate" title={error ?? undefined}>
        {run === null ? words.hookNotStarted(step, error ?? '') : words.hook(step, <RunLink number={run.number} />)}
      </span>
    </span>,
  ])
  if (other === undefined) return items
  const log = `/runs/${number}?${new URLSearchParams({ tab: 'log', step: other.step })}`
  const link = (
    <Link key="hooks" href={log} className="text-accent hover:underline">
      {words.moreHooks(hooks.length - shown.length, shown.length > 0)}
    </Link>
  )
  return [...items, ['hooks', link]]
}

/** The way to what is different now comes first. */
function lastSuccessOf(run: RunDetail, { lastSuccess }: RunRelated, onCompare: () => void): [string, ReactNode][] {
  // A run without a definition never has an earlier one.
  if (run.jobId === null && run.flow === null && run.pipeline === null) return []
  const compare = (
    <Button small disabled={lastSuccess === null} onClick={onCompare} title={lastSuccess ? words.compareHint : undefined}>
      <GitCompareArrows aria-hidden="true" className="size-3.5" />
      {lastSuccess ? words.compare : words.nothingToCompare}
    </Button>
  )
  if (lastSuccess === null) return [['success', compare]]
  const { number, endedAt, version } = lastSuccess
  const changed = version !== null && run.version !== null && version !== run.version
  return [
    [
      'success',
      <>
        <span>{words.lastSuccess(<RunLink number={number} />, endedAt === null ? '' : <Ago at={endedAt} />)}</span>
        {compare}
      </>,
    ],
    ...(changed ? [['version', <Changed key="version" run={run} before={version} />] as [string, ReactNode]] : []),
  ]
}

function Changed({ run, before }: { run: RunDetail; before: number }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <span>{words.versionChanged}</span>
      <Button small onClick={() => setOpen(true)}>
        {words.showDifference}
      </Button>
      {isOpen && <VersionDifference run={run} before={before} onClose={() => setOpen(false)} />}
    </>
  )
}

const acknowledgedText = ({ actor, at }: NonNullable<RunRelated['acknowledged']>): ReactNode => (
  <span>{words.acknowledgedBy(<bdi>{actorText(actor)}</bdi>, <Ago at={at} />)}</span>
)

type Links = Pick<Linked, 'number'> & Partial<Pick<Linked, 'title'>>

function linked(said: (links: ReactNode) => ReactNode, runs: Links[], withTitle = false): [string, ReactNode][] {
  if (runs.length === 0) return []
  const links = runs.map(({ number, title }, index) => (
    <span key={number}>
      {index > 0 && ', '}
      <RunLink number={number} />
      {withTitle && title !== undefined && <bdi> {title}</bdi>}
    </span>
  ))
  return [
    [
      runs.map(({ number }) => number).join() + said.name,
      <span key="links" className="min-w-0 truncate">
        {said(links)}
      </span>,
    ],
  ]
}

function Origin({ origin: { id, number, how, node, event } }: { origin: NonNullable<RunDetail['origin']> }) {
  const source = id === null ? <span title={words.deletedRun}>{words.runNumber(number)}</span> : <RunLink number={number} />
  switch (how) {
    case 'rerun':
      return <span>{words.rerunOf(source)}</span>
    case 'retry':
      return <span>{words.retryOf(source, node)}</span>
    case 'fork':
      return <span>{words.forkedFrom(source, event)}</span>
  }
}

const RunLink = ({ number }: { number: number }) => (
  <Link href={`/runs/${number}`} className="text-accent hover:underline">
    {words.runNumber(number)}
  </Link>
)
