import { Tabs } from '@base-ui/react/tabs'
import { useEffect, useMemo, useState } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { messageOf } from '../../api/client.ts'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { FilesView } from './files-view.tsx'
import { FlowData } from './flow-data.tsx'
import { FlowHistoryView } from './flow-history-view.tsx'
import { FlowPicture } from './flow-picture.tsx'
import { FlowTimeline } from './flow-timeline.tsx'
import { LogView } from './log/log-view.tsx'
import { NodePart } from './node-part.tsx'
import { tabClass } from './run-tabs.tsx'
import { stepsOf } from './steps.ts'
import { flowEvents, useFlowHistory } from './use-flow-history.ts'

const tabs = { graph: 'Graph', timeline: 'Timeline', data: 'Data', history: 'History', files: 'Files', log: 'Log' } as const
type Tab = keyof typeof tabs

/** A run of a flow: where it is, how long what took, what each node was given and gave, and every event. */
export default function FlowRunTabs({ run }: { run: RunDetail }) {
  const { history, error, retry } = useFlowHistory(run.id)
  const [tab, setTab] = useState<Tab>('graph')
  const [chosen, choose] = useState<string | null>(null)
  const events = useMemo(() => flowEvents(history?.events ?? []), [history])
  const steps = useMemo(() => (history ? stepsOf(history.definition, events) : []), [history, events])
  // Whoever opens what failed wants to see where.
  const failed = run.nodes.find(({ status }) => status === 'failed')?.key ?? null
  useEffect(() => choose((before) => before ?? failed), [failed])
  if (error) return <Problem message={`The history could not be read. ${messageOf(error)}`} retry={retry} />
  if (!history) return <SkeletonRows rows={6} />
  return (
    <Tabs.Root value={tab} onValueChange={(next) => setTab(next as Tab)} className="flex min-h-0 flex-1 flex-col">
      <Tabs.List aria-label="Views of this run" className="flex gap-5 border-b border-rule px-4">
        {(Object.keys(tabs) as Tab[]).map((key) => (
          <Tabs.Tab key={key} value={key} className={tabClass}>
            {tabs[key]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="graph" className="flex min-h-0 flex-1 outline-none">
        <FlowPicture run={run} history={history} steps={steps} chosen={chosen} onChoose={choose} onLog={() => setTab('log')} />
      </Tabs.Panel>
      <Tabs.Panel value="timeline" className="min-h-0 flex-1 overflow-auto outline-none">
        <FlowTimeline
          run={run}
          definition={history.definition}
          steps={steps}
          onOpen={(node) => {
            choose(node)
            setTab('graph')
          }}
        />
      </Tabs.Panel>
      <Tabs.Panel value="data" className="min-h-0 flex-1 overflow-auto outline-none">
        <FlowData run={run} steps={steps} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className="flex min-h-0 flex-1 outline-none">
        <FlowHistoryView run={run} history={history} />
      </Tabs.Panel>
      <Tabs.Panel value="files" className="flex min-h-0 flex-1 flex-col outline-none">
        <NodePart run={run} events={events} chosen={chosen} onChoose={choose} what="files">
          {({ id, attempt }) => <FilesView key={`${run.id} ${id} ${attempt}`} run={run} node={id} attempt={null} />}
        </NodePart>
      </Tabs.Panel>
      <Tabs.Panel value="log" className="flex min-h-0 flex-1 flex-col outline-none">
        <NodePart run={run} events={events} chosen={chosen} onChoose={choose} what="output">
          {({ id, attempt }, name) => (
            <LogView key={`${run.id} ${id} ${attempt}`} run={run} node={id} name={name} attempt={null} />
          )}
        </NodePart>
      </Tabs.Panel>
    </Tabs.Root>
  )
}
