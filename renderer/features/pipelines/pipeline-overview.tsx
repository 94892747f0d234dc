import { Play } from 'lucide-react'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { OverviewTab } from '../../overview/overview-tab.tsx'
import { RunsIt } from '../../overview/side.tsx'
import { Button } from '../../ui/button.tsx'
import { words as pipelineWords } from './words.ts'

/** How a pipeline is doing. */
export const PipelineOverview = ({ pipeline, run }: { pipeline: PipelineDetail; run(): void }) => (
  <OverviewTab
    kind="pipeline"
    id={pipeline.id}
    firstStep={
      <Button disabled={pipeline.steps === null} onClick={run}>
        <Play aria-hidden="true" className="size-3.5" />
        {pipelineWords.run}
      </Button>
    }
    side={(overview) => <RunsIt kind="pipeline" id={pipeline.id} jobs={overview.usedBy} />}
  />
)
