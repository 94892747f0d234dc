import { Ban, Check, CircleDashed, History, LoaderCircle, X } from 'lucide-react'
import type { Execution, ExecutionStatus, PipelineRun } from '../../../../shared/model/pipeline.ts'
import { countsText, lookOfStep } from '../../../step-graph/step-look.ts'
import { placeOfNode } from '../place.ts'
import { pipelineWords } from '../words/pipeline.ts'
import type { RunRow, SegmentKind } from './row.ts'
import { rowWords as words } from './words.ts'

const kinds: Record<ExecutionStatus, SegmentKind> = {
  queued: 'waiting',
  running: 'running',
  done: 'succeeded',
  reused: 'succeeded',
  failed: 'failed',
  stopped: 'cancelled',
}

const looks: Record<ExecutionStatus, { icon: typeof Check; ink: string }> = {
  queued: { icon: CircleDashed, ink: 'text-ink-3' },
  running: { icon: LoaderCircle, ink: 'text-run' },
  done: { icon: Check, ink: 'text-ok' },
  reused: { icon: History, ink: 'text-ok' },
  failed: { icon: X, ink: 'text-bad' },
  stopped: { icon: Ban, ink: 'text-warn' },
}

/** The steps of a pipeline's run, each with the inputs it was applied to. */
export function rowsOfPipeline(view: Pick<PipelineRun, 'steps'>, executions: readonly Execution[]): RunRow[] {
  const ofStep = Map.groupBy(executions, ({ step }) => step)
  return view.steps.flatMap((step) => {
    const pieces = (ofStep.get(step.name) ?? []).map(rowOfExecution)
    const started = pieces.flatMap(({ from }) => from ?? [])
    const from = started.length === 0 ? null : started.reduce((first, at) => Math.min(first, at))
    const isOpen = step.running > 0 || step.waiting > 0
    const to = isOpen || from === null ? null : pieces.reduce((end, piece) => Math.max(end, piece.to ?? 0), 0)
    const { icon, ink, word } = lookOfStep(step)
    const kind = step.running > 0 ? 'running' : step.failed > 0 ? 'failed' : 'succeeded'
    const row: RunRow = {
      key: step.name,
      parent: null,
      name: step.name,
      look: { icon, ink, word: countsText(step) || word },
      ...{ from, to, note: null },
      segments: from === null ? [] : [{ kind, from, to }],
      place: placeOfNode(step.name),
    }
    return [row, ...pieces]
  })
}

/** What is read of a step that was done to an input, wherever it is listed. */
export function rowOfExecution({
  step,
  nth,
  status,
  input,
  startedAt: from,
  endedAt: to,
  reusedFrom,
  attempts,
}: Execution): RunRow {
  const hasLog = attempts > 0 || status === 'reused'
  return {
    key: `${step}/${nth}`,
    parent: step,
    name: input?.name ?? words.noInput,
    look: { ...looks[status], word: pipelineWords.statuses[status] },
    ...{ from, to },
    segments: from === null || reusedFrom !== null ? [] : [{ kind: kinds[status], from, to }],
    place: hasLog ? placeOfNode(`${step}/${nth}`) : null,
    note: reusedFrom === null ? null : words.fromRun(reusedFrom),
  }
}
