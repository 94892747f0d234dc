import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CirclePause } from 'lucide-react'
import type { Job } from '../../../shared/model/job.ts'
import { api } from '../../api/client.ts'
import { Strip } from '../../overview/strip.tsx'
import { words as allWords } from '../../overview/words.ts'
import { Name } from '../../ui/name.tsx'
import { Until } from '../../ui/time.tsx'

const words = allWords.strip

/** Whether a job is enabled, when it runs next, and how its newest run ended: the same on all tabs. */
export function JobStrip({ job }: { job: Job }) {
  const schedules = useQuery(api.schedules.list.queryOptions({ input: { job: job.id } })).data?.items
  const coming = schedules
    ?.filter(({ enabled, paused, nextAt }) => enabled && paused === null && nextAt !== null)
    .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))
  const [shown = schedules?.[0]] = coming ?? []
  const nextAt = job.enabled ? (coming?.[0]?.startsAt ?? coming?.[0]?.nextAt ?? null) : null
  const Icon = job.enabled ? CircleCheck : CirclePause
  return (
    <Strip kind="job" name={job.name}>
      <span className={job.enabled ? 'inline-flex items-center gap-1.5' : 'inline-flex items-center gap-1.5 text-warn'}>
        <Icon aria-hidden="true" className={job.enabled ? 'size-3.5 text-ok' : 'size-3.5'} />
        {job.enabled ? words.enabled : words.disabled}
      </span>
      {shown && <Name className="max-w-72">{words.more(shown.text, (schedules?.length ?? 1) - 1)}</Name>}
      {nextAt !== null && <span className="text-ink-3">{words.next(<Until at={nextAt} />)}</span>}
    </Strip>
  )
}
