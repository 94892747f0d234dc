import { Play } from 'lucide-react'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { OverviewTab } from '../../overview/overview-tab.tsx'
import { OverviewPart } from '../../overview/run-lines.tsx'
import { words } from '../../overview/words.ts'
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
    side={() => (
      <OverviewPart title={words.startsIt}>
        <p className="text-ink-3">{words.nothingStarts.pipeline}</p>
      </OverviewPart>
    )}
  />
)
