import { useQuery } from '@tanstack/react-query'
import { History, Pencil, Play, Square } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { deletedRunIssue } from '../../../shared/errors.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, attempt, isMissing, issuesOf, messageOf } from '../../api/client.ts'
import { useWatched } from '../../api/watched.ts'
import { loadLater, WhileLoading } from '../../load-later.tsx'
import { askAgain } from '../../run-form/ask.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Empty } from '../../ui/empty.tsx'
import { HeaderActions, type HeaderButton } from '../../ui/header-actions.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import type { Action } from '../../ui/table/action.ts'
import { useLevelUp } from '../../ui/use-level-up.ts'
import { CommandDialog } from './command/command-dialog.tsx'
import { definitionOf } from './definition-of.ts'
import { listHref } from './list-position.ts'
import { type RunActions, useRunActions } from './run-actions.ts'
import { RunHead } from './run-head.tsx'
import { RunPosition } from './run-position.tsx'
import { RunTabs } from './run-tabs.tsx'
import { TabsAhead, TabsBeforeStart } from './tabs-ahead.tsx'
import { TestBanner } from './test-banner.tsx'
import { useCompare } from './use-compare.ts'
import { words } from './words/page.ts'

const PipelineRunTabs = loadLater(() => import('./pipeline-run-tabs.tsx').then((module) => module.default))
const FlowRunTabs = loadLater(() => import('./flow-run-tabs.tsx').then((module) => module.default))

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
        <NoRun reference={reference} error={query.error} />
      ) : (
        <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
      )}
    </Page>
  )
}

function LoadedRun({ run }: { run: RunDetail }) {
  useWatched(run.id)
  const [isAsking, setAsking] = useState(false)
  // A single command has a form of its own.
  const change = () => (run.kind === 'command' ? setAsking(true) : void attempt(words.notRerun(run.title), () => askAgain(run)))
  const actions = useRunActions(run, change)
  const compare = useCompare()
  const [, go] = useLocation()
  useLevelUp(() => go(listHref() ?? definitionOf(run)?.href ?? '/runs'))
  useKeys({ compareRun: () => (compare.isOpen ? compare.close() : compare.open()) })
  return (
    <Page
      title={words.titleOf(run.title, run.number)}
      heading={<Heading run={run} />}
      mark={<RunPosition run={run.number} />}
      actions={<HeaderActions buttons={buttonsOf(run, actions)} menu={[...versionActions(run), ...actions.menu]} />}
      notice={run.test && <TestBanner run={run} />}
    >
      <RunHead run={run} onCompare={compare.open} />
      <TabsOf run={run} />
      {isAsking && <CommandDialog run={run} onClose={() => setAsking(false)} />}
    </Page>
  )
}

function buttonsOf(run: RunDetail, { ended, stopAsked, again, stop, choices }: RunActions): HeaderButton[] {
  const definition = definitionOf(run)
  const rerun: HeaderButton = { name: words.rerun, icon: Play, look: 'primary', title: words.rerunHint, act: again }
  const stopName = run.status === 'queued' ? words.cancel : stopAsked ? words.stopping : words.stop
  return [
    ...(definition ? [{ name: words.edit[definition.kind].name, icon: Pencil, href: definition.repairing }] : []),
    ended
      ? { ...rerun, ...(choices.length > 1 && { choices, choicesLabel: words.rerunChoices }) }
      : { name: stopName, longestName: words.stopping, icon: Square, look: 'danger', isDisabled: stopAsked, act: stop },
  ]
}

/** The version that a run of a flow ran can be opened in the editor; a test has the draft of its time. */
function versionActions(run: RunDetail): Action[] {
  const { flow, version, jobId } = run
  const definition = definitionOf(run)
  if (flow === null || jobId !== null || version === null || definition === null) return []
  return [{ name: words.openVersion(version), icon: History, act: () => navigate(`${definition.editing}&open=${version}`) }]
}

function TabsOf({ run }: { run: RunDetail }) {
  if (run.pipeline !== null)
    return (
      <WhileLoading show={<TabsAhead run={run} kind="pipeline" />}>
        <PipelineRunTabs run={run} />
      </WhileLoading>
    )
  if (run.flow === null && run.startsAs !== null) return <TabsBeforeStart run={run} kind={run.startsAs} />
  if (run.flow === null) return <RunTabs run={run} />
  return (
    <WhileLoading show={<TabsAhead run={run} kind="flow" />}>
      <FlowRunTabs run={run} />
    </WhileLoading>
  )
}

function NoRun({ reference, error }: { reference: string; error: unknown }) {
  const isDeleted = deletedRunIssue in issuesOf(error)
  return (
    <Empty
      title={isDeleted ? words.wasDeleted(reference) : words.notFound(reference)}
      action={
        <Link href="/runs" className={buttonClass('primary')}>
          {words.allRuns}
        </Link>
      }
    >
      {isDeleted ? messageOf(error) : words.notFoundHint}
    </Empty>
  )
}

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
