import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { ByActor } from '../../by-actor.tsx'
import { bytesText } from '../../ui/bytes-text.ts'
import { duration, Elapsed, Instant } from '../../ui/time.tsx'
import { triggerText } from './trigger-text.ts'
import { VersionLink } from './version-link.tsx'

/** What started the run, how long it took, and what `node`, the one that says most, used. */
export function RunFacts({ run, node }: { run: RunDetail; node: RunDetail['nodes'][number] | undefined }) {
  const attempt = node?.tries.at(-1)
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2">
      <Fact name="Started by">
        {triggerText(run)} <ByActor actor={run.actor} className="font-normal text-ink-2" />
      </Fact>
      <Fact name="Queued">
        <Instant at={run.createdAt} />
      </Fact>
      {run.startedAt !== null && (
        <Fact name={run.endedAt !== null ? 'Took' : run.waiting ? 'Elapsed' : 'Running for'}>
          <Elapsed from={run.startedAt} to={run.endedAt} />
        </Fact>
      )}
      {run.parent && (
        <Fact name="Part of">
          <Link href={`/runs/${run.parent.number}`} className="text-accent hover:underline">
            run {run.parent.number}
          </Link>
        </Fact>
      )}
      {run.version !== null && (
        <Fact name="Version">
          <VersionLink run={run} />
        </Fact>
      )}
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
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt>{name}</dt>
      <dd className="font-medium text-ink tabular-nums">{children}</dd>
    </div>
  )
}
