import type { ReactNode } from 'react'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { words as tabWords } from '../../definition/words.ts'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { PipelineOverview } from './pipeline-overview.tsx'
import { PipelineVersions } from './pipeline-versions.tsx'

/** What other features show on the page of a pipeline. */
export type PipelineParts = { triggers(pipeline: PipelineDetail): ReactNode; runs(pipeline: PipelineDetail): ReactNode }

export type PipelineTab = keyof typeof tabWords.pipelineTabs

type Props = {
  pipeline: PipelineDetail | null
  tab: PipelineTab
  onTab(tab: PipelineTab): void
  onRun(): void
  parts: PipelineParts
  manifest: ReactNode
}

/** A pipeline by its tabs; one that is not saved yet has its manifest alone. */
export const PipelineTabs = ({ pipeline, tab, onTab, onRun, parts, manifest }: Props) => (
  <Tabs label={tabWords.views.pipeline} tabs={tabWords.pipelineTabs} tab={tab} onTab={onTab} isBare={pipeline === null}>
    {pipeline && (
      <TabPanel of="overview">
        <PipelineOverview pipeline={pipeline} run={onRun} />
      </TabPanel>
    )}
    <TabPanel of="manifest" fill="column">
      {manifest}
    </TabPanel>
    {pipeline && (
      <>
        <TabPanel of="triggers" fill="with-panel">
          {parts.triggers(pipeline)}
        </TabPanel>
        <TabPanel of="runs" fill="with-panel">
          {parts.runs(pipeline)}
        </TabPanel>
        <TabPanel of="versions" fill="column">
          <PipelineVersions pipeline={pipeline} />
        </TabPanel>
      </>
    )}
  </Tabs>
)
