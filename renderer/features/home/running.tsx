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

export function Running({ queued, waiting }: { queued: number; waiting: number }) {
  const { data } = useQuery(api.runs.list.queryOptions({ input: { status: 'running', limit: shown } }))
  return (
    <Part
      title="Running now"
      aside={
        <>
          {waiting > 0 && (
            <Link href="/runs?status=waiting" className="hover:underline">
              {waiting} waiting
            </Link>
          )}
          {waiting > 0 && queued > 0 && ' · '}
          {queued > 0 && (
            <Link href="/queue" className="hover:underline">
              {queued} queued
            </Link>
          )}
        </>
      }
    >
      {data?.items.length === 0 && <p className="text-ink-3">Nothing is running.</p>}
      {data && data.items.length > 0 && (
        <ul className={rows}>
          {data.items.map((run) => (
            <li key={run.id} className={row}>
              <span className="w-44">
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
                  client.runs.cancel({ ref: run.id }).catch((error: unknown) => toastError('Could not stop the run', error))
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
