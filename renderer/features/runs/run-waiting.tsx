import { useMutation, useQuery } from '@tanstack/react-query'
import { Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunDetail, Waiting } from '../../../shared/model/run.ts'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { instant, Moment, soonInstant, Until } from '../../ui/time.tsx'
import { usePlace } from './place.ts'
import { headWords as words } from './words/head.ts'

type Node = RunDetail['nodes'][number]

/** Details that the status leaves out: the name of the approval or worker, until when, and the button that ends the wait. */
export function WaitingFor({ run, waiting: { for: what, what: name, until } }: { run: RunDetail; waiting: Waiting }) {
  const { choose } = usePlace()
  const waited = <bdi>{name}</bdi>
  const moment = until !== null && <Moment at={until}>{soonInstant(until)}</Moment>
  const node = run.nodes.find(({ waitsFor }) => waitsFor !== null)
  const isDecided = what === 'approval' || what === 'signal'
  return (
    <>
      <span className="min-w-0 truncate text-ink-2">
        {what === 'worker' && waited}
        {(what === 'limit' || what === 'queue') && node?.waitsFor}
        {what === 'approval' && (moment ? words.approvalExpires(waited, moment) : waited)}
        {what === 'signal' && moment && words.until(moment)}
        {what === 'time' && until !== null && <Until at={until} />}
      </span>
      {isDecided && node && (
        <Button small onClick={() => choose({}, { tab: 'graph', peek: node.key })}>
          {what === 'approval' ? words.decide : words.sendSignal}
        </Button>
      )}
      {what === 'queue' && name !== null && <ResumeQueue name={name} />}
    </>
  )
}

/** Nothing if the queue is not paused. */
function ResumeQueue({ name }: { name: string }) {
  const { data: queues = [] } = useQuery(api.queues.list.queryOptions())
  const resume = useMutation(api.queues.resume.mutationOptions({ meta: { failed: words.notResumed(name) } }))
  if (queues.find((queue) => queue.name === name)?.state !== 'paused') return null
  return (
    <Button small title={words.resumeHint(name)} disabled={resume.isPending} onClick={() => resume.mutate({ name })}>
      {words.resumeQueue}
    </Button>
  )
}

/** The reason why the run waits between two attempts, or before the first, and the button that ends the wait. */
export function WaitNote({ run, node }: { run: RunDetail; node: Node | undefined }) {
  if (run.retryAt !== null)
    return (
      <Note ink="text-warn" run={run} taskId={node?.taskId ?? null}>
        {words.nextAttempt((node?.attempts ?? 0) + 1, node?.maxAttempts ?? 1, <Until at={run.retryAt} />)}
      </Note>
    )
  if (!node?.waitsFor || run.waiting) return null
  return (
    <Note ink="text-ink-3" run={run} taskId={node.defersUntil === null ? null : node.taskId} queue={node.queue}>
      {noteText(node.waitsFor, node)}
    </Note>
  )
}

function noteText(waitsFor: string, { defersUntil, waitsUntil }: Node): ReactNode {
  if (defersUntil !== null) return words.conditions(waitsFor, instant(defersUntil))
  return waitsUntil === null
    ? waitsFor
    : words.waitsUntil(waitsFor.replace(/\.$/, ''), <Moment at={waitsUntil}>{soonInstant(waitsUntil)}</Moment>)
}

type NoteProps = { ink: string; run: RunDetail; taskId: string | null; queue?: string; children: ReactNode }

/** `taskId`: of a task that may start now; null: nothing that a person can do ends the wait. */
function Note({ ink, run, taskId, queue, children }: NoteProps) {
  const start = useMutation(api.tasks.moveToFront.mutationOptions({ meta: { failed: words.notStarted(run.number) } }))
  return (
    <p className="flex items-center gap-2 text-ink-2">
      <Hourglass aria-hidden="true" className={cx('size-3.5 shrink-0', ink)} />
      <span>{children}</span>
      {taskId !== null && (
        <Button small title={words.runNowHint} disabled={start.isPending} onClick={() => start.mutate({ id: taskId })}>
          {words.runNow}
        </Button>
      )}
      {taskId === null && queue !== undefined && <ResumeQueue name={queue} />}
    </p>
  )
}
