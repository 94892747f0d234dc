import { PipelinePage } from './features/pipelines/pipeline-page.tsx'
import type { PipelineParts } from './features/pipelines/pipeline-tabs.tsx'
import { RunsOf } from './features/runs/runs-of-definition.tsx'
import { TriggersOfJobs } from './triggers-tab.tsx'

const parts: PipelineParts = {
  triggers: ({ id, name }) => <TriggersOfJobs of={{ kind: 'pipeline', id, name }} />,
  runs: ({ name }) => <RunsOf kind="pipeline" name={name} />,
}

/** A pipeline with what other features know about it. */
export const PipelinePlace = ({ id }: { id: string }) => <PipelinePage id={id} parts={parts} />
