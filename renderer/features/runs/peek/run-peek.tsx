import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { api } from '../../../api/client.ts'
import { ByActor } from '../../../by-actor.tsx'
import { ErrorText } from '../../../peek/error-text.tsx'
import { Peeked } from '../../../peek/peeked.tsx'
import { StatusPill } from '../../../run-status.tsx'
import { Name } from '../../../ui/name.tsx'
import { Fact, Facts } from '../../../ui/panel/facts.tsx'
import { PanelContent } from '../../../ui/panel/side-panel.tsx'
import type { Action } from '../../../ui/table/action.ts'
import { ActionButtons } from '../../../ui/table/action-buttons.tsx'
import { duration, Elapsed, Instant } from '../../../ui/time.tsx'
import { useLastComplete } from '../../../ui/use-last-complete.ts'
import { triggerText } from '../trigger-text.ts'
import { VersionLink } from '../version-link.tsx'
import { LogTail } from './log-tail.tsx'
import { usualOf } from './usual.ts'
import { words } from './words.ts'

/** As many successes as tell what is usual. */
const successes = 10

/** The details of a run. `reference`: its number or id. */
export function RunPeek({ reference, actionsOf }: { reference: string; actionsOf(run: RunDetail): Action[] }) {
  const query = useQuery({ ...api.runs.get.queryOptions({ input: { ref: reference } }), placeholderData: keepPreviousData })
  const jobId = query.data?.jobId ?? null
  const usual = useQuery({
    ...api.runs.list.queryOptions({ input: { job: jobId ?? '', status: 'succeeded', q: 'test:no', limit: successes } }),
    enabled: jobId !== null,
  })
  const isComplete = query.data !== undefined && (jobId === null || !usual.isPending)
  const shown = useLastComplete(isComplete ? { run: query.data, usualMs: usualOf(usual.data?.items ?? []) } : null)
  return (
    <Peeked query={{ ...query, data: query.isError ? undefined : (shown ?? undefined) }} what={words.run}>
      {({ run, usualMs }) => <Details run={run} usualMs={usualMs} actions={actionsOf(run)} />}
    </Peeked>
  )
}

function Details({ run, usualMs, actions }: { run: RunDetail; usualMs: number | null; actions: Action[] }) {
  const node = run.flow === null ? run.nodes[0] : run.nodes.find(({ waitsFor }) => waitsFor !== null)
  const hasOneLog = run.flow === null && run.pipeline === null
  const logNode = hasOneLog ? null : run.failedNode
  return (
    <PanelContent
      title={
        <Link href={`/runs/${run.number}`} className="flex min-w-0 hover:underline">
          <Name {...(run.jobId === null && hasOneLog && { className: 'font-mono text-sm/5' })}>{run.title}</Name>
        </Link>
      }
      note={<p className="text-sm text-ink-2">{words.runNumber(run.number)}</p>}
      actions={<ActionButtons name={`run ${run.number}`} actions={actions} />}
    >
      <div>
        <StatusPill facts={run}>{run.reason === 'exit-code' && run.exitCode !== null && words.exit(run.exitCode)}</StatusPill>
      </div>
      {run.error !== null && <ErrorText error={run.error} />}
      {node?.waitsFor != null && <p className="text-sm text-ink-2">{node.waitsFor}</p>}
      <RunFactList run={run} node={node} usualMs={usualMs} />
      <Parameters run={run} />
      {(hasOneLog || logNode !== null) && run.startedAt !== null && (
        <LogTail key={`${run.id} ${logNode}`} run={run} node={logNode} />
      )}
    </PanelContent>
  )
}

type FactProps = { run: RunDetail; node: RunDetail['nodes'][number] | undefined; usualMs: number | null }

function RunFactList({ run, node, usualMs }: FactProps) {
  return (
    <Facts>
      <Fact name={words.startedBy}>
        {triggerText(run)} <ByActor actor={run.actor} className="text-ink-2" />
      </Fact>
      {run.startedAt === null ? (
        <Fact name={words.queued}>
          <Instant at={run.createdAt} />
        </Fact>
      ) : (
        <>
          <Fact name={words.started}>
            <Instant at={run.startedAt} />
          </Fact>
          <Fact name={run.endedAt === null ? words.runningFor : words.took}>
            <Elapsed from={run.startedAt} to={run.endedAt} />
          </Fact>
        </>
      )}
      {usualMs !== null && <Fact name={words.usual}>{duration(usualMs)}</Fact>}
      {(node?.maxAttempts ?? 1) > 1 && (
        <Fact name={words.attempt}>{words.attemptOf(node?.attempts ?? 0, node?.maxAttempts ?? 1)}</Fact>
      )}
      {run.version !== null && (
        <Fact name={words.version}>
          <VersionLink run={run} />
        </Fact>
      )}
      {run.parent && (
        <Fact name={words.partOf}>
          <Link href={`/runs/${run.parent.number}`} className="text-accent hover:underline">
            {words.runNumber(run.parent.number)}
          </Link>
        </Fact>
      )}
    </Facts>
  )
}

function Parameters({ run: { params } }: { run: RunDetail }) {
  const entries = Object.entries(params)
  if (entries.length === 0) return null
  return (
    <Facts label={words.parameters}>
      {entries.map(([name, value]) => (
        <Fact key={name} name={name} isCode>
          {(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 300)}
        </Fact>
      ))}
    </Facts>
  )
}
