import type { ReactNode } from 'react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { words as tabWords } from '../../definition/words.ts'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { FlowOverview } from './flow-overview.tsx'
import { FlowVersions } from './versions.tsx'

/** What other features show on the page of a flow. */
export type FlowParts = { triggers(flow: FlowDetail): ReactNode; runs(flow: FlowDetail): ReactNode }

export type FlowTab = keyof typeof tabWords.flowTabs

type Props = {
  flow: FlowDetail | null
  tab: FlowTab
  onTab(tab: FlowTab): void
  source: string
  onRestore(source: string): void
  onRun(): void
  parts: FlowParts
  editor: ReactNode
}

/** A flow by its tabs; one that is not saved yet has its editor alone. */
export function FlowTabs({ flow, tab, onTab, source, onRestore, onRun, parts, editor }: Props) {
  return (
    <Tabs label={tabWords.views.flow} tabs={tabWords.flowTabs} tab={tab} onTab={onTab} isBare={flow === null}>
      {flow && (
        <TabPanel of="overview">
          <FlowOverview flow={flow} run={onRun} />
        </TabPanel>
      )}
      <TabPanel of="editor" fill="column">
        {editor}
      </TabPanel>
      {flow && (
        <>
          <TabPanel of="triggers" fill="with-panel">
            {parts.triggers(flow)}
          </TabPanel>
          <TabPanel of="runs" fill="with-panel">
            {parts.runs(flow)}
          </TabPanel>
          <TabPanel of="versions" fill="column">
            <FlowVersions flow={flow} source={source} onRestore={onRestore} />
          </TabPanel>
        </>
      )}
    </Tabs>
  )
}
