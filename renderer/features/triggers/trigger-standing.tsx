import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, RefreshCw, Trash2 } from 'lucide-react'
import { Link } from 'wouter'
import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { api, messageOf } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { instantInSeconds, Moment } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import { copyAddress, removeTrigger } from './actions.ts'
import { TriggerState } from './trigger-list.tsx'
import { words } from './words.ts'

/** The state of the saved trigger, and what can be done with it. */
export function Standing({
  trigger,
  onChanged,
  onGone,
}: {
  trigger: JobTrigger
  /** This window changed it, so it is no newer version from elsewhere. */
  onChanged(updatedAt: number): void
  onGone(): void
}) {
  const { id, address } = trigger
  const renew = useMutation(
    api.triggers.newAddress.mutationOptions({
      meta: { failed: words.notReplaced },
      onSuccess({ updatedAt }) {
        onChanged(updatedAt)
        toast(words.replacedUrl)
      },
    }),
  )
  return (
    <div className="flex flex-col gap-2 rounded-md border border-rule bg-bg px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <span aria-live="polite" className="mr-auto min-w-0 break-words">
          <TriggerState trigger={trigger} />
        </span>
        <Button small look="danger" onClick={() => void removeTrigger(trigger).then((gone) => gone && onGone())}>
          <Trash2 aria-hidden="true" className="size-3" />
          {words.delete}
        </Button>
      </div>
      {address !== null && (
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 flex-1 font-mono text-sm break-all select-all">{address}</code>
          <Button small onClick={() => void copyAddress(address)}>
            <Copy aria-hidden="true" className="size-3" />
            {words.copy}
          </Button>
          <Button small disabled={renew.isPending} onClick={() => renew.mutate({ id })} title={words.newUrlHint}>
            <RefreshCw aria-hidden="true" className="size-3" />
            {words.newUrl}
          </Button>
        </div>
      )}
    </div>
  )
}

/** When the trigger fired and the run it started, newest first. */
export function Firings({ id }: { id: string }) {
  const { data, isError, error, refetch } = useQuery(api.triggers.firings.queryOptions({ input: { id, limit: 30 } }))
  if (isError && !data) return <Problem message={messageOf(error)} retry={() => void refetch()} />
  if (!data) return null
  return (
    <section aria-label={words.events} className="mt-2">
      <h2 className="mb-1 text-sm font-medium text-ink-2">{words.events}</h2>
      {data.items.length === 0 && <p className="text-sm text-ink-3">{words.noEvents}</p>}
      <ul className="divide-y divide-rule">
        {data.items.map(({ seq, at, run, note }) => (
          <li key={seq} className="flex flex-wrap items-center gap-x-3 py-1 tabular-nums">
            <Moment at={at} className="w-52">
              {instantInSeconds(at)}
            </Moment>
            {run && (
              <Link href={`/runs/${run.number}`} className="inline-flex items-center gap-1.5 hover:underline">
                {words.run(run.number)} <Status facts={{ status: run.status, reason: null }} />
              </Link>
            )}
            {note !== null && <span className="text-sm text-ink-3">{words.noRun(note)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
