import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Link2, Pencil, Trash2 } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { paramsText } from '../../../shared/model/params-text.ts'
import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { api, messageOf } from '../../api/client.ts'
import { focusIfMade } from '../../made.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { StarterList } from '../../ui/starter-list.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Ago } from '../../ui/time.tsx'
import { copyAddress, removeTrigger, switchTrigger } from './actions.ts'
import { words } from './words.ts'

type Props = {
  jobId: string
  /** Where a new one is written. */
  newHref: string
  /** Where one is edited. */
  hrefOf(id: string): string
}

/** What starts a job besides its schedules. */
export function TriggerList({ jobId, newHref, hrefOf }: Props) {
  const query = useQuery(api.triggers.list.queryOptions({ input: { job: jobId } }))
  return (
    <StarterList
      title={words.triggers}
      newHref={newHref}
      add={words.addTrigger}
      none={words.noTriggers}
      isEmpty={query.data?.items.length === 0}
      problem={query.isError && !query.data ? messageOf(query.error) : null}
      retry={() => void query.refetch()}
    >
      {query.data?.items.map((trigger) => (
        <TriggerRow key={trigger.id} trigger={trigger} href={hrefOf(trigger.id)} />
      ))}
    </StarterList>
  )
}

function TriggerRow({ trigger, href }: { trigger: JobTrigger; href: string }) {
  const { id, name, text, enabled, address, params } = trigger
  const [, go] = useLocation()
  const label = name === '' ? text : name
  return (
    <li className="flex items-start gap-2 py-1.5">
      <span className="pt-0.5">
        <Switch checked={enabled} label={words.isEnabled(label)} onChange={(on) => void switchTrigger(trigger, on)} />
      </span>
      <div className="min-w-0 flex-1">
        <Link ref={focusIfMade(id)} href={href} className="font-medium break-words hover:underline">
          {label}
        </Link>
        <p className="text-sm break-words text-ink-2">
          <TriggerState trigger={trigger} />
        </p>
        {address !== null && (
          <p className="truncate font-mono text-sm text-ink-3" title={address}>
            {address}
          </p>
        )}
        {Object.keys(params).length > 0 && <p className="text-sm break-words text-ink-3">{paramsText(params)}</p>}
      </div>
      <Menu
        trigger={
          <IconButton label={words.moreFor(label)} className="size-6!">
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => go(href)}>
          <Pencil aria-hidden="true" className="size-3.5" /> {words.edit}
        </MenuItem>
        {address !== null && (
          <MenuItem onSelect={() => void copyAddress(address)}>
            <Link2 aria-hidden="true" className="size-3.5" /> {words.copyUrl}
          </MenuItem>
        )}
        <MenuItem danger onSelect={() => void removeTrigger(trigger)}>
          <Trash2 aria-hidden="true" className="size-3.5" /> {words.delete}
        </MenuItem>
      </Menu>
    </li>
  )
}

/** When the trigger last fired, or why it cannot. */
export function TriggerState({ trigger: { problem, enabled, jobEnabled, last } }: { trigger: JobTrigger }) {
  if (!enabled) return words.disabledState
  if (!jobEnabled) return <span className="text-warn">{words.jobDisabled}</span>
  if (problem !== null) return <span className="text-bad">{problem}</span>
  if (last === null) return words.notFired
  if (last.run === null)
    return (
      <span className="text-warn">
        <Ago at={last.at} />: {words.noRun(last.note)}
      </span>
    )
  return (
    <>
      {words.last} <Ago at={last.at} />,{' '}
      <Link href={`/runs/${last.run.number}`} className="hover:underline">
        {words.run(last.run.number)}
      </Link>
    </>
  )
}
