import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api } from '../../../api/client.ts'
import { definitionHref } from '../../../definition/links.ts'
import { OverviewPart } from '../../../overview/run-lines.tsx'
import { SideLine } from '../../../overview/side.tsx'
import { words } from '../../../overview/words.ts'

/** The schedules and triggers of a job, with whether they are on. */
export function StartsJob({ jobId }: { jobId: string }) {
  const schedules = useQuery(api.schedules.list.queryOptions({ input: { job: jobId } })).data?.items
  const triggers = useQuery(api.triggers.list.queryOptions({ input: { job: jobId } })).data?.items
  if (!schedules || !triggers) return null
  return (
    <OverviewPart
      title={words.startsIt}
      aside={
        <Link href={definitionHref('job', jobId, 'triggers')} className="text-accent hover:underline">
          {words.showAll}
        </Link>
      }
    >
      {schedules.length + triggers.length === 0 && <p className="text-ink-3">{words.nothingStarts.job}</p>}
      <ul>
        {schedules.map(({ id, name, text, enabled, paused }) => (
          <SideLine
            key={id}
            href={`/schedules/${id}`}
            name={name || text}
            state={paused === null ? (enabled ? words.on : words.off) : words.paused}
            note={name === '' ? null : text}
          />
        ))}
        {triggers.map(({ id, name, text, enabled }) => (
          <SideLine
            key={id}
            href={`/triggers/${id}`}
            name={name || text}
            state={enabled ? words.on : words.off}
            note={name === '' ? null : text}
          />
        ))}
      </ul>
    </OverviewPart>
  )
}
