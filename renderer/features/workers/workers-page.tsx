import { useQuery } from '@tanstack/react-query'
import { api, messageOf } from '../../api/client.ts'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { StartCommand } from './start-command.tsx'
import { WaitingServices } from './waiting-services.tsx'
import { words } from './words.ts'
import { WorkerTable } from './worker-table.tsx'

/** Programs elsewhere that do the work of services, and what waits for one. */
export function WorkersPage() {
  const query = useQuery(api.workers.list.queryOptions({ input: {} }))
  const waiting = useQuery(api.workers.waiting.queryOptions())
  const service = waiting.data?.[0]?.service ?? 'resize'
  return (
    <Page title={words.title}>
      {query.isPending ? (
        <SkeletonRows rows={3} />
      ) : query.isError && !query.data ? (
        <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
      ) : query.data.length === 0 && (waiting.data ?? []).length === 0 ? (
        <Empty title={words.none} action={<StartCommand service={service} />}>
          {words.noneHint}
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
