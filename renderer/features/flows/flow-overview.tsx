import { Play } from 'lucide-react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { OverviewTab } from '../../overview/overview-tab.tsx'
import { RunsIt } from '../../overview/side.tsx'
import { Button } from '../../ui/button.tsx'
import { words as flowWords } from './words.ts'

/** How a flow is doing, and which jobs run it. */
export const FlowOverview = ({ flow, run }: { flow: FlowDetail; run(): void }) => (
  <OverviewTab
    kind="flow"
    id={flow.id}
    firstStep={
      <Button disabled={flow.version === null} onClick={run}>
        <Play aria-hidden="true" className="size-3.5" />
        {flowWords.run}
      </Button>
    }
    side={(overview) => <RunsIt kind="flow" id={flow.id} jobs={overview.usedBy} />}
  />
)
