import { useQuery } from '@tanstack/react-query'
import { Copy, RefreshCw, Trash2 } from 'lucide-react'
import { Link } from 'wouter'
import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { api, client, messageOf } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { instantInSeconds, Moment } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { copyAddress, removeTrigger } from './actions.ts'
import { TriggerState } from './job-triggers.tsx'

/** How it stands as it was saved, and what can be done with it at once. */
export function Standing({
  trigger,
  onChanged,
  onGone,
}: {
  trigger: JobTrigger
  /** By us: that is no change of somebody else. */
  onChanged(updatedAt: number): void
  onGone(): void
}) {
  const { address } = trigger
  const renew = () =>
    client.triggers.newAddress({ id: trigger.id }).then(
      ({ updatedAt }) => {
        onChanged(updatedAt)
        toast('It has another address now; the old one leads nowhere')
      },
      (error: unknown) => toastError('The address was not changed', error),
    )
  return (
    <div className="flex flex-col gap-2 rounded-md border border-rule bg-bg px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <span aria-live="polite" className="mr-auto min-w-0 break-words">
          <TriggerState trigger={trigger} />
        </span>
        <Button small look="danger" onClick={() => void removeTrigger(trigger).then((gone) => gone && onGone())}>
          <Trash2 aria-hidden="true" className="size-3" />
          Delete
        </Button>
      </div>
      {address !== null && (
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 flex-1 font-mono text-sm break-all select-all">{address}</code>
          <Button small onClick={() => void copyAddress(address)}>
            <Copy aria-hidden="true" className="size-3" />
            Copy
          </Button>
          <Button small onClick={() => void renew()} title="The old one leads nowhere from then on">
            <RefreshCw aria-hidden="true" className="size-3" />
            New address
          </Button>
        </div>
      )}
    </div>
  )
}

/** When it was set off, and what became of it, newest first. */
export function Firings({ id }: { id: string }) {
  const { data, isError, error, refetch } = useQuery(api.triggers.firings.queryOptions({ input: { id, limit: 30 } }))
  if (isError && !data) return <Problem message={messageOf(error)} retry={() => void refetch()} />
  if (!data) return null
  return (
    <section aria-label="When it was set off" className="mt-2">
      <h2 className="mb-1 text-sm font-medium text-ink-2">When it was set off</h2>
      {data.items.length === 0 && <p className="text-sm text-ink-3">Not yet.</p>}
      <ul className="divide-y divide-rule">
        {data.items.map(({ seq, at, run, note }) => (
          <li key={seq} className="flex flex-wrap items-center gap-x-3 py-1 tabular-nums">
            <Moment at={at} className="w-52">
              {instantInSeconds(at)}
            </Moment>
            {run && (
              <Link href={`/runs/${run.number}`} className="inline-flex items-center gap-1.5 hover:underline">
                run {run.number} <Status facts={{ status: run.status, reason: null }} />
              </Link>
            )}
            {note !== null && <span className="text-sm text-ink-3">no run: {note}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
