import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowUpToLine, Ban, RotateCcw } from 'lucide-react'
import { useCallback } from 'react'
import { Link, useLocation } from 'wouter'
import type { Task } from '../../../shared/model/task.ts'
import { api, client } from '../../api/client.ts'
import { errorInk } from '../../error-ink.ts'
import { Loaded, paged, useItems } from '../../paged.tsx'
import { Status } from '../../run-status.tsx'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { type Column, RowTable } from '../../ui/row-table.tsx'
import { Ago, Until } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { type View, views } from './queue-page.tsx'

const emptyWords: Record<View, [title: string, text: string]> = {
  ready: ['Nothing waits for a place', 'What is asked for begins at once.'],
  delayed: [
    'Nothing waits for its time',
    'Delayed tasks, and attempts that follow a failed one, are listed here until they are due.',
  ],
  held: [
    'Nothing is held back',
    'A job that may not run beside itself waits here for its previous run to end, and any job for its conditions.',
  ],
  running: ['Nothing runs', 'Tasks are listed here while they run.'],
  failed: ['Nothing failed', 'Tasks that failed after their last attempt are listed here.'],
}

export function TaskList({ view, queue }: { view: View; queue: string | null }) {
  const filter = { ...views[view].input, ...(queue === null ? {} : { queue }) }
  const query = useInfiniteQuery(api.tasks.list.infiniteOptions(paged(filter)))
  const tasks = useItems(query.data)
  return (
    <Loaded query={query} what="tasks">
      {tasks.length === 0 ? (
        <Empty title={emptyWords[view][0]}>{emptyWords[view][1]}</Empty>
      ) : (
        <Rows view={view} tasks={tasks} more={query.hasNextPage ? () => void query.fetchNextPage() : null} />
      )}
    </Loaded>
  )
}

const grid =
  'grid grid-cols-[72px_minmax(0,1fr)_104px_72px_80px_120px_72px] max-[960px]:grid-cols-[64px_minmax(0,1fr)_64px_72px_104px_72px]'

const whenWord: Record<View, string> = { ready: 'Since', delayed: 'Due', held: 'Since', running: 'Began', failed: 'Failed' }

const columnsOf = (view: View): Column[] => [
  { name: 'Run' },
  { name: 'Task' },
  { name: 'Queue', wide: true },
  { name: 'Priority' },
  { name: 'Attempts' },
  { name: whenWord[view] },
  { name: 'Actions', hidden: true },
]

function Rows({ view, tasks, more }: { view: View; tasks: Task[]; more: (() => void) | null }) {
  const [, go] = useLocation()
  const open = useCallback(({ runNumber }: Task) => go(`/runs/${runNumber}`), [go])
  return (
    <RowTable
      label={`Tasks: ${views[view].word}`}
      grid={grid}
      columns={columnsOf(view)}
      items={tasks}
      keyOf={({ id }) => id}
      onOpen={open}
      more={more}
    >
      {(task) => <Cells view={view} task={task} />}
    </RowTable>
  )
}

function Cells({ view, task }: { view: View; task: Task }) {
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
