import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CirclePause } from 'lucide-react'
import type { JobDetail } from '../../../shared/model/job.ts'
import { api } from '../../api/client.ts'
import { Strip } from '../../overview/strip.tsx'
import { words as allWords } from '../../overview/words.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Name } from '../../ui/name.tsx'
import { Until } from '../../ui/time.tsx'
import { resumeJob } from './actions.ts'

const words = allWords.strip

/** Whether a job is enabled, when it runs next, and how its newest run ended: the same on all tabs. */
export function JobStrip({ job }: { job: JobDetail }) {
  const schedules = useQuery(api.schedules.list.queryOptions({ input: { job: job.id } })).data?.items
  const coming = schedules
    ?.filter(({ enabled, paused, nextAt }) => enabled && paused === null && nextAt !== null)
    .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))
  const [shown = schedules?.[0]] = coming ?? []
  const nextAt = job.enabled ? (coming?.[0]?.startsAt ?? coming?.[0]?.nextAt ?? null) : null
  return (
    <Strip kind="job" name={job.name}>
      <State job={job} />
      {shown && <Name className="max-w-72">{words.more(shown.text, (schedules?.length ?? 1) - 1)}</Name>}
      {nextAt !== null && <span className="text-ink-3">{words.next(<Until at={nextAt} />)}</span>}
    </Strip>
  )
}

/** Whether anything may start the job; if LocalFlow paused it, why, with the way out. */
function State({ job: { id, name, enabled, paused } }: { job: JobDetail }) {
  const Icon = enabled && paused === null ? CircleCheck : CirclePause
  return (
    <span className={cx('inline-flex items-center gap-1.5', (!enabled || paused !== null) && 'text-warn')}>
      <Icon aria-hidden="true" className={cx('size-3.5', enabled && paused === null && 'text-ok')} />
      {!enabled ? words.disabled : (paused?.reason ?? words.enabled)}
      {paused !== null && (
        <Button small onClick={() => void resumeJob({ id, name })}>
          {words.resume}
        </Button>
      )}
    </span>
  )
}
