import { useQuery } from '@tanstack/react-query'
import { Pencil, Play, RotateCcw, Square } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, attempt, client, isMissing, messageOf } from '../../api/client.ts'
import { useWatched } from '../../api/watched.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Empty } from '../../ui/empty.tsx'
import { HeaderActions, type HeaderButton } from '../../ui/header-actions.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { usePageActions } from '../../ui/page-actions.ts'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TabsSkeleton } from '../../ui/tabs-skeleton.tsx'
import { RunHead } from './run-head.tsx'
import { RunTabs } from './run-tabs.tsx'
import { actionWords } from './words/list.ts'
import { words } from './words/page.ts'

const PipelineRunTabs = lazy(() => import('./pipeline-run-tabs.tsx'))
const FlowRunTabs = lazy(() => import('./flow-run-tabs.tsx'))

export function RunPage({ reference }: { reference: string }) {
  const query = useQuery(api.runs.get.queryOptions({ input: { ref: reference } }))
  const [, go] = useLocation()
  const number = /^\d+$/.test(reference) ? Number(reference) : null
  const run = isMissing(query.error) ? undefined : query.data
  // Past the newest run there is still a way back.
  useKeys(run || number === null || number <= 1 ? {} : { previousRun: () => go(`/runs/${number - 1}`) })
  if (run) return <LoadedRun run={run} />
  return (
    <Page title={words.title}>
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : isMissing(query.error) ? (
        <NoRun reference={reference} />
      ) : (
        <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
      )}
    </Page>
  )
}

function LoadedRun({ run }: { run: RunDetail }) {
  useWatched(run.id)
  const [, go] = useLocation()
  const [stopAsked, setStopAsked] = useState(false)
  const ended = run.endedAt !== null

  const goTo = (started: { number: number } | null) => started && go(`/runs/${started.number}`)
  const again = async () => goTo(await attempt(words.notRerun(run.title), () => client.runs.again({ ref: run.id })))
  // A flow continues from the node that failed, as a new run.
  const fromFailed = async () =>
    goTo(await attempt(words.notRetriedFromFailed(run.title), () => client.flowRuns.fork({ ref: run.id })))
  const retry = () => attempt(actionWords.notRetried(run.number), () => client.runs.retry({ ref: run.id }))
  const canRetry = ended && run.status !== 'succeeded' && run.flow === null && run.pipeline === null
  const canFork = run.flow !== null && run.status === 'failed'
  const definition = definitionOf(run)
  const deferred = run.nodes.find(({ defersUntil }) => defersUntil !== null)
  const startNow = (id: string) => attempt(words.notStarted(run.number), () => client.tasks.moveToFront({ id }))
  const stop = async () => {
    setStopAsked(true)
    if (!(await attempt(actionWords.notStopped(run.number), () => client.runs.cancel({ ref: run.id })))) setStopAsked(false)
  }

  useKeys({
    nextRun: () => go(`/runs/${run.number + 1}`),
    previousRun: () => run.number > 1 && go(`/runs/${run.number - 1}`),
    rerun: () => void (ended && again()),
    stop: () => void (ended || stopAsked || stop()),
    retry: () => void (canRetry ? retry() : canFork && fromFailed()),
    editJob: () => definition && go(definition.href),
  })
  usePageActions([
    ended
      ? { name: words.rerunTitle(run.title), icon: Play, key: 'rerun', act: again }
      : { name: actionWords.stop.of(run.number), icon: Square, key: 'stop', act: stop },
    canRetry && { name: actionWords.retry.of(run.number), icon: RotateCcw, key: 'retry', act: retry },
    canFork && { name: words.retryFailedNodeOf(run.number), icon: RotateCcw, key: 'retry', act: fromFailed },
    definition !== null && {
      name: words.edit[definition.kind].of(run.number),
      icon: Pencil,
      key: 'editJob',
      act: () => go(definition.href),
    },
  ])

  const buttons: HeaderButton[] = [
    ...(definition ? [{ name: words.edit[definition.kind].name, icon: Pencil, href: definition.href }] : []),
    ...(canFork ? [{ name: words.retryFromFailed, icon: RotateCcw, title: words.retryFromFailedHint, act: fromFailed }] : []),
    ...(canRetry ? [{ name: words.retry, icon: RotateCcw, title: words.retryHint, act: retry }] : []),
    ...(deferred?.taskId != null
      ? [{ name: words.runNow, icon: Play, title: words.runNowHint, act: () => startNow(deferred.taskId ?? '') }]
      : []),
    ended
      ? { name: words.rerun, icon: Play, look: 'primary', title: words.rerunHint, act: again }
      : {
          ...{
            name: run.status === 'queued' ? words.cancel : stopAsked ? words.stopping : words.stop,
            longestName: words.stopping,
          },
          ...{ icon: Square, look: 'danger', isDisabled: stopAsked, act: stop },
        },
  ]

  return (
    <Page
      title={words.titleOf(run.title, run.number)}
      heading={<Heading run={run} />}
      actions={<HeaderActions buttons={buttons} />}
    >
      <RunHead run={run} />
      {run.pipeline !== null ? (
        <Suspense fallback={<TabsSkeleton tabs={words.pipelineTabs} />}>
          <PipelineRunTabs run={run} />
        </Suspense>
      ) : run.flow === null ? (
        <RunTabs run={run} />
      ) : (
        <Suspense fallback={<TabsSkeleton tabs={words.flowTabs} />}>
          <FlowRunTabs run={run} />
        </Suspense>
      )}
    </Page>
  )
}

const NoRun = ({ reference }: { reference: string }) => (
  <Empty
    title={words.notFound(reference)}
    action={
      <Link href="/runs" className={buttonClass('primary')}>
        {words.allRuns}
      </Link>
    }
  >
    {words.notFoundHint}
  </Empty>
)

const Heading = ({ run }: { run: RunDetail }) => (
  <Crumbs
    way={[
      [words.runs, '/runs'],
      [run.title, definitionOf(run)?.href ?? null],
    ]}
  >
    {words.heading(run.number)}
  </Crumbs>
)

/** What was run, where that has a page. */
function definitionOf({ pipeline, flow, parent, jobId }: RunDetail): { kind: 'job' | 'flow' | 'pipeline'; href: string } | null {
  if (pipeline !== null) return { kind: 'pipeline', href: `/pipelines/${pipeline}` }
  if (jobId !== null) return { kind: 'job', href: `/jobs/${jobId}` }
  return flow !== null && parent === null ? { kind: 'flow', href: `/flows/${encodeURIComponent(flow)}` } : null
}
