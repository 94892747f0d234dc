import { Play } from 'lucide-react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { OverviewTab } from '../../overview/overview-tab.tsx'
import { OverviewPart } from '../../overview/run-lines.tsx'
import { LinkedJobs } from '../../overview/side.tsx'
import { words } from '../../overview/words.ts'
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
    side={(overview) =>
      overview.usedBy.length > 0 ? (
        <LinkedJobs title={words.runsIt} jobs={overview.usedBy} />
      ) : (
        <OverviewPart title={words.startsIt}>
          <p className="text-ink-3">{words.nothingStarts.flow}</p>
        </OverviewPart>
      )
    }
  />
)
