import { useQuery } from '@tanstack/react-query'
import { api, messageOf } from '../../api/client.ts'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { StartCommand } from './start-command.tsx'
import { WaitingServices } from './waiting-services.tsx'
import { WorkerTable } from './worker-table.tsx'

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
        <>
          <WaitingServices services={waiting.data ?? []} />
          {query.data.length > 0 && <WorkerTable workers={query.data} />}
          <div className="shrink-0 border-t border-rule p-4">
            <StartCommand service={service} />
          </div>
        </>
      )}
    </Page>
  )
}
