import type { ReactNode } from 'react'
import { actorText } from '../../../shared/model/actor.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { isAtFront } from '../../../shared/model/task.ts'
import { bytesText } from '../../ui/bytes-text.ts'
import { Fact, Facts } from '../../ui/panel/facts.tsx'
import { duration, exactInstant } from '../../ui/time.tsx'
import { triggerText } from './trigger-text.ts'
import { detailWords as words } from './words/head.ts'

/** The exact instants of a run, its parameters in full, and what its newest attempt used. */
export function RunDetails({ run }: { run: RunDetail }) {
  const node = run.flow === null && run.pipeline === null ? run.nodes.at(0) : undefined
  return (
    <div className="grid gap-4">
      <Section title={words.title}>
        <Facts label={words.title}>
          <Fact name={words.startedBy}>
            {triggerText(run)}
            {run.actor.kind !== 'system' && <bdi>, {actorText(run.actor)}</bdi>}
          </Fact>
          {run.startReason !== null && (
            <Fact name={words.startReason}>
              <bdi>{run.startReason}</bdi>
            </Fact>
          )}
          <Fact name={words.queued}>{exactInstant(run.createdAt)}</Fact>
          {run.startedAt !== null && <Fact name={words.started}>{exactInstant(run.startedAt)}</Fact>}
          {run.endedAt !== null && <Fact name={words.ended}>{exactInstant(run.endedAt)}</Fact>}
          {run.exitCode !== null && <Fact name={words.exit}>{run.exitCode}</Fact>}
          {run.signal !== null && <Fact name={words.signal}>{run.signal}</Fact>}
          {node && <NodeFacts node={node} />}
          <Fact name={words.id} isCode>
            {run.id}
          </Fact>
        </Facts>
      </Section>
      {Object.keys(run.params).length > 0 && (
        <Section title={words.parameters}>
          <Facts label={words.parameters}>
            {Object.entries(run.params).map(([name, value]) => (
              <Fact key={name} name={name} isCode>
                {(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 20_000)}
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
    </div>
  )
}

function NodeFacts({ node }: { node: RunDetail['nodes'][number] }) {
  const attempt = node.tries.at(-1)
  const usage = attempt?.usage
  return (
    <>
      {node.maxAttempts > 1 && <Fact name={words.attempt}>{words.attemptOf(node.attempts, node.maxAttempts)}</Fact>}
      <Fact name={words.queue}>
        <bdi>{node.queue}</bdi>
      </Fact>
      {node.priority !== 0 && <Fact name={words.priority}>{isAtFront(node.priority) ? words.front : node.priority}</Fact>}
      {usage && usage.peakMemory > 0 && (
        <Fact name={words.memory}>{words.memoryUsed(bytesText(usage.peakMemory), bytesText(usage.averageMemory))}</Fact>
      )}
      {usage && usage.cpuMs > 0 && <Fact name={words.cpuTime}>{duration(usage.cpuMs)}</Fact>}
      {attempt?.pid != null && <Fact name={words.pid}>{attempt.pid}</Fact>}
      {attempt && attempt.droppedBytes > 0 && <Fact name={words.dropped}>{bytesText(attempt.droppedBytes)}</Fact>}
      {attempt && attempt.leftBehind > 0 && <Fact name={words.leftRunning}>{words.processes(attempt.leftBehind)}</Fact>}
    </>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="min-w-0">
    <h2 className="mb-2 font-semibold">{title}</h2>
    {children}
  </section>
)
