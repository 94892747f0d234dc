import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useMemo } from 'react'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { linksOf } from '../../../shared/pipeline/graph.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { api } from '../../api/client.ts'
import { OverviewTab } from '../../overview/overview-tab.tsx'
import { Parameters } from '../../overview/parameters.tsx'
import { LinkedJobs, NextTimes, RunsIt } from '../../overview/side.tsx'
import { SmallGraph } from '../../overview/small-graph.tsx'
import { words } from '../../overview/words.ts'
import { StateSection } from '../../state/state-section.tsx'
import { StepGraph } from '../../step-graph/graph.tsx'
import { stepLines } from '../../step-graph/step-lines.ts'
import { Button } from '../../ui/button.tsx'
import { words as pipelineWords } from './words.ts'

/** How a pipeline is doing. */
export function PipelineOverview({ pipeline, run }: { pipeline: PipelineDetail; run(): void }) {
  const params = useQuery(api.pipelines.params.queryOptions({ input: { ref: pipeline.id } }))
  return (
    <OverviewTab
      kind="pipeline"
      id={pipeline.id}
      firstStep={
        <Button disabled={pipeline.steps === null} onClick={run}>
          <Play aria-hidden="true" className="size-3.5" />
          {pipelineWords.run}
        </Button>
      }
      side={(overview) => (
        <>
          <PipelineInSmall pipeline={pipeline} />
          <RunsIt kind="pipeline" id={pipeline.id} jobs={overview.usedBy} />
          <LinkedJobs title={words.itStarts} jobs={[]} hooks={overview.hooks} />
          <NextTimes next={overview.next} />
          <Parameters schema={params.data?.params ?? {}} />
          <StateSection owner={pipeline.id} />
        </>
      )}
    />
  )
}

function PipelineInSmall({ pipeline: { id, source } }: { pipeline: PipelineDetail }) {
  const manifest = useMemo(() => readManifest(source).manifest, [source])
  const lines = useMemo(() => manifest && stepLines(manifest), [manifest])
  if (manifest === null) return null
  return (
    <SmallGraph kind="pipeline" id={id}>
      <StepGraph
        names={manifest.steps.map(({ name }) => name)}
        links={linksOf(manifest)}
        views={null}
        lines={lines ?? undefined}
        chosen={null}
        onChoose={nothing}
      />
    </SmallGraph>
  )
}

const nothing = (): void => {}
