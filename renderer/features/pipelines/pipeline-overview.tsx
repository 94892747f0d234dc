import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { RunStrip } from '../../run-status.tsx'

/** How a pipeline is doing. */
export const PipelineOverview = ({ pipeline }: { pipeline: PipelineDetail }) => (
  <div className="p-4">
    <RunStrip runs={pipeline.lastRuns} />
  </div>
)
