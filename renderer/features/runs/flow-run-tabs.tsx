import { useMemo } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { messageOf } from '../../api/client.ts'
import { stepsOf } from '../../flow-run/steps.ts'
import { flowEvents, useFlowHistory } from '../../flow-run/use-flow-history.ts'
import { usePeek } from '../../ui/panel/use-peek.ts'
import { Problem } from '../../ui/problem.tsx'
import { TabPanel, Tabs, useTab } from '../../ui/tabs.tsx'
import { FlowData } from './flow-data.tsx'
import { FlowHistoryView } from './flow-history-view.tsx'
import { FlowPart } from './flow-part.tsx'
import { FlowPicture } from './flow-picture.tsx'
import { LogView } from './log/log-view.tsx'
import { usePlace } from './place.ts'
import { rowsOfFlow } from './rows/rows-of-flow.ts'
import { RunDetails } from './run-details.tsx'
import { TabsAhead } from './tabs-ahead.tsx'
import { Timeline } from './timeline/timeline.tsx'
import { useTabKeys } from './use-tab-keys.ts'
import { words } from './words/page.ts'

/** A run of a flow: where it is, how long what took, what each node was given and gave, and every event. */
export default function FlowRunTabs({ run }: { run: RunDetail }) {
  const { history, error, retry } = useFlowHistory(run.id)
  const [tab, setTab] = useTab(words.flowTabs, run.status === 'failed' ? 'log' : 'graph')
  const { place, show } = usePlace()
  const events = useMemo(() => flowEvents(history?.events ?? []), [history])
  const steps = useMemo(() => (history ? stepsOf(history.definition, events) : []), [history, events])
  const rows = useMemo(() => (history ? rowsOfFlow(history.definition, steps) : []), [history, steps])
  const peek = usePeek(nodeToSee(run))
  // What is selected in the graph is what the other tabs show.
  const choose = (node: string) => (place.step === null ? peek.show(node) : show({}, { peek: node }))
  useTabKeys(words.flowTabs, setTab)
  if (error) return <Problem message={words.historyUnreadable(messageOf(error))} retry={retry} />
  if (!history) return <TabsAhead run={run} kind="flow" />
  const chosen = peek.id !== null && Object.hasOwn(history.definition.nodes, peek.id) ? peek.id : null
  const part = { run, events, rows, seen: chosen }
  return (
    <Tabs label={words.tabs} tabs={words.flowTabs} tab={tab} onTab={setTab}>
      <TabPanel of="log" fill="column">
        <FlowPart {...part} what="output" />
      </TabPanel>
      <TabPanel of="timeline" fill="column">
        <Timeline
          run={run}
          rows={rows}
          log={({ key, place, name }) =>
            place && <LogView key={key} run={run} node={nodeOf(place)} name={name} attempt={place.attempt} />
          }
        />
      </TabPanel>
      <TabPanel of="graph" fill="with-panel">
        <FlowPicture
          run={run}
          history={history}
          steps={steps}
          peek={{ ...peek, id: chosen, show: choose }}
          onLog={() => show({ step: chosen }, { tab: 'log' })}
        />
      </TabPanel>
      <TabPanel of="files" fill="column">
        <FlowPart {...part} what="files" />
      </TabPanel>
      <TabPanel of="data">
        <div className="px-4 pt-4">
          <RunDetails run={run} />
        </div>
        <FlowData run={run} steps={steps} />
      </TabPanel>
      <TabPanel of="history" fill="column">
        <FlowHistoryView run={run} history={history} />
      </TabPanel>
    </Tabs>
  )
}

/** How the API names a step of a flow: `tests#1/0`. */
const nodeOf = ({ step, visit, item }: { step: string | null; visit: number | null; item: number | null }): string =>
  `${step}${visit === null ? '' : `#${visit}`}${item === null ? '' : `/${item - 1}`}`

/** Whoever opens what failed, or what waits for a person, wants to see where. */
function nodeToSee({ nodes, waiting, failedNode }: RunDetail): string | null {
  const awaited = waiting?.for === 'approval' || waiting?.for === 'signal'
  const node =
    nodes.find(({ key }) => key === failedNode) ??
    nodes.find(({ status }) => status === 'failed') ??
    (awaited ? nodes.find(({ waitsFor }) => waitsFor !== null) : null)
  return node?.key ?? null
}
