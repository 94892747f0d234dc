import { Tabs } from '@base-ui/react/tabs'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PipelineRun } from '../../../shared/model/pipeline.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, messageOf } from '../../api/client.ts'
import { StepGraph } from '../../step-graph/graph.tsx'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { FilesView } from './files-view.tsx'
import { LogView } from './log/log-view.tsx'
import { type Piece, PipelineWork } from './pipeline-work.tsx'
import { RunHistory } from './run-history.tsx'
import { tabClass } from './run-tabs.tsx'

const tabs = { steps: 'Steps', files: 'Files', log: 'Log', manifest: 'Manifest', history: 'History' } as const
type Tab = keyof typeof tabs

/** A run of a pipeline: its steps with their numbers, what was done to what, and what came of it. */
export default function PipelineRunTabs({ run }: { run: RunDetail }) {
  const query = useQuery(api.pipelines.view.queryOptions({ input: { ref: run.id } }))
  const [tab, setTab] = useState<Tab>('steps')
  const [step, chooseStep] = useState<string | null>(null)
  const [piece, choosePiece] = useState<Piece | null>(null)
  const { data } = query
  // Whoever opens what failed wants to see where.
  const failed = data?.steps.find(({ failed }) => failed > 0)?.name ?? null
  useEffect(() => chooseStep((before) => before ?? failed), [failed])
  if (query.isError && !data)
    return <Problem message={`The steps could not be read. ${messageOf(query.error)}`} retry={() => void query.refetch()} />
  if (!data) return <SkeletonRows rows={6} />
  return (
    <Tabs.Root value={tab} onValueChange={(next) => setTab(next as Tab)} className="flex min-h-0 flex-1 flex-col">
      <Tabs.List aria-label="Views of this run" className="flex gap-5 border-b border-rule px-4">
        {(Object.keys(tabs) as Tab[]).map((key) => (
          <Tabs.Tab key={key} value={key} className={tabClass}>
            {tabs[key]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="steps" className="flex min-h-0 flex-1 outline-none">
        <Steps
          view={data}
          step={step}
          onStep={chooseStep}
          onOpen={(to, next) => {
            choosePiece(next)
            setTab(to)
          }}
        />
      </Tabs.Panel>
      <Tabs.Panel value="files" className="flex min-h-0 flex-1 flex-col outline-none">
        {piece ? (
          <>
            <PieceName piece={piece} />
            <FilesView run={run} node={`${piece.step}/${piece.nth}`} attempt={null} />
          </>
        ) : (
          <ChooseFirst what="files" />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="log" className="flex min-h-0 flex-1 flex-col outline-none">
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
          <ChooseFirst what="log" />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="manifest" className="min-h-0 flex-1 p-3 outline-none">
        <CodeEditor
          value={data.source}
          language="toml"
          label="Manifest of this run"
          invalid={false}
          readOnly
          onChange={() => {}}
        />
      </Tabs.Panel>
      <Tabs.Panel value="history" className="min-h-0 flex-1 overflow-auto outline-none">
        <RunHistory id={run.id} />
      </Tabs.Panel>
    </Tabs.Root>
  )
}

const ChooseFirst = ({ what }: { what: string }) => (
  <Empty title="Choose a piece of work first">Under Steps, choose a step and then one of its inputs, to see its {what}.</Empty>
)

const PieceName = ({ piece }: { piece: Piece }) => (
  <p className="truncate border-b border-rule px-4 py-1.5 text-sm text-ink-2">
    Step <span className="font-medium text-ink">{piece.step}</span>
    {piece.input === null ? '' : ` with "${piece.input}"`}
  </p>
)

type StepsProps = {
  view: PipelineRun
  step: string | null
  onStep(step: string | null): void
  onOpen(tab: 'log' | 'files', piece: Piece): void
}

function Steps({ view, step, onStep, onOpen }: StepsProps) {
  const names = view.steps.map(({ name }) => name)
  return (
    <>
      <div className="min-w-0 flex-1">
        <StepGraph names={names} links={view.links} views={view.steps} chosen={step} onChoose={onStep} />
      </div>
      {step !== null && names.includes(step) && (
        <PipelineWork key={step} view={view} step={step} onClose={() => onStep(null)} onOpen={onOpen} />
      )}
    </>
  )
}
