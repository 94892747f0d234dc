import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { api, messageOf } from '../../api/client.ts'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilterMistake, FilterProblem } from '../../filter-bar/filter-problem.tsx'
import { useFilter } from '../../filter-bar/use-filter.ts'
import { QueueWait } from '../../queue-wait.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { QueueTable } from './queue-table.tsx'
import { TaskList } from './task-list.tsx'
import { type View, views } from './task-views.ts'
import { useChosenQueue } from './use-chosen-queue.ts'
import { words } from './words.ts'

/** The queues and their tasks by state. */
export function QueuePage() {
  const queues = useQuery(api.queues.list.queryOptions())
  const [params, setParams] = useSearchParams()
  const view = (Object.keys(views) as View[]).find((key) => key === params.get('view')) ?? 'ready'
  const [queue, choose] = useChosenQueue()
  const filter = useFilter('tasks')
  const show = (next: View): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        after.set('view', next)
        return after
      },
      { replace: true },
    )
  const chosen = queues.data?.filter(({ name }) => queue === null || name === queue) ?? []
  const countOf = (key: View): number | null => (key === 'failed' ? null : chosen.reduce((sum, counts) => sum + counts[key], 0))

  return (
    <Page title={words.title}>
      {queues.isPending ? (
        <SkeletonRows rows={3} />
      ) : queues.isError ? (
        <Problem message={words.unreadable(messageOf(queues.error))} retry={() => void queues.refetch()} />
      ) : (
        <>
          <QueueWait className="border-b border-rule bg-warn-bg px-4 py-1.5" />
          <QueueTable queues={queues.data} />
          <div className="flex h-9 shrink-0 items-center gap-2 overflow-x-auto border-b border-rule px-4 max-[480px]:h-auto max-[480px]:flex-wrap max-[480px]:py-1">
            <FilterBar filter={filter} label={words.filter} />
            {(Object.keys(views) as View[]).map((key) => (
              <Chip key={key} on={view === key} onClick={() => show(key)}>
                {views[key].word}
                {countOf(key) !== null && (
                  <span className="pl-1.5 text-ink-3 tabular-nums">{countOf(key)?.toLocaleString('en')}</span>
                )}
              </Chip>
            ))}
            {queue !== null && (
              <Chip on onClick={() => choose(null)}>
                {words.ofQueue(queue)} ✕<span className="sr-only"> {words.removeFilter}</span>
              </Chip>
            )}
          </div>
          <FilterProblem filter={filter} />
          {filter.applied === null ? (
            <FilterMistake filter={filter} />
          ) : (
            <TaskList key={`${view} ${queue}`} view={view} queue={queue} q={filter.applied} clear={() => filter.set('', true)} />
          )}
        </>
      )}
    </Page>
  )
}
