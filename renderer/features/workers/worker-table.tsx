import { Server, Trash2 } from 'lucide-react'
import { api, attempt, client, queryClient } from '../../api/client.ts'
import { useTableLayout } from '../../table-layout.ts'
import { cx } from '../../ui/class-names.ts'
import { countText } from '../../ui/count-text.ts'
import type { Action } from '../../ui/table/action.ts'
import type { Column } from '../../ui/table/columns.ts'
import { Table } from '../../ui/table/table.tsx'
import { Ago } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'

type Worker = Awaited<ReturnType<typeof client.workers.list>>[number]

const nouns = ['worker', 'workers'] as const
/** For "Forget" and the menu. */
const actionsWidth = 104

const isOnline = ({ status }: Worker): boolean => status === 'online'
const statusWord = (worker: Worker): string => (isOnline(worker) ? 'Online' : 'Offline')

const columns: Column<Worker>[] = [
  {
    ...{ id: 'name', name: 'Worker', width: 240, isMain: true, sortBy: ({ id }: Worker) => id },
    cell: ({ id, type, url }) => (
      <>
        <span className="font-medium">{id}</span>
        <span className="ml-2 text-sm text-ink-3" title={type === 'http' ? url : undefined}>
          {type === 'http' ? url : 'asks for work'}
        </span>
      </>
    ),
  },
  {
    ...{ id: 'status', name: 'Status', width: 96, sortBy: statusWord },
    cell: (worker) => (
      <span className={cx('inline-flex items-center gap-1.5 align-middle', isOnline(worker) ? 'text-ok' : 'text-ink-3')}>
        <Server aria-hidden="true" className="size-3.5" />
        {statusWord(worker)}
      </span>
    ),
  },
  {
    ...{ id: 'services', name: 'Services', width: 240, rank: 2, title: ({ services }: Worker) => services.join(', ') },
    cell: ({ services }) => <span className="font-mono text-sm text-ink-2">{services.join(', ')}</span>,
  },
  {
    ...{ id: 'running', name: 'Running', width: 72, rank: 1, isRight: true, sortBy: ({ running }: Worker) => running },
    cell: ({ running }) => running,
  },
  {
    ...{ id: 'load', name: 'Load', width: 64, rank: 4, isRight: true, sortBy: ({ load }: Worker) => load },
    cell: ({ load }) => <span className="text-ink-2">{load}</span>,
  },
  {
    ...{ id: 'heard', name: 'Last heard of', width: 120, rank: 3, sortBy: (worker: Worker) => worker.last_heartbeat },
    cell: (worker) => (
      <span className="text-ink-2">
        {/* No change tells of a heartbeat: an online worker's last one is seconds ago. */}
        {isOnline(worker) ? 'just now' : <Ago at={worker.last_heartbeat * 1_000} />}
      </span>
    ),
  },
]

export const WorkerTable = ({ workers }: { workers: Worker[] }) => (
  <Table
    label="Workers"
    nouns={nouns}
    columns={columns}
    items={workers}
    keyOf={idOf}
    nameOf={idOf}
    sentenceOf={sentenceOf}
    onOpen={() => {}}
    more={null}
    layout={useTableLayout('workers')}
    actionsOf={actionsOf}
    actionsWidth={actionsWidth}
    footer={countText(workers.length, nouns)}
  />
)

const idOf = ({ id }: Worker): string => id
const sentenceOf = (worker: Worker): string =>
  `${worker.id}, ${statusWord(worker).toLowerCase()}, ${worker.services.join(', ')}, ${worker.running} running`

const actionsOf = (worker: Worker): Action[] =>
  isOnline(worker)
    ? []
    : [{ name: 'Forget', icon: Trash2, key: 'deleteSelected', isMain: true, isDanger: true, act: () => forget(worker) }]

async function forget({ id }: Worker): Promise<void> {
  if (!(await attempt(`Could not forget ${id}`, () => client.workers.remove({ id })))) return
  toast(`Forgot ${id}`)
  await queryClient.invalidateQueries({ queryKey: api.workers.key() })
}
