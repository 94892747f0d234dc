import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Failing } from '../../../shared/model/run.ts'
import { api } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { Ago } from '../../ui/time.tsx'
import { Part, row, rows } from './part.tsx'

/** What failed and has not succeeded since, with the line that says why. */
export function Attention({ since }: { since: number }) {
  const { data } = useQuery(api.runs.failing.queryOptions({ input: { since }, placeholderData: keepPreviousData }))
  if (!data) return null
  return (
    <Part title="Needs attention" aside="failed in the last 24 hours, and not succeeded since">
      {data.length === 0 ? (
        <p className="text-ink-3">Nothing failed that did not succeed since.</p>
      ) : (
        <ul className={rows}>
          {data.map((failing) => (
            <Failed key={failing.newest.id} {...failing} />
          ))}
        </ul>
      )}
    </Part>
  )
}

const Failed = ({ newest: run, count }: Failing) => (
  <li className={row}>
    <span className="w-32">
      <Status facts={run} />
    </span>
    <span className="min-w-0 flex-1">
      <Link href={`/runs/${run.number}`} className="font-medium hover:underline">
        {run.title}
      </Link>
      {count > 1 && <span className="text-ink-2"> and {count === 2 ? 'once' : `${count - 1} times`} before</span>}
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
