import type { DefinitionKind } from '../shared/model/organization.ts'
import type { DefinitionParts } from './definition/definition-page.tsx'
import { FilesOf } from './features/objects/files-of-definition.tsx'
import { RunsOf } from './features/runs/runs-of-definition.tsx'
import { TriggersOfJob, TriggersOfJobs } from './triggers-tab.tsx'

/** What other features show on the page of a job, flow or pipeline. */
export const definitionParts = (kind: DefinitionKind): DefinitionParts => ({
  triggers: ({ id, name }) =>
    kind === 'job' ? <TriggersOfJob job={{ kind, id, name }} /> : <TriggersOfJobs of={{ kind, id, name }} />,
  runs: ({ name }) => <RunsOf kind={kind} name={name} />,
  files: ({ id }) => <FilesOf kind={kind} id={id} />,
})
