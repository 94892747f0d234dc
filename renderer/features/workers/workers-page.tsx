import { useQuery } from '@tanstack/react-query'
import { Server, Trash2 } from 'lucide-react'
import { api, client, messageOf, queryClient } from '../../api/client.ts'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Ago } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { StartCommand } from './start-command.tsx'
import { WaitingServices } from './waiting-services.tsx'

/** Programs elsewhere that do the work of services, and what waits for one. */
export function WorkersPage() {
  const query = useQuery(api.workers.list.queryOptions({ input: {} }))
  const waiting = useQuery(api.workers.waiting.queryOptions())
  const service = waiting.data?.[0]?.service ?? 'resize'
  return (
    <Page title="Workers">
      {query.isPending ? (
        <SkeletonRows rows={3} />
      ) : query.isError && !query.data ? (
        <Problem message={`The workers could not be read. ${messageOf(query.error)}`} retry={() => void query.refetch()} />
      ) : query.data.length === 0 && (waiting.data ?? []).length === 0 ? (
        <Empty title="No workers yet" action={<StartCommand service={service} />}>
          A worker is a program, here or on another computer, that does what nodes of flows ask of a service. It registers by
          itself, and is gone when it has said nothing for 15 seconds.
        </Empty>
      ) : (
        <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-auto pb-10">
          <WaitingServices services={waiting.data ?? []} />
          {query.data.length > 0 && <WorkerTable workers={query.data} />}
          <div className="px-4">
            <StartCommand service={service} />
          </div>
        </div>
      )}
    </Page>
  )
}

type WorkerRow = Awaited<ReturnType<typeof client.workers.list>>[number]

function WorkerTable({ workers }: { workers: WorkerRow[] }) {
  return (
    <table aria-label="Workers" className="w-full table-fixed border-collapse tabular-nums">
      <thead>
        <tr className="h-[30px] border-b border-rule text-left text-xs text-ink-3 [&>th]:px-2.5 [&>th]:font-medium">
          <th className="pl-4!">Worker</th>
          <th className="w-28">Status</th>
          <th className="w-[30%]">Services</th>
          <th className="w-20">Running</th>
          <th className="w-16 max-[960px]:hidden">Load</th>
          <th className="w-28">Last heard of</th>
          <th className="w-14">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {workers.map((worker) => (
          <Row key={worker.id} worker={worker} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ worker: { id, url, type, services, status, running, load, last_heartbeat: heard } }: { worker: WorkerRow }) {
  const isOnline = status === 'online'
  const forget = () =>
    client.workers.remove({ id }).then(
      () => {
        toast(`${id} is forgotten`)
        return queryClient.invalidateQueries({ queryKey: api.workers.key() })
      },
      (error: unknown) => toastError('It was not forgotten', error),
    )
  return (
    <tr className="h-[34px] border-b border-rule whitespace-nowrap hover:bg-hover [&>td]:overflow-hidden [&>td]:px-2.5 [&>td]:text-ellipsis">
      <td className="pl-4!">
        <span className="font-medium">{id}</span>
        <span className="ml-2 text-sm text-ink-3" title={type === 'http' ? url : undefined}>
          {type === 'http' ? url : 'asks for work'}
        </span>
      </td>
      <td>
        <span className={cx('inline-flex items-center gap-1.5', isOnline ? 'text-ok' : 'text-ink-3')}>
          <Server aria-hidden="true" className="size-3.5" />
          {isOnline ? 'Online' : 'Offline'}
        </span>
      </td>
      <td title={services.join(', ')} className="font-mono text-sm text-ink-2">
        {services.join(', ')}
      </td>
      <td>{running}</td>
      <td className="text-ink-2 max-[960px]:hidden">{load}</td>
      <td className="text-ink-2">
        {/* No change tells of a heartbeat: an online worker's last one is seconds ago. */}
        {isOnline ? 'just now' : <Ago at={heard * 1_000} />}
      </td>
      <td className="pr-4! text-right">
        {!isOnline && (
          <IconButton label={`Forget ${id}`} onClick={() => void forget()}>
            <Trash2 aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
      </td>
    </tr>
  )
}
