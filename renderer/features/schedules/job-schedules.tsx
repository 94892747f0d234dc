import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Pause, Pencil, Play, Plus, SkipForward, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { api, messageOf } from '../../api/client.ts'
import { ByActor } from '../../by-actor.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Switch } from '../../ui/switch.tsx'
import { instant, Until } from '../../ui/time.tsx'
import { removeSchedule, resumeSchedule, skipNext, switchSchedule } from './actions.ts'
import { PauseDialog } from './pause-dialog.tsx'

/** When a job runs by itself. */
export function JobSchedules({ jobId }: { jobId: string }) {
  const query = useQuery(api.schedules.list.queryOptions({ input: { job: jobId } }))
  return (
    <section aria-label="Schedules" className="mb-4 border-b border-rule pb-3">
      <div className="flex items-center">
        <h2 className="text-sm font-medium text-ink-2">Schedules</h2>
        <Link
          href={`/jobs/${jobId}/schedules/new`}
          className="ml-auto inline-flex h-6 items-center gap-1 rounded-md px-1.5 text-sm text-accent hover:bg-hover"
        >
          <Plus aria-hidden="true" className="size-3.5" />
          Add schedule
        </Link>
      </div>
      {query.isError && !query.data && <Problem message={messageOf(query.error)} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className="text-sm text-ink-3">None: it runs when you run it.</p>}
      <ul>
        {query.data?.items.map((schedule) => (
          <ScheduleRow key={schedule.id} schedule={schedule} />
        ))}
      </ul>
    </section>
  )
}

function ScheduleRow({ schedule }: { schedule: Schedule }) {
  const { id, name, text, enabled, paused, nextAt, skips } = schedule
  const [, go] = useLocation()
  const [pausing, setPausing] = useState(false)
  const label = name === '' ? text : name
  return (
    <li className="flex items-start gap-2 py-1.5">
      <span className="pt-0.5">
        <Switch
          checked={enabled}
          label={`${label} is ${enabled ? 'on' : 'off'}`}
          onChange={(on) => void switchSchedule(schedule, on)}
        />
      </span>
      <div className="min-w-0 flex-1">
        <Link href={`/schedules/${id}`} className="font-medium break-words hover:underline">
          {label}
        </Link>
        <p className="text-sm text-ink-2">
          <State schedule={schedule} />
        </p>
      </div>
      <Menu
        trigger={
          <IconButton label={`More for ${label}`} className="size-6!">
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => go(`/schedules/${id}`)}>
          <Pencil aria-hidden="true" className="size-3.5" /> Edit
        </MenuItem>
        {enabled && paused === null && nextAt !== null && (
          <MenuItem onSelect={() => void skipNext(schedule, skips === null)}>
            <SkipForward aria-hidden="true" className="size-3.5" />{' '}
            {skips === null ? 'Skip the next time' : 'Do not skip the next time'}
          </MenuItem>
        )}
        {paused === null ? (
          <MenuItem onSelect={() => setPausing(true)}>
            <Pause aria-hidden="true" className="size-3.5" /> Pause…
          </MenuItem>
        ) : (
          <MenuItem onSelect={() => void resumeSchedule(schedule)}>
            <Play aria-hidden="true" className="size-3.5" /> Resume
          </MenuItem>
        )}
        <MenuItem danger onSelect={() => void removeSchedule(schedule)}>
          <Trash2 aria-hidden="true" className="size-3.5" /> Delete
        </MenuItem>
      </Menu>
      {pausing && <PauseDialog schedule={schedule} onClose={() => setPausing(false)} />}
    </li>
  )
}

/** Why it is not due, or when it is. */
export function State({ schedule: { problem, paused, enabled, jobEnabled, nextAt, startsAt, skips } }: { schedule: Schedule }) {
  if (problem !== null) return <span className="text-bad">{problem}</span>
  if (paused !== null)
    return (
      <span className="text-warn">
        Paused{paused.until === null ? '' : ` until ${instant(paused.until)}`}
        {paused.reason === '' ? '' : `: ${paused.reason}`} <ByActor actor={paused.actor} />
      </span>
    )
  if (!enabled) return 'Off'
  if (!jobEnabled) return <span className="text-warn">Its job is off</span>
  if (nextAt === null) return 'Not due any more'
  if (skips === nextAt)
    return (
      <span className="text-warn">
        Skips the next time, <Until at={nextAt} />
      </span>
    )
  return (
    <>
      Next <Until at={startsAt ?? nextAt} />
    </>
  )
}
