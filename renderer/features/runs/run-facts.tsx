import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { actorText } from '../../../shared/model/actor.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { isAtFront } from '../../../shared/model/task.ts'
import { bytesText } from '../../ui/bytes-text.ts'
import { duration, Elapsed, Instant } from '../../ui/time.tsx'
import { triggerText } from './trigger-text.ts'
import { VersionLink } from './version-link.tsx'
import { headWords as words } from './words/head.ts'

/** The trigger of the run, how long it took, and the resources that `node`, the most telling one, used. */
export function RunFacts({ run, node }: { run: RunDetail; node: RunDetail['nodes'][number] | undefined }) {
  const attempt = node?.tries.at(-1)
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2">
      <Fact name={words.startedBy}>
        {run.actor.kind === 'system'
          ? triggerText(run)
          : words.startedByActor(triggerText(run), <bdi>{actorText(run.actor)}</bdi>)}
      </Fact>
      <Fact name={words.queued}>
        <Instant at={run.createdAt} />
      </Fact>
      {run.startedAt !== null && (
        <Fact name={run.endedAt !== null ? words.took : run.waiting ? words.elapsed : words.runningFor}>
          <Elapsed from={run.startedAt} to={run.endedAt} />
        </Fact>
      )}
      {run.parent && (
        <Fact name={words.partOf}>
          <Link href={`/runs/${run.parent.number}`} className="text-accent hover:underline">
            {words.run(run.parent.number)}
          </Link>
        </Fact>
      )}
      {run.version !== null && (
        <Fact name={words.version}>
          <VersionLink run={run} />
        </Fact>
      )}
      {node && node.maxAttempts > 1 && <Fact name={words.attempt}>{words.attemptOf(node.attempts, node.maxAttempts)}</Fact>}
      {node && node.queue !== 'default' && (
        <Fact name={words.queue}>
          <bdi>{node.queue}</bdi>
        </Fact>
      )}
      {node && node.priority !== 0 && <Fact name={words.priority}>{isAtFront(node.priority) ? words.front : node.priority}</Fact>}
      {attempt?.usage && attempt.usage.peakMemory > 0 && (
        <Fact name={words.memory}>
          {words.memoryUsed(bytesText(attempt.usage.peakMemory), bytesText(attempt.usage.averageMemory))}
        </Fact>
      )}
      {attempt?.usage && attempt.usage.cpuMs > 0 && <Fact name={words.cpuTime}>{duration(attempt.usage.cpuMs)}</Fact>}
      {attempt?.pid != null && <Fact name={words.pid}>{attempt.pid}</Fact>}
      {run.signal && <Fact name={words.signal}>{run.signal}</Fact>}
      {attempt && attempt.droppedBytes > 0 && <Fact name={words.dropped}>{bytesText(attempt.droppedBytes)}</Fact>}
      {attempt && attempt.leftBehind > 0 && <Fact name={words.leftRunning}>{words.processes(attempt.leftBehind)}</Fact>}
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
