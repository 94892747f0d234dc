import type { FlowDetail } from '../../../shared/model/flow.ts'
import { RunStrip } from '../../run-status.tsx'

/** How a flow is doing. */
export const FlowOverview = ({ flow }: { flow: FlowDetail }) => (
  <div className="p-4">
    <RunStrip runs={flow.lastRuns} />
  </div>
)
