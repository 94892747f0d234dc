import { useQuery } from '@tanstack/react-query'
import type { Job } from '../../../shared/model/job.ts'
import type { JobSummary } from '../../../shared/model/run.ts'
import { api } from '../../api/client.ts'
import { DefinitionPeek } from '../../peek/definition-peek.tsx'
import { Fact, PanelCode, PanelSection } from '../../ui/panel/facts.tsx'
import type { Action } from '../../ui/table/action.ts'
import { duration, Until } from '../../ui/time.tsx'
import { whenText } from './job-columns.tsx'
import { words } from './peek/words.ts'

/** More of a script is on the page of the job. */
const shownLines = 12

/** The details of a job. */
export function JobPeek({ job, actions }: { job: JobSummary; actions: Action[] }) {
  const { id, name, kind, enabled, schedule, averageMs, lastRuns, updatedAt, preview } = job
  const { data, isPending } = useQuery(api.jobs.get.queryOptions({ input: { ref: id } }))
  return (
    <DefinitionPeek
      kind="job"
      id={id}
      organized={job}
      name={name}
      href={`/jobs/${id}`}
      note={enabled ? words.kinds[kind] : words.disabled(words.kinds[kind])}
      actions={actions}
      lastRuns={lastRuns}
      updatedAt={updatedAt}
      isReady={!isPending}
      facts={
        <>
          <Fact name={words.trigger}>{whenText(job) ?? words.manual}</Fact>
          {enabled && schedule?.nextAt != null && (
            <Fact name={words.nextRun}>
              <Until at={schedule.nextAt} />
            </Fact>
          )}
          {averageMs !== null && <Fact name={words.average}>{duration(averageMs)}</Fact>}
        </>
      }
    >
      <PanelSection title={words.kinds[kind]}>
        <PanelCode label={words.kinds[kind]}>{data ? textOf(data, preview) : preview}</PanelCode>
      </PanelSection>
    </DefinitionPeek>
  )
}

function textOf({ body }: Job, preview: string): string {
  if (body.kind !== 'script') return preview
  const lines = body.script.trim().split('\n')
  return lines.length > shownLines ? `${lines.slice(0, shownLines).join('\n')}\n…` : lines.join('\n')
}
