import { Link } from 'wouter'
import { isAtFront, type Task } from '../../../shared/model/task.ts'
import { NameLink } from '../../name-link.tsx'
import { Status } from '../../run-status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { Ago, Until } from '../../ui/time.tsx'
import { type View, views } from './task-views.ts'
import { words } from './words.ts'

const { columns } = words

const usual: Column<Task>[] = [
  {
    ...{ id: 'run', name: columns.run, width: 84, rank: 4 },
    cell: ({ runNumber }) => (
      <Link href={`/runs/${runNumber}`} className="hover:underline">
        {runNumber}
      </Link>
    ),
  },
  { id: 'name', name: columns.task, width: 240, isMain: true, cell: (task) => <Name task={task} /> },
  { id: 'queue', name: columns.queue, width: 112, rank: 3, cell: ({ queue }) => <span className="text-ink-2">{queue}</span> },
  {
    ...{ id: 'priority', name: columns.priority, width: 72, rank: 2 },
    cell: ({ priority }) => <span className="text-ink-2">{isAtFront(priority) ? words.front : priority}</span>,
  },
  {
    ...{ id: 'attempts', name: columns.attempts, width: 80, rank: 5 },
    cell: ({ attempts, maxAttempts }) => <span className="text-ink-2">{words.attemptsOf(attempts, maxAttempts)}</span>,
  },
]

const status: Column<Task> = { id: 'status', name: columns.status, width: 144, cell: (task) => <Status facts={task} /> }

const whenIn = (view: View): Column<Task> => ({
  ...{ id: 'when', name: words.when[view], width: 120, rank: 1 },
  cell: (task) => (
    <span className="text-ink-2">
      <When view={view} task={task} />
    </span>
  ),
})

const columnsOf = (view: View): Column<Task>[] => {
  const [run, ...others] = usual as [Column<Task>, ...Column<Task>[]]
  return [run, ...(view === 'failed' ? [status] : []), ...others, whenIn(view)]
}

/** The columns of each view; how a task ended is a column of those that failed. */
export const taskColumns = Object.fromEntries((Object.keys(views) as View[]).map((view) => [view, columnsOf(view)])) as Record<
  View,
  Column<Task>[]
>

const Name = ({ task: { runNumber, title } }: { task: Task }) => <NameLink href={`/runs/${runNumber}`} name={title} />

function When({ view, task }: { view: View; task: Task }) {
  if (view === 'delayed') return <Until at={task.runAt} />
  if (view === 'failed') return <Ago at={task.endedAt ?? task.createdAt} />
  return <Ago at={view === 'running' ? (task.startedAt ?? task.createdAt) : task.createdAt} />
}
