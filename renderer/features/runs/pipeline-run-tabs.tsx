import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PipelineRun } from '../../../shared/model/pipeline.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, messageOf } from '../../api/client.ts'
import { StepGraph } from '../../step-graph/graph.tsx'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SidePanel } from '../../ui/panel/side-panel.tsx'
import { type Peek, usePeek } from '../../ui/panel/use-peek.ts'
import { Problem } from '../../ui/problem.tsx'
import { TabPanel, Tabs, useTab } from '../../ui/tabs.tsx'
import { TabsSkeleton } from '../../ui/tabs-skeleton.tsx'
import { FilesView } from './files-view.tsx'
import { LogView } from './log/log-view.tsx'
import { type Piece, PipelineWork } from './pipeline-work.tsx'
import { RunHistory } from './run-history.tsx'
import { words } from './words/page.ts'
import { pipelineWords } from './words/pipeline.ts'

/** A run of a pipeline: its steps with their numbers, what was done to what, and what came of it. */
export default function PipelineRunTabs({ run }: { run: RunDetail }) {
  const query = useQuery(api.pipelines.view.queryOptions({ input: { ref: run.id } }))
  const [tab, setTab] = useTab(words.pipelineTabs, run.status === 'failed' ? 'log' : 'graph')
  const [piece, choosePiece] = useState<Piece | null>(null)
  const { data } = query
  // Whoever opens what failed wants to see where.
  const failed = data?.steps.find(({ failed }) => failed > 0)?.name ?? null
  const peek = usePeek(failed)
  if (query.isError && !data)
    return <Problem message={pipelineWords.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
  if (!data) return <TabsSkeleton tabs={words.pipelineTabs} />
  return (
    <Tabs label={words.tabs} tabs={words.pipelineTabs} tab={tab} onTab={setTab}>
      <TabPanel of="graph" fill="with-panel">
        <Steps
          view={data}
          peek={peek}
          onOpen={(to, next) => {
            choosePiece(next)
            setTab(to)
          }}
        />
      </TabPanel>
      <TabPanel of="files" fill="column">
        {piece ? (
          <>
            <PieceName piece={piece} />
            <FilesView run={run} node={`${piece.step}/${piece.nth}`} attempt={null} />
          </>
        ) : (
          <ChooseFirst />
        )}
      </TabPanel>
      <TabPanel of="log" fill="column">
        {piece || failed !== null ? (
          <>
            {piece && <PieceName piece={piece} />}
            <LogView
              key={`${run.id} ${piece?.step ?? failed} ${piece?.nth}`}
              run={run}
              node={piece ? `${piece.step}/${piece.nth}` : failed}
              attempt={null}
            />
          </>
        ) : (
          <ChooseFirst />
        )}
      </TabPanel>
      <TabPanel of="data" fill="column">
        <div className="min-h-0 flex-1 p-3">
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

const ChooseFirst = () => <Empty title={pipelineWords.chooseInput}>{pipelineWords.chooseInputHint}</Empty>

const PieceName = ({ piece }: { piece: Piece }) => (
  <p className="truncate border-b border-rule px-4 py-1.5 text-sm text-ink-2">
    {pipelineWords.stepWith(<bdi className="font-medium text-ink">{piece.step}</bdi>, piece.input)}
  </p>
)

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
