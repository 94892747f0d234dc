import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import { api } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { Ago } from '../../ui/time.tsx'
import { Part, row, rows } from './part.tsx'

const read = 100

/** Jobs whose newest end was a failure, with the line that says why. */
export function Attention({ since }: { since: number }) {
  const { data } = useQuery(api.runs.list.queryOptions({ input: { status: 'failed', limit: read } }))
  if (!data) return null
  const groups = Object.values(
    Object.groupBy(
      // What failed within a flow is told with the flow.
      data.items.filter(({ endedAt, trigger }) => (endedAt ?? 0) >= since && trigger !== 'flow'),
      ({ jobId, title }) => jobId ?? title,
    ),
  ).flatMap((runs) => (runs?.[0] ? [{ newest: runs[0], count: runs.length }] : []))
  return (
    <Part title="Needs attention" aside="failed in the last 24 hours">
      {groups.length === 0 ? (
        <p className="text-ink-3">Nothing failed.</p>
      ) : (
        <ul className={rows}>
          {groups.map(({ newest, count }) => (
            <Failed key={newest.id} run={newest} count={count} />
          ))}
        </ul>
      )}
    </Part>
  )
}

const Failed = ({ run, count }: { run: Run; count: number }) => (
  <li className={row}>
    <span className="w-32">
      <Status facts={run} />
    </span>
    <span className="min-w-0 flex-1">
      <Link href={`/runs/${run.number}`} className="font-medium hover:underline">
        {run.title}
      </Link>
      {count > 1 && <span className="text-ink-2"> and {count - 1} more times</span>}
      {run.error !== null && (
        <span className="block truncate font-mono text-sm text-ink-2" title={run.error}>
          {run.error}
        </span>
      )}
    </span>
    <span className="text-xs text-ink-3">
      <Ago at={run.endedAt ?? run.createdAt} />
    </span>
  </li>
)
