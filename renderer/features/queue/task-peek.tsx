import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import type { Task } from '../../../shared/model/task.ts'
import { api } from '../../api/client.ts'
import { ErrorText } from '../../peek/error-text.tsx'
import { Peeked } from '../../peek/peeked.tsx'
import { StatusPill } from '../../run-status.tsx'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts } from '../../ui/panel/facts.tsx'
import { PanelContent } from '../../ui/panel/side-panel.tsx'
import type { Action } from '../../ui/table/action.ts'
import { ActionButtons } from '../../ui/table/action-buttons.tsx'
import { Instant } from '../../ui/time.tsx'
import { useLastComplete } from '../../ui/use-last-complete.ts'
import { words } from './peek/words.ts'

/** The details of a task: its state, why it waits, and the parameters of its run. */
export function TaskPeek({ id, actionsOf }: { id: string; actionsOf(task: Task): Action[] }) {
  const query = useQuery({ ...api.tasks.get.queryOptions({ input: { id } }), placeholderData: keepPreviousData })
  const task = query.data
  const run = useQuery({ ...api.runs.get.queryOptions({ input: { ref: task?.runId ?? '' } }), enabled: task !== undefined })
  const shown = useLastComplete(task && !run.isPending ? { task, run: run.data } : null)
  return (
    <Peeked query={{ ...query, data: query.isError ? undefined : (shown ?? undefined) }} what={words.task}>
      {({ task, run }) => <Details task={task} run={run} actions={actionsOf(task)} />}
    </Peeked>
  )
}

function Details({ task, run, actions }: { task: Task; run: RunDetail | undefined; actions: Action[] }) {
  const waitsFor = run?.nodes.find(({ taskId }) => taskId === task.id)?.waitsFor
  const params = Object.entries(run?.params ?? {})
  return (
    <PanelContent
      title={
        <Link href={`/runs/${task.runNumber}`} className="flex min-w-0 hover:underline">
          <Name>{task.title}</Name>
        </Link>
      }
      note={<p className="text-sm text-ink-2">{words.taskOf(task.runNumber)}</p>}
      actions={<ActionButtons name={`run ${task.runNumber}`} actions={actions} />}
    >
      <div>
        <StatusPill facts={task} />
      </div>
      {task.error !== null && <ErrorText error={task.error} />}
      {waitsFor != null && <p className="text-sm text-ink-2">{waitsFor}</p>}
      <Facts>
        <Fact name={words.queue}>{task.queue}</Fact>
        <Fact name={words.priority}>{words.priorityOf(task.priority)}</Fact>
        <Fact name={words.attempts}>{words.attemptOf(task.attempts, task.maxAttempts)}</Fact>
        <Fact name={words.type}>{task.type}</Fact>
        <Fact name={words.queued}>
          <Instant at={task.createdAt} />
        </Fact>
        {task.status === 'queued' && task.runAt > task.createdAt && (
          <Fact name={words.due}>
            <Instant at={task.runAt} />
          </Fact>
        )}
        {task.startedAt !== null && (
          <Fact name={words.started}>
            <Instant at={task.startedAt} />
          </Fact>
        )}
      </Facts>
      {params.length > 0 && (
        <Facts label={words.parameters}>
          {params.map(([name, value]) => (
            <Fact key={name} name={name} isCode>
              {(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 300)}
            </Fact>
          ))}
        </Facts>
      )}
    </PanelContent>
  )
}
