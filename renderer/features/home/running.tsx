import { useQuery } from '@tanstack/react-query'
import { Square } from 'lucide-react'
import { Link } from 'wouter'
import { api, client } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { Elapsed } from '../../ui/time.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { Part, row, rows } from './part.tsx'

const shown = 20

export function Running({ queued }: { queued: number }) {
  const { data } = useQuery(api.runs.list.queryOptions({ input: { status: 'running', limit: shown } }))
  return (
    <Part
      title="Running now"
      aside={
        queued > 0 ? (
          <Link href="/queue" className="hover:underline">
            {queued} queued
          </Link>
        ) : null
      }
    >
      {data?.items.length === 0 && <p className="text-ink-3">Nothing runs.</p>}
      {data && data.items.length > 0 && (
        <ul className={rows}>
          {data.items.map((run) => (
            <li key={run.id} className={row}>
              <span className="w-32">
                <Status facts={run} />
              </span>
              <Link href={`/runs/${run.number}`} className="min-w-0 flex-1 truncate font-medium hover:underline">
                {run.title}
              </Link>
              <span className="text-ink-2">
                <Elapsed from={run.startedAt ?? run.createdAt} to={null} />
              </span>
              <Button
                small
                aria-label={`Stop ${run.title}`}
                onClick={() =>
                  client.runs.cancel({ ref: run.id }).catch((error: unknown) => toastError('It was not stopped', error))
                }
              >
                <Square aria-hidden="true" className="size-3" />
                Stop
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}
