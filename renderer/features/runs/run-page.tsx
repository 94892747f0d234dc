import { Tabs } from '@base-ui/react/tabs'
import { useQuery } from '@tanstack/react-query'
import { Hourglass, Pencil, Play, RotateCcw, Square } from 'lucide-react'
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
import { duration, Elapsed, instant, Until } from '../../ui/time.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { AttemptList } from './attempt-list.tsx'
import { bytesText } from './log/bytes-text.ts'
import { LogView } from './log/log-view.tsx'
import { RunHistory } from './run-history.tsx'
import { RunMetrics } from './run-metrics.tsx'
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
  const retry = () => client.runs.retry({ ref: run.id }).catch((error: unknown) => toastError('It was not tried again', error))
  const canRetry = ended && run.status !== 'succeeded'
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
    t: () => void (canRetry && retry()),
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
          {canRetry && (
            <Button onClick={() => void retry()} title="Another attempt of this run; its history stays">
              <RotateCcw aria-hidden="true" className="size-3.5" />
              Retry
            </Button>
          )}
          {ended ? (
            <Button look="primary" onClick={() => void again()} title="A new run of the same thing">
              <Play aria-hidden="true" className="size-3.5" />
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
  const node = run.nodes.at(0)
  const attempt = node?.tries.at(-1)
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
      {run.retryAt !== null ? (
        <p className="flex items-center gap-2 text-ink-2">
          <Hourglass aria-hidden="true" className="size-3.5 shrink-0 text-warn" />
          <span>
            Attempt {(node?.attempts ?? 0) + 1} of {node?.maxAttempts} begins <Until at={run.retryAt} />.
          </span>
        </p>
      ) : (
        node?.waitsFor && (
          <p className="flex items-center gap-2 text-ink-2">
            <Hourglass aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
            {node.waitsFor}
          </p>
        )
      )}
      {attempt?.usage?.warnings.map((words) => (
        <p key={words} className="text-warn">
          It {words}.
        </p>
      ))}
      {(attempt?.usage?.survivors.length ?? 0) > 0 && (
        <p className="text-warn">
          Could not be stopped: {attempt?.usage?.survivors.map(({ pid, command }) => `${command} (${pid})`).join(', ')}
        </p>
      )}
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
        {(node?.maxAttempts ?? 1) > 1 && (
          <Fact name="Attempt">
            {node?.attempts} of {node?.maxAttempts}
          </Fact>
        )}
        {node && node.queue !== 'default' && <Fact name="Queue">{node.queue}</Fact>}
        {node && node.priority !== 0 && <Fact name="Priority">{node.priority > 100 ? 'front' : node.priority}</Fact>}
        {attempt?.usage && attempt.usage.peakMemory > 0 && (
          <Fact name="Memory">
            {bytesText(attempt.usage.peakMemory)} at most, {bytesText(attempt.usage.averageMemory)} on average
          </Fact>
        )}
        {attempt?.usage && attempt.usage.cpuMs > 0 && <Fact name="Processor">{duration(attempt.usage.cpuMs)}</Fact>}
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
  const tries = run.nodes.at(0)?.tries ?? []
  const newest = tries.at(-1)?.number ?? null
  const [chosen, choose] = useState<number | null>(null)
  const attempt = chosen ?? newest
  return (
    <Tabs.Root defaultValue="log" className="flex min-h-0 flex-1 flex-col">
      <Tabs.List aria-label="Views of this run" className="flex gap-5 border-b border-rule px-4">
        <Tabs.Tab value="log" className={tabClass}>
          Log
        </Tabs.Tab>
        <Tabs.Tab value="metrics" className={tabClass}>
          Metrics
        </Tabs.Tab>
        <Tabs.Tab value="result" className={tabClass}>
          Result
        </Tabs.Tab>
        <Tabs.Tab value="history" className={tabClass}>
          History
        </Tabs.Tab>
      </Tabs.List>
      {tries.length > 1 && (
        <AttemptList tries={tries} chosen={attempt} onChoose={(number) => choose(number === newest ? null : number)} />
      )}
      <Tabs.Panel value="log" className="flex min-h-0 flex-1 flex-col outline-none">
        <LogView key={`${run.id} ${attempt}`} run={run} attempt={attempt} />
      </Tabs.Panel>
      <Tabs.Panel value="metrics" className="min-h-0 flex-1 overflow-auto outline-none">
        <RunMetrics key={`${run.id} ${attempt}`} id={run.id} attempt={tries.find(({ number }) => number === attempt) ?? null} />
      </Tabs.Panel>
      <Tabs.Panel value="result" className="min-h-0 flex-1 overflow-auto outline-none">
        <RunResult run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className="min-h-0 flex-1 overflow-auto outline-none">
        <RunHistory id={run.id} />
      </Tabs.Panel>
    </Tabs.Root>
  )
}

function RunResult({ run }: { run: RunDetail }) {
  if (run.result == null)
    return (
      <Empty title={run.endedAt === null ? 'No result yet' : 'It gave no result'}>
        What a task gives, such as the answer to a request, is shown here when it has succeeded.
      </Empty>
    )
  return <pre className="p-4 font-mono text-sm break-words whitespace-pre-wrap">{JSON.stringify(run.result, null, 2)}</pre>
}
