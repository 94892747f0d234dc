import { PipelinePage } from './features/pipelines/pipeline-page.tsx'
import type { PipelineParts } from './features/pipelines/pipeline-tabs.tsx'
import { RunsOf } from './features/runs/runs-of-definition.tsx'

const parts: PipelineParts = { runs: ({ name }) => <RunsOf kind="pipeline" name={name} /> }

/** A pipeline with what other features know about it. */
export const PipelinePlace = ({ id }: { id: string }) => <PipelinePage id={id} parts={parts} />
