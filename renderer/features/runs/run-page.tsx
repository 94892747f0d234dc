import { Tabs } from '@base-ui/react/tabs'
import { useQuery } from '@tanstack/react-query'
import { Pencil, RotateCcw, Square } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { reasonText } from '../../../shared/run-state.ts'
import { api, client, codeOf, messageOf } from '../../api/client.ts'
import { StatusPill } from '../../run-status.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Elapsed, instant } from '../../ui/time.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { LogView } from './log/log-view.tsx'
import { RunHistory } from './run-history.tsx'
import { triggerWord } from './runs-page.tsx'

export function RunPage({ reference }: { reference: string }) {
  const query = useQuery(api.runs.get.queryOptions({ input: { ref: reference } }))
  const [, go] = useLocation()
  const number = /^\d+$/.test(reference) ? Number(reference) : null
  // Past the newest run there is still a way back.
  useShortcuts(query.data || number === null || number <= 1 ? {} : { k: () => go(`/runs/${number - 1}`) })
  if (query.data) return <LoadedRun run={query.data} />
  return (
    <Page title="Run">
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : codeOf(query.error) === 'not-found' ? (
        <Empty
          title={`There is no run ${reference}`}
          action={
            <Link href="/runs" className={buttonClass('primary')}>
              All runs
            </Link>
          }
        >
          It may be older than the history that is kept.
        </Empty>
      ) : (
        <Problem message={`The run could not be read. ${messageOf(query.error)}`} retry={() => void query.refetch()} />
      )}
    </Page>
  )
}

function LoadedRun({ run }: { run: RunDetail }) {
  const [, go] = useLocation()
  const [stopAsked, setStopAsked] = useState(false)
  const ended = run.endedAt !== null

  const again = () =>
    client.runs.again({ ref: run.id }).then(
      ({ number }) => go(`/runs/${number}`),
      (error: unknown) => toastError('It was not started again', error),
    )
  const stop = () => {
    setStopAsked(true)
    client.runs.cancel({ ref: run.id }).catch((error: unknown) => {
      setStopAsked(false)
      toastError('It was not stopped', error)
    })
  }

  useShortcuts({
    j: () => go(`/runs/${run.number + 1}`),
    k: () => run.number > 1 && go(`/runs/${run.number - 1}`),
    r: () => void (ended && again()),
    e: () => run.jobId !== null && go(`/jobs/${run.jobId}`),
  })

  return (
    <Page
      title={`${run.title}, run ${run.number}`}
      heading={
        <>
          {run.jobId === null ? (
            <span className="font-mono text-base">{run.title}</span>
          ) : (
            <Link href={`/jobs/${run.jobId}`} className="hover:underline">
              {run.title}
            </Link>
          )}
          <span className="font-normal text-ink-3"> › run {run.number}</span>
        </>
      }
      actions={
        <>
          {run.jobId !== null && (
            <Link href={`/jobs/${run.jobId}`} className={buttonClass()}>
              <Pencil aria-hidden="true" className="size-3.5" />
              Edit job
            </Link>
          )}
          {ended ? (
            <Button look="primary" onClick={() => void again()}>
              <RotateCcw aria-hidden="true" className="size-3.5" />
              Run again
            </Button>
          ) : (
            <Button look="danger" disabled={stopAsked} onClick={stop}>
              <Square aria-hidden="true" className="size-3.5" />
              {run.status === 'queued' ? 'Withdraw' : stopAsked ? 'Stopping…' : 'Stop'}
            </Button>
          )}
        </>
      }
    >
      <RunHead run={run} />
      <RunTabs run={run} />
    </Page>
  )
}

const washes: Partial<Record<RunDetail['status'], string>> = { failed: 'from-bad-bg', cancelled: 'from-warn-bg' }

function RunHead({ run }: { run: RunDetail }) {
  const attempt = run.nodes.at(0)?.tries.at(-1)
  return (
    <section
      aria-label="Outcome"
      className={cx('grid gap-2 bg-linear-to-b to-surface px-4 py-3', washes[run.status] ?? 'from-surface')}
    >
      <div className="flex min-w-0 items-center gap-3">
        <StatusPill facts={run}>{run.reason === 'exit-code' && ` · exit ${run.exitCode}`}</StatusPill>
        {run.error ? (
          <code title={run.error} className="min-w-0 truncate font-mono text-bad">
            {run.error}
          </code>
        ) : (
          run.reason && <span className="text-ink-2">{reasonText[run.reason]}</span>
        )}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2">
        <Fact name="Started">{triggerWord[run.trigger]}</Fact>
        <Fact name="Queued">
          <time dateTime={new Date(run.createdAt).toISOString()}>{instant(run.createdAt)}</time>
        </Fact>
        {run.startedAt !== null && (
          <Fact name={run.endedAt === null ? 'Running for' : 'Took'}>
            <Elapsed from={run.startedAt} to={run.endedAt} />
          </Fact>
        )}
        {run.version !== null && <Fact name="Version">{run.version}</Fact>}
        {attempt?.pid != null && <Fact name="Process">{attempt.pid}</Fact>}
        {run.signal && <Fact name="Signal">{run.signal}</Fact>}
        {(attempt?.droppedBytes ?? 0) > 0 && <Fact name="Output not kept">{`${attempt?.droppedBytes} bytes`}</Fact>}
        {(attempt?.leftBehind ?? 0) > 0 && <Fact name="Left running">{`${attempt?.leftBehind} processes`}</Fact>}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt>{name}</dt>
      <dd className="font-medium text-ink tabular-nums">{children}</dd>
    </div>
  )
}

const tabClass =
  'h-9 text-ink-2 outline-offset-[-2px] data-active:font-medium data-active:text-ink data-active:shadow-[inset_0_-2px_var(--accent)]'

function RunTabs({ run }: { run: RunDetail }) {
  return (
    <Tabs.Root defaultValue="log" className="flex min-h-0 flex-1 flex-col">
      <Tabs.List aria-label="Views of this run" className="flex gap-5 border-b border-rule px-4">
        <Tabs.Tab value="log" className={tabClass}>
          Log
        </Tabs.Tab>
        <Tabs.Tab value="history" className={tabClass}>
          History
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="log" className="flex min-h-0 flex-1 flex-col outline-none">
        <LogView key={run.id} run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className="min-h-0 flex-1 overflow-auto outline-none">
        <RunHistory id={run.id} />
      </Tabs.Panel>
    </Tabs.Root>
  )
}
