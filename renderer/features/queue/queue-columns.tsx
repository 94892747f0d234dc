import type { Queue } from '../../../shared/model/task.ts'
import { ByActor } from '../../by-actor.tsx'
import { cx } from '../../ui/class-names.ts'
import type { Column } from '../../ui/table/columns.ts'
import { useChosenQueue } from './use-chosen-queue.ts'
import { words } from './words.ts'

const count = (id: 'ready' | 'delayed' | 'held', rank?: number): Column<Queue> => ({
  ...{ id, name: words[id], width: 72, isRight: true, ...(rank !== undefined && { rank }) },
  cell: (queue) => queue[id].toLocaleString('en'),
})

export const queueColumns: Column<Queue>[] = [
  { id: 'name', name: words.queue, width: 160, isMain: true, cell: (queue) => <QueueName queue={queue} /> },
  {
    ...{ id: 'state', name: words.state, width: 160, growsTo: 400 },
    title: ({ note }) => note ?? undefined,
    cell: ({ state, note, actor }) => (
      <>
        <span className={state === 'open' ? 'text-ink-2' : 'font-medium text-warn'}>{words.states[state]}</span>
        {note && (
          <span className="text-ink-2">
            : <bdi>{note}</bdi>
          </span>
        )}
        {state !== 'open' && <ByActor actor={actor} className="pl-1 text-ink-2" />}
      </>
    ),
  },
  {
    ...{ id: 'running', name: words.running, width: 80, isRight: true },
    cell: ({ running, cap }) => (
      <>
        {running}
        {cap !== null && <span className="text-ink-3">{words.runningOf(cap)}</span>}
      </>
    ),
  },
  count('ready'),
  count('delayed', 1),
  count('held', 2),
]

/** Shows only the tasks of the queue, or all tasks again. */
function QueueName({ queue: { name } }: { queue: Queue }) {
  const [chosen, choose] = useChosenQueue()
  const isChosen = chosen === name
  return (
    <button
      type="button"
      dir="auto"
      aria-pressed={isChosen}
      onClick={() => choose(isChosen ? null : name)}
      className={cx('max-w-full truncate font-medium hover:underline', isChosen && 'text-accent')}
    >
      {name}
    </button>
  )
}
