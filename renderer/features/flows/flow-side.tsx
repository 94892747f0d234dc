import { useEffect, useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TabPanel, Tabs, useTab } from '../../ui/tabs.tsx'
import { Versions } from './versions.tsx'
import { words } from './words.ts'

/** The drawing of what is typed, or the versions of the flow: at first, the version of that number if one is asked for. */
export function FlowSide({
  flow,
  asked,
  source,
  definition,
  onRestore,
}: {
  flow: FlowDetail | null
  asked: string | undefined
  source: string
  definition: Definition | null
  onRestore(source: string): void
}) {
  const [tab, setTab] = useTab(words.tabs, asked === undefined ? 'graph' : 'versions')
  const [chosen, choose] = useState<string | null>(null)
  // While what is typed is wrong, the last drawing that was right stays.
  const [drawn, setDrawn] = useState(definition)
  useEffect(() => {
    if (definition) setDrawn(definition)
  }, [definition])
  const graph = drawn ? (
    <FlowGraph graph={drawn} views={null} chosen={chosen} onChoose={choose} />
  ) : (
    <Empty title={words.noGraph}>{words.noGraphText}</Empty>
  )
  return (
    <div className="flex min-w-0 flex-1 flex-col max-[640px]:min-h-[60vh]">
      {flow ? (
        <Tabs label={words.views} tabs={words.tabs} tab={tab} onTab={setTab}>
          <TabPanel of="graph" fill="column">
            {graph}
          </TabPanel>
          <TabPanel of="versions" fill="column">
            <Versions flow={flow} asked={asked === undefined ? null : Number(asked)} source={source} onRestore={onRestore} />
          </TabPanel>
        </Tabs>
      ) : (
        graph
      )}
    </div>
  )
}
