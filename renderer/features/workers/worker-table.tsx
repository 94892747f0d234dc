import { Server, Trash2 } from 'lucide-react'
import type { Worker } from '../../../shared/model/worker.ts'
import { api, attempt, client, queryClient } from '../../api/client.ts'
import { useTableLayout } from '../../table-layout.ts'
import { cx } from '../../ui/class-names.ts'
import { countText } from '../../ui/count-text.ts'
import { Name } from '../../ui/name.tsx'
import type { Action } from '../../ui/table/action.ts'
import type { Column } from '../../ui/table/columns.ts'
import { Table } from '../../ui/table/table.tsx'
import { toast } from '../../ui/toasts.tsx'
import { isOnline, LastHeartbeat, statusWord } from './status.tsx'
import { words } from './words.ts'
import { WorkerPeek } from './worker-peek.tsx'

/** For the main action and the menu. */
const actionsWidth = 104

const columns: Column<Worker>[] = [
  {
    ...{ id: 'name', name: words.columns.name, width: 240, isMain: true, sortBy: ({ id }: Worker) => id },
    cell: ({ id, type, url }) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <Name className="font-medium">{id}</Name>
        <span className="min-w-0 truncate text-sm text-ink-3" title={type === 'http' ? url : undefined}>
          {type === 'http' ? url : words.pulls}
        </span>
      </span>
    ),
  },
  {
    ...{ id: 'status', name: words.columns.status, width: 96, sortBy: statusWord },
    cell: (worker) => (
      <span className={cx('inline-flex items-center gap-1.5 align-middle', isOnline(worker) ? 'text-ok' : 'text-ink-3')}>
        <Server aria-hidden="true" className="size-3.5" />
        {statusWord(worker)}
      </span>
    ),
  },
  {
    ...{
      id: 'services',
      name: words.columns.services,
      width: 240,
      rank: 2,
      title: ({ services }: Worker) => services.join(', '),
    },
    cell: ({ services }) => <span className="font-mono text-sm text-ink-2">{services.join(', ')}</span>,
  },
  {
    ...{
      id: 'running',
      name: words.columns.running,
      width: 72,
      rank: 1,
      isRight: true,
      sortBy: ({ running }: Worker) => running,
    },
    cell: ({ running }) => running,
  },
  {
    ...{ id: 'load', name: words.columns.load, width: 64, rank: 4, isRight: true, sortBy: ({ load }: Worker) => load },
    cell: ({ load }) => <span className="text-ink-2">{load}</span>,
  },
  {
    ...{ id: 'heard', name: words.columns.heartbeat, width: 120, rank: 3, sortBy: (worker: Worker) => worker.last_heartbeat },
    cell: (worker) => (
      <span className="text-ink-2">
        <LastHeartbeat worker={worker} />
      </span>
    ),
  },
]

export const WorkerTable = ({ workers }: { workers: Worker[] }) => (
  <Table
    label={words.title}
    nouns={words.nouns}
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
    peek={{ idOf, contentOf: (_, worker) => worker && <WorkerPeek worker={worker} actions={actionsOf(worker)} /> }}
    footer={countText(workers.length, words.nouns)}
  />
)

const idOf = ({ id }: Worker): string => id
const sentenceOf = (worker: Worker): string =>
  words.row(worker.id, statusWord(worker), worker.services.join(', '), worker.running)

const actionsOf = (worker: Worker): Action[] =>
  isOnline(worker)
    ? []
    : [{ name: words.remove, icon: Trash2, key: 'deleteSelected', isMain: true, isDanger: true, act: () => remove(worker) }]

async function remove({ id }: Worker): Promise<void> {
  if (!(await attempt(words.notRemoved(id), () => client.workers.remove({ id })))) return
  toast(words.removed(id))
  await queryClient.invalidateQueries({ queryKey: api.workers.key() })
}
