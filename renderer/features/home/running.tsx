import { useQuery } from '@tanstack/react-query'
import { Square } from 'lucide-react'
import { Link } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import { api, client } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { Elapsed } from '../../ui/time.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { Part, row, rows } from './part.tsx'

const shown = 20

/** What is executed now, and below it what waits for a person, a signal, a worker or a time. */
export function Running({ queued, waiting }: { queued: number; waiting: number }) {
  const running = useQuery(api.runs.list.queryOptions({ input: { status: 'running', waiting: false, limit: shown } }))
  const waits = useQuery({
    ...api.runs.list.queryOptions({ input: { waiting: true, inner: false, limit: shown } }),
    enabled: waiting > 0,
  })
  return (
    <>
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
        {running.data?.items.length === 0 && <p className="text-ink-3">Nothing is running.</p>}
        <RunRows runs={running.data?.items ?? []} />
      </Part>
      {waiting > 0 && (
        <Part
          title="Waiting"
          aside={
            waiting > shown ? (
              <Link href="/runs?q=status:waiting" className="hover:underline">
                All {waiting}
              </Link>
            ) : null
          }
        >
          <RunRows runs={waits.data?.items ?? []} />
        </Part>
      )}
    </>
  )
}

function RunRows({ runs }: { runs: Run[] }) {
  if (runs.length === 0) return null
  return (
    <ul className={rows}>
      {runs.map((run) => (
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
  )
}
