import { useQuery } from '@tanstack/react-query'
import { Ellipsis, Pause, Pencil, Play, SkipForward, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { paramsText } from '../../../shared/model/params-text.ts'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { api, messageOf } from '../../api/client.ts'
import { namedActor } from '../../by-actor.tsx'
import { focusIfMade } from '../../made.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { StarterList } from '../../ui/starter-list.tsx'
import { Switch } from '../../ui/switch.tsx'
import { instant, Until } from '../../ui/time.tsx'
import { removeSchedule, resumeSchedule, skipNext, switchSchedule } from './actions.ts'
import { PauseDialog } from './pause-dialog.tsx'
import { words } from './words.ts'

type Props = {
  jobId: string
  /** Where a new one is written. */
  newHref: string
  /** Where one is edited. */
  hrefOf(id: string): string
}

/** The schedules of a job. */
export function ScheduleList({ jobId, newHref, hrefOf }: Props) {
  const query = useQuery(api.schedules.list.queryOptions({ input: { job: jobId } }))
  return (
    <StarterList
      title={words.schedules}
      newHref={newHref}
      add={words.addSchedule}
      none={words.noSchedules}
      isEmpty={query.data?.items.length === 0}
      problem={query.isError && !query.data ? messageOf(query.error) : null}
      retry={() => void query.refetch()}
    >
      {query.data?.items.map((schedule) => (
        <ScheduleRow key={schedule.id} schedule={schedule} href={hrefOf(schedule.id)} />
      ))}
    </StarterList>
  )
}

function ScheduleRow({ schedule, href }: { schedule: Schedule; href: string }) {
  const { id, name, text, enabled, paused, nextAt, skips, params } = schedule
  const [, go] = useLocation()
  const [pausing, setPausing] = useState(false)
  const label = name === '' ? text : name
  return (
    <li className="flex items-start gap-2 py-1.5">
      <span className="pt-0.5">
        <Switch checked={enabled} label={words.isEnabled(label)} onChange={(on) => void switchSchedule(schedule, on)} />
      </span>
      <div className="min-w-0 flex-1">
        <Link ref={focusIfMade(id)} href={href} className="font-medium break-words hover:underline">
          {label}
        </Link>
        <p className="text-sm text-ink-2">
          <State schedule={schedule} />
        </p>
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
        {enabled && paused === null && nextAt !== null && (
          <MenuItem onSelect={() => void skipNext(schedule, skips === null)}>
            <SkipForward aria-hidden="true" className="size-3.5" /> {skips === null ? words.skipNext : words.unskip}
          </MenuItem>
        )}
        {paused === null ? (
          <MenuItem onSelect={() => setPausing(true)}>
            <Pause aria-hidden="true" className="size-3.5" /> {words.pauseDialog}
          </MenuItem>
        ) : (
          <MenuItem onSelect={() => void resumeSchedule(schedule)}>
            <Play aria-hidden="true" className="size-3.5" /> {words.resume}
          </MenuItem>
        )}
        <MenuItem danger onSelect={() => void removeSchedule(schedule)}>
          <Trash2 aria-hidden="true" className="size-3.5" /> {words.delete}
        </MenuItem>
      </Menu>
      {pausing && <PauseDialog schedule={schedule} onClose={() => setPausing(false)} />}
    </li>
  )
}

/** When the schedule starts its job next, or why it does not. */
export function State({ schedule: { problem, paused, enabled, jobEnabled, nextAt, startsAt, skips } }: { schedule: Schedule }) {
  if (problem !== null) return <span className="text-bad">{problem}</span>
  if (paused !== null)
    return (
      <span className="text-warn">
        {words.pausedState(paused.until === null ? null : instant(paused.until), namedActor(paused.actor), paused.reason)}
      </span>
    )
  if (!enabled) return words.disabledState
  if (!jobEnabled) return <span className="text-warn">{words.jobDisabled}</span>
  if (nextAt === null) return words.noMore
  if (skips === nextAt) return <span className="text-warn">{words.skipsNext(<Until at={nextAt} />)}</span>
  return words.next(<Until at={startsAt ?? nextAt} />)
}
