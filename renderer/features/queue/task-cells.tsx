import { ArrowUpToLine, Ban, RotateCcw } from 'lucide-react'
import { Link } from 'wouter'
import type { Task } from '../../../shared/model/task.ts'
import { client } from '../../api/client.ts'
import { errorInk } from '../../error-ink.ts'
import { Status } from '../../run-status.tsx'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Ago, Until } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import type { View } from './task-views.ts'

export function TaskCells({ view, task }: { view: View; task: Task }) {
  return (
    <>
      <span role="cell">
        <Link href={`/runs/${task.runNumber}`} className="hover:underline">
          {task.runNumber}
        </Link>
      </span>
      <span role="cell" className="flex min-w-0 items-center gap-3 pr-3">
        {view === 'failed' && <Status facts={task} className="shrink-0" />}
        <Link
          href={`/runs/${task.runNumber}`}
          className={cx('max-w-[60%] shrink-0 truncate font-medium hover:underline', task.jobId === null && 'font-mono text-sm')}
        >
          {task.title}
        </Link>
        {task.error && (
          <span title={task.error} className={cx('truncate font-mono text-sm', errorInk(task.error))}>
            {task.error}
          </span>
        )}
      </span>
      <span role="cell" className="truncate text-ink-2 max-[960px]:hidden">
        {task.queue}
      </span>
      <span role="cell" className="text-ink-2">
        {task.priority > 100 ? 'front' : task.priority}
      </span>
      <span role="cell" className="text-ink-2">
        {task.attempts} of {task.maxAttempts}
      </span>
      <span role="cell" className="text-ink-2">
        <When view={view} task={task} />
      </span>
      <span role="cell" className="flex justify-end">
        <Actions view={view} task={task} />
      </span>
    </>
  )
}

function When({ view, task }: { view: View; task: Task }) {
  if (view === 'delayed') return <Until at={task.runAt} />
  if (view === 'failed') return <Ago at={task.endedAt ?? task.createdAt} />
  return <Ago at={view === 'running' ? (task.startedAt ?? task.createdAt) : task.createdAt} />
}

function Actions({ view, task }: { view: View; task: Task }) {
  const act = async (promise: Promise<unknown>, done: string, failed: string) => {
    try {
      await promise
      toast(done)
    } catch (error) {
      toastError(failed, error)
    }
  }
  const { id, runNumber: run } = task
  return (
    <>
      {(view === 'ready' || view === 'delayed' || view === 'held') && (
        <IconButton
          label={`Move run ${run} to the front`}
          onClick={() =>
            void act(client.tasks.moveToFront({ id }), `Run ${run} is the next of its queue`, `Run ${run} was not moved`)
          }
        >
          <ArrowUpToLine aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
      {view === 'failed' ? (
        <IconButton
          label={`Retry run ${run}`}
          onClick={() => void act(client.tasks.retry({ id }), `Run ${run} is tried again`, `Run ${run} was not tried again`)}
        >
          <RotateCcw aria-hidden="true" className="size-3.5" />
        </IconButton>
      ) : (
        <IconButton
          label={`${view === 'running' ? 'Stop' : 'Withdraw'} run ${run}`}
          onClick={() =>
            void act(
              client.tasks.cancel({ id }),
              view === 'running' ? `Run ${run} is being stopped` : `Run ${run} withdrawn`,
              `Run ${run} was not stopped`,
            )
          }
        >
          <Ban aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
    </>
  )
}
