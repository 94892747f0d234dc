import { hookName } from '../../../../shared/model/hook.ts'
import type { Job } from '../../../../shared/model/job.ts'
import { OverviewPart } from '../../../overview/run-lines.tsx'
import { Name } from '../../../ui/name.tsx'
import { hookWords as words } from '../form/words/hooks.ts'

/** The hooks of a job, each with its events. */
export const JobHooks = ({ job: { hooks } }: { job: Job }) =>
  hooks.length === 0 ? null : (
    <OverviewPart title={words.title}>
      <ul>
        {hooks.map((hook) => (
          <li key={`${hook.on.join()} ${hookName(hook)}`} className="flex min-h-6 min-w-0 items-center gap-2">
            <Name>{hookName(hook)}</Name>
            <span className="ml-auto shrink-0 text-sm text-ink-3">{hook.on.map((event) => words.events[event]).join(', ')}</span>
          </li>
        ))}
      </ul>
    </OverviewPart>
  )
