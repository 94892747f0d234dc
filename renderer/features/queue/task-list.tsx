import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback } from 'react'
import { useLocation } from 'wouter'
import { isAtFront, type Task } from '../../../shared/model/task.ts'
import { api } from '../../api/client.ts'
import { ErrorLine } from '../../error-line.tsx'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { useViewColumns } from '../../saved-views/view-columns.ts'
import { Button } from '../../ui/button.tsx'
import { countText } from '../../ui/count-text.ts'
import { Empty } from '../../ui/empty.tsx'
import type { Action } from '../../ui/table/action.ts'
import { Table } from '../../ui/table/table.tsx'
import { actionsOf, bulkActionsOf } from './row-actions.ts'
import { taskColumns } from './task-columns.tsx'
import { TaskPeek } from './task-peek.tsx'
import { type View, viewOf, views } from './task-views.ts'
import { words } from './words.ts'

type Props = { view: View; queue: string | null; q: string; clear(): void }

export function TaskList({ view, queue, q, clear }: Props) {
  const filter = { ...views[view].input, ...(queue === null ? {} : { queue }), ...searched(q) }
  const query = useInfiniteQuery(api.tasks.list.infiniteOptions(paged(filter)))
  const tasks = useItems(query.data)
  const noMatch = (
    <Empty title={words.noMatch} action={<Button onClick={clear}>{words.clearFilter}</Button>}>
      <code className="font-mono text-sm break-all">{q}</code>
    </Empty>
  )
  return (
    <Loaded query={query} what="tasks">
      <Rows
        view={view}
        tasks={tasks}
        more={query.hasNextPage ? () => void (query.isFetchingNextPage || query.fetchNextPage()) : null}
        scope={q}
        empty={q === '' ? <Empty title={words.empty[view][0]}>{words.empty[view][1]}</Empty> : noMatch}
      />
    </Loaded>
  )
}

const nouns = ['task', 'tasks'] as const
/** For "Move to front" and the menu. */
const actionsWidth = 148

type RowsProps = { view: View; tasks: Task[]; more: (() => void) | null; scope: string; empty: ReactNode }

function Rows({ view, tasks, more, scope, empty }: RowsProps) {
  const [, go] = useLocation()
  return (
    <Table
      label={words.tasksOf(views[view].word)}
      nouns={nouns}
      columns={taskColumns[view]}
      items={tasks}
      keyOf={idOf}
      nameOf={nameOf}
      sentenceOf={sentenceOf}
      onOpen={useCallback(({ runNumber }: Task) => go(`/runs/${runNumber}`), [go])}
      more={more}
      layout={useViewColumns('tasks')}
      actionsOf={(task) => actionsOf(view, task, go)}
      actionsWidth={actionsWidth}
      bulkOf={(chosen) => bulkActionsOf(view, chosen)}
      scope={scope}
      peek={{ idOf, contentOf: (id) => <TaskPeek id={id} actionsOf={(task) => actionsAnywhere(task, go)} /> }}
      noteOf={errorLine}
      noteBelow={view === 'failed' ? 'status' : 'name'}
      empty={empty}
      footer={countText(tasks.length, nouns, { isPart: more !== null })}
    />
  )
}

/** A task in the panel may have left the view. */
function actionsAnywhere(task: Task, go: (path: string) => void): Action[] {
  const view = viewOf(task)
  return view === null ? [] : actionsOf(view, task, go)
}

const idOf = ({ id }: Task): string => id
const nameOf = ({ runNumber }: Task): string => `run ${runNumber}`
const errorLine = ({ error }: Task) => error && <ErrorLine error={error} />

function sentenceOf({ title, runNumber, queue, priority, attempts, maxAttempts, error }: Task): string {
  const place = isAtFront(priority) ? words.front : words.priorityOf(priority)
  const text = `${title}, run ${runNumber}, queue ${queue}, ${place}, attempt ${attempts} of ${maxAttempts}`
  return error === null ? text : `${text}. ${error.slice(0, 300)}`
}
