import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PipelineRun } from '../../../shared/model/pipeline.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, messageOf } from '../../api/client.ts'
import { StepGraph } from '../../step-graph/graph.tsx'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { SidePanel } from '../../ui/panel/side-panel.tsx'
import { type Peek, usePeek } from '../../ui/panel/use-peek.ts'
import { Problem } from '../../ui/problem.tsx'
import { TabPanel, Tabs, useTab } from '../../ui/tabs.tsx'
import { LogView } from './log/log-view.tsx'
import { PipelinePart, pieceOf } from './pipeline-part.tsx'
import { type Piece, PipelineWork } from './pipeline-work.tsx'
import { placeOfNode, usePlace } from './place.ts'
import { rowsOfPipeline } from './rows/rows-of-pipeline.ts'
import { RunDetails } from './run-details.tsx'
import { RunHistory } from './run-history.tsx'
import { TabsAhead } from './tabs-ahead.tsx'
import { Timeline } from './timeline/timeline.tsx'
import { words as timelineWords } from './timeline/words.ts'
import { executionsShown, useExecutions } from './use-executions.ts'
import { useTabKeys } from './use-tab-keys.ts'
import { words } from './words/page.ts'
import { pipelineWords } from './words/pipeline.ts'

/** A run of a pipeline: its steps with their numbers, what was done to what, and what came of it. */
export default function PipelineRunTabs({ run }: { run: RunDetail }) {
  const query = useQuery(api.pipelines.view.queryOptions({ input: { ref: run.id } }))
  const [tab, setTab] = useTab(words.pipelineTabs, run.status === 'failed' ? 'log' : 'graph')
  const { show } = usePlace()
  const { data } = query
  const executions = useExecutions(data)
  const rows = useMemo(() => (data ? rowsOfPipeline(data, executions) : []), [data, executions])
  // Whoever opens what failed wants to see where.
  const peek = usePeek(data?.steps.find(({ failed }) => failed > 0)?.name ?? null)
  useTabKeys(words.pipelineTabs, setTab)
  if (query.isError && !data)
    return <Problem message={pipelineWords.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
  if (!data) return <TabsAhead run={run} kind="pipeline" />
  const isPart = data.steps.some(({ given }) => given > executionsShown)
  return (
    <Tabs label={words.tabs} tabs={words.pipelineTabs} tab={tab} onTab={setTab}>
      <TabPanel of="log" fill="column">
        <PipelinePart run={run} rows={rows} what="output" />
      </TabPanel>
      <TabPanel of="timeline" fill="column">
        <Timeline
          run={run}
          rows={rows}
          note={isPart ? timelineWords.firstRows(executionsShown) : null}
          log={({ key, place, name }) =>
            place?.item != null && <LogView key={key} run={run} node={pieceOf(place)} name={name} attempt={null} />
          }
        />
      </TabPanel>
      <TabPanel of="graph" fill="with-panel">
        <Steps view={data} peek={peek} onOpen={(to, { step, nth }) => show(placeOfNode(`${step}/${nth}`), { tab: to })} />
      </TabPanel>
      <TabPanel of="files" fill="column">
        <PipelinePart run={run} rows={rows} what="files" />
      </TabPanel>
      <TabPanel of="data" fill="column">
        <div className="p-4">
          <RunDetails run={run} />
        </div>
        <div className="min-h-40 flex-1 p-3">
          <CodeEditor
            value={data.source}
            language="toml"
            label={pipelineWords.manifest}
            invalid={false}
            readOnly
            onChange={() => {}}
          />
        </div>
      </TabPanel>
      <TabPanel of="history">
        <RunHistory id={run.id} />
      </TabPanel>
    </Tabs>
  )
}

type StepsProps = { view: PipelineRun; peek: Peek; onOpen(tab: 'log' | 'files', piece: Piece): void }

function Steps({ view, peek, onOpen }: StepsProps) {
  const names = view.steps.map(({ name }) => name)
  const step = names.find((name) => name === peek.id) ?? null
  return (
    <>
      <div className="min-h-0 flex-1">
        <StepGraph
          names={names}
          links={view.links}
          views={view.steps}
          chosen={step}
          onChoose={(name) => (name === null ? step !== null && peek.close() : peek.show(name))}
        />
      </div>
      {step !== null && (
        <SidePanel onClose={peek.close}>
          <PipelineWork key={step} view={view} step={step} onOpen={onOpen} />
        </SidePanel>
      )}
    </>
  )
}
