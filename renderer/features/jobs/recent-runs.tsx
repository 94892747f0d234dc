import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { runsOf } from '../../runs-of.ts'
import { Ago } from '../../ui/time.tsx'
import { words } from './words.ts'

const shown = 8

export function RecentRuns({ jobId, name }: { jobId: string; name: string }) {
  const { data } = useQuery(api.runs.list.queryOptions({ input: { job: jobId, limit: shown } }))
  if (!data) return null
  return (
    <section aria-label={words.recentRuns.title} className="mt-6">
      <h2 className="mb-1 text-sm font-medium text-ink-2">{words.recentRuns.title}</h2>
      {data.items.length === 0 && <p className="text-sm text-ink-3">{words.recentRuns.none}</p>}
      {data.items.map((run) => (
        <Link
          key={run.id}
          href={`/runs/${run.number}`}
          className="-mx-2 flex h-7 items-center gap-2 rounded-md px-2 hover:bg-hover"
        >
          <Status facts={run} />
          <span className="ml-auto text-xs text-ink-3">
            <Ago at={run.endedAt ?? run.createdAt} />
          </span>
        </Link>
      ))}
      {data.nextCursor !== null && (
        <Link href={runsOf('job', name)} className="text-sm text-accent hover:underline">
          {words.recentRuns.showAll}
        </Link>
      )}
    </section>
  )
}
