import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Params } from '../../../../shared/model/params.ts'
import { paramsText } from '../../../../shared/model/params-text.ts'
import { api } from '../../../api/client.ts'
import { definitionHref } from '../../../definition/links.ts'
import { OverviewPart } from '../../../overview/run-lines.tsx'
import { SideLine } from '../../../overview/side.tsx'
import { words } from '../../../overview/words.ts'

/** When it starts the job, unless that is its name, and the values that it gives. */
const noteOf = ({ name, text, params }: { name: string; text: string; params: Params }): string =>
  [name === '' ? '' : text, paramsText(params)].filter((part) => part !== '').join(' · ')

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
        {schedules.map(({ id, name, text, enabled, paused, params }) => (
          <SideLine
            key={id}
            href={`/schedules/${id}`}
            name={name || text}
            state={paused === null ? (enabled ? words.on : words.off) : words.paused}
            note={noteOf({ name, text, params })}
          />
        ))}
        {triggers.map(({ id, name, text, enabled, params }) => (
          <SideLine
            key={id}
            href={`/triggers/${id}`}
            name={name || text}
            state={enabled ? words.on : words.off}
            note={noteOf({ name, text, params })}
          />
        ))}
      </ul>
    </OverviewPart>
  )
}
