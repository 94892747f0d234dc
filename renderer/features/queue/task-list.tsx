import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { Task } from '../../../shared/model/task.ts'
import { api } from '../../api/client.ts'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { Empty } from '../../ui/empty.tsx'
import { type Column, RowTable } from '../../ui/row-table.tsx'
import { TaskCells } from './task-cells.tsx'
import { type View, views } from './task-views.ts'

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

export function TaskList({ view, queue, q }: { view: View; queue: string | null; q: string }) {
  const filter = { ...views[view].input, ...(queue === null ? {} : { queue }), ...searched(q) }
  const query = useInfiniteQuery(api.tasks.list.infiniteOptions(paged(filter)))
  const tasks = useItems(query.data)
  return (
    <Loaded query={query} what="tasks">
      {tasks.length === 0 && q !== '' ? (
        <Empty title="No task matches">
          <code className="font-mono text-sm break-all">{q}</code>
        </Empty>
      ) : tasks.length === 0 ? (
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
      {(task) => <TaskCells view={view} task={task} />}
    </RowTable>
  )
}
