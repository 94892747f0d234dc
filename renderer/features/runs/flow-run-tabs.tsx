import { useMemo } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { messageOf } from '../../api/client.ts'
import { usePeek } from '../../ui/panel/use-peek.ts'
import { Problem } from '../../ui/problem.tsx'
import { TabPanel, Tabs, useTab } from '../../ui/tabs.tsx'
import { TabsSkeleton } from '../../ui/tabs-skeleton.tsx'
import { FilesView } from './files-view.tsx'
import { FlowData } from './flow-data.tsx'
import { FlowHistoryView } from './flow-history-view.tsx'
import { FlowPicture } from './flow-picture.tsx'
import { FlowTimeline } from './flow-timeline.tsx'
import { LogView } from './log/log-view.tsx'
import { NodePart } from './node-part.tsx'
import { stepsOf } from './steps.ts'
import { flowEvents, useFlowHistory } from './use-flow-history.ts'
import { words } from './words/page.ts'

/** A run of a flow: where it is, how long what took, what each node was given and gave, and every event. */
export default function FlowRunTabs({ run }: { run: RunDetail }) {
  const { history, error, retry } = useFlowHistory(run.id)
  const [tab, setTab] = useTab(words.flowTabs, run.status === 'failed' ? 'log' : 'graph')
  const events = useMemo(() => flowEvents(history?.events ?? []), [history])
  const steps = useMemo(() => (history ? stepsOf(history.definition, events) : []), [history, events])
  const peek = usePeek(nodeToSee(run))
  if (error) return <Problem message={words.historyUnreadable(messageOf(error))} retry={retry} />
  if (!history) return <TabsSkeleton tabs={words.flowTabs} />
  const chosen = peek.id !== null && Object.hasOwn(history.definition.nodes, peek.id) ? peek.id : null
  return (
    <Tabs label={words.tabs} tabs={words.flowTabs} tab={tab} onTab={setTab}>
      <TabPanel of="graph" fill="with-panel">
        <FlowPicture run={run} history={history} steps={steps} peek={{ ...peek, id: chosen }} onLog={() => setTab('log')} />
      </TabPanel>
      <TabPanel of="timeline">
        <FlowTimeline
          run={run}
          definition={history.definition}
          steps={steps}
          onOpen={(node) => {
            setTab('graph')
            peek.show(node)
          }}
        />
      </TabPanel>
      <TabPanel of="data">
        <FlowData run={run} steps={steps} />
      </TabPanel>
      <TabPanel of="history" fill="column">
        <FlowHistoryView run={run} history={history} />
      </TabPanel>
      <TabPanel of="files" fill="column">
        <NodePart run={run} events={events} chosen={chosen} onChoose={peek.show} what="files">
          {({ id, attempt }) => <FilesView key={`${run.id} ${id} ${attempt}`} run={run} node={id} attempt={null} />}
        </NodePart>
      </TabPanel>
      <TabPanel of="log" fill="column">
        <NodePart run={run} events={events} chosen={chosen} onChoose={peek.show} what="output">
          {({ id, attempt }, name) => (
            <LogView key={`${run.id} ${id} ${attempt}`} run={run} node={id} name={name} attempt={null} />
          )}
        </NodePart>
      </TabPanel>
    </Tabs>
  )
}

/** Whoever opens what failed, or what waits for a person, wants to see where. */
function nodeToSee({ nodes, waiting }: RunDetail): string | null {
  const awaited = waiting?.for === 'approval' || waiting?.for === 'signal'
  const node =
    nodes.find(({ status }) => status === 'failed') ?? (awaited ? nodes.find(({ waitsFor }) => waitsFor !== null) : null)
  return node?.key ?? null
}
