import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Link2, Pencil, Plus, Trash2 } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { api, messageOf } from '../../api/client.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Ago } from '../../ui/time.tsx'
import { copyAddress, removeTrigger, switchTrigger } from './actions.ts'

/** What sets a job off, besides its schedules. */
export function JobTriggers({ jobId }: { jobId: string }) {
  const query = useQuery(api.triggers.list.queryOptions({ input: { job: jobId } }))
  return (
    <section aria-label="Triggers" className="mb-4 border-b border-rule pb-3">
      <div className="flex items-center">
        <h2 className="text-sm font-medium text-ink-2">Triggers</h2>
        <Link
          href={`/jobs/${jobId}/triggers/new`}
          className="ml-auto inline-flex h-6 items-center gap-1 rounded-md px-1.5 text-sm text-accent hover:bg-hover"
        >
          <Plus aria-hidden="true" className="size-3.5" />
          Add trigger
        </Link>
      </div>
      {query.isError && !query.data && <Problem message={messageOf(query.error)} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && (
        <p className="text-sm text-ink-3">None. A file, another job or a web address can set it off.</p>
      )}
      <ul>
        {query.data?.items.map((trigger) => (
          <TriggerRow key={trigger.id} trigger={trigger} />
        ))}
      </ul>
    </section>
  )
}

function TriggerRow({ trigger }: { trigger: JobTrigger }) {
  const { id, name, text, enabled, address } = trigger
  const [, go] = useLocation()
  const label = name === '' ? text : name
  return (
    <li className="flex items-start gap-2 py-1.5">
      <span className="pt-0.5">
        <Switch
          checked={enabled}
          label={`${label} is ${enabled ? 'on' : 'off'}`}
          onChange={(on) => void switchTrigger(trigger, on)}
        />
      </span>
      <div className="min-w-0 flex-1">
        <Link href={`/triggers/${id}`} className="font-medium break-words hover:underline">
          {label}
        </Link>
        <p className="text-sm break-words text-ink-2">
          <TriggerState trigger={trigger} />
        </p>
      </div>
      <Menu
        trigger={
          <IconButton label={`More for ${label}`} className="size-6!">
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => go(`/triggers/${id}`)}>
          <Pencil aria-hidden="true" className="size-3.5" /> Edit
        </MenuItem>
        {address !== null && (
          <MenuItem onSelect={() => void copyAddress(address)}>
            <Link2 aria-hidden="true" className="size-3.5" /> Copy address
          </MenuItem>
        )}
        <MenuItem danger onSelect={() => void removeTrigger(trigger)}>
          <Trash2 aria-hidden="true" className="size-3.5" /> Delete
        </MenuItem>
      </Menu>
    </li>
  )
}

/** Why nothing sets it off, or when it was set off last. */
export function TriggerState({ trigger: { problem, enabled, jobEnabled, last } }: { trigger: JobTrigger }) {
  if (!enabled) return 'Off'
  if (!jobEnabled) return <span className="text-warn">Its job is off</span>
  if (problem !== null) return <span className="text-bad">{problem}</span>
  if (last === null) return 'Not set off yet'
  if (last.run === null)
    return (
      <span className="text-warn">
        <Ago at={last.at} />: no run, {last.note}
      </span>
    )
  return (
    <>
      Last <Ago at={last.at} />,{' '}
      <Link href={`/runs/${last.run.number}`} className="hover:underline">
        run {last.run.number}
      </Link>
    </>
  )
}
