import { useMemo } from 'react'
import type { RunDetail } from '../../../../../shared/model/run.ts'
import { useConnection } from '../../../../api/connection.ts'
import { Button } from '../../../../ui/button.tsx'
import { bytesText } from '../../../../ui/bytes-text.ts'
import { Empty } from '../../../../ui/empty.tsx'
import { Problem } from '../../../../ui/problem.tsx'
import type { RunRow } from '../../rows/row.ts'
import { type Saving, useSaving } from '../use-download.ts'
import { words as logWords } from '../words.ts'
import { AllTools } from './all-tools.tsx'
import { GoneStepLogs } from './gone-steps.tsx'
import { stepLabels } from './step-labels.ts'
import { StepRows } from './step-rows.tsx'
import { stepTexts } from './step-texts.ts'
import { type AllState, useAllSteps } from './use-all-steps.ts'
import { words } from './words.ts'

/** More steps than this are not read together. */
const mostSteps = 20_000

/** The lines of all steps of a run in the order of their times. */
export function AllStepsLog({ run, rows }: { run: RunDetail; rows: readonly RunRow[] }) {
  const state = useAllSteps(run)
  const label = useMemo(() => stepLabels(rows), [rows])
  const saving = useSaving(`run-${run.number}-all-steps.log`)
  const { problem, retry, stretch, lines, opening, isOnly, isFiltered } = state
  return (
    <>
      <AllTools state={state} onDownload={() => saving.start((signal) => stepTexts(run.id, label, signal))} />
      <GoneStepLogs run={run} label={label} />
      {problem !== null && <Problem message={words.unreadable(problem)} retry={retry} />}
      {stretch === null ? (
        <div className="flex-1 bg-sunken" />
      ) : lines.length === 0 && !state.isReading ? (
        <NoLines isFiltered={isFiltered} ended={stretch.ended} showAll={state.showAll} />
      ) : (
        <StepRows
          key={`${opening.times} ${isOnly}`}
          run={run}
          lines={lines}
          base={isOnly ? 0 : stretch.base}
          start={isOnly ? 0 : opening.row}
          isTop={isOnly || !stretch.hasBefore}
          isLive={!stretch.hasAfter}
          hitAt={state.hitAt}
          isHit={state.isHit}
          isFiltered={isFiltered}
          ended={stretch.ended}
          label={label}
          look={state.look}
          current={state.currentName}
          goal={state.goal}
          handle={state.rows}
          pinned={state.pinned}
          toTop={() => state.open('start')}
          toEnd={() => state.open('end')}
          nearTop={() => !isOnly && stretch.hasBefore && state.earlier()}
          nearEnd={() => !isOnly && stretch.hasAfter && state.later()}
        />
      )}
      <Status state={state} saving={saving} />
    </>
  )
}

type NoLinesProps = { isFiltered: boolean; ended: boolean; showAll(): void }

function NoLines({ isFiltered, ended, showAll }: NoLinesProps) {
  if (isFiltered) return <Empty title={words.noneLeft} action={<Button onClick={showAll}>{logWords.showAllLines}</Button>} />
  return ended ? <Empty title={words.noneEver} /> : <Empty title={words.none}>{words.noneHint}</Empty>
}

function Status({ state: { stretch, lines, isOnly }, saving }: { state: AllState; saving: Saving }) {
  const isOpen = useConnection((connection) => connection.state === 'open')
  const isAll = stretch !== null && !stretch.hasBefore && !stretch.hasAfter
  const text = stretch?.ended ? words.complete : isOpen ? words.running : words.disconnected
  return (
    <section
      aria-label={words.status}
      className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-3 border-t border-rule bg-surface px-4 text-sm text-ink-2"
    >
      <span className="whitespace-nowrap tabular-nums">
        {isOnly ? words.matching(lines.length) : words.shown(lines.length, isAll)} · {words.byTime} · {text}
      </span>
      {saving.bytes !== null && (
        <span className="flex items-center gap-2">
          <span role="status" className="tabular-nums">
            {logWords.downloading(bytesText(saving.bytes))}
          </span>
          <Button small look="quiet" onClick={saving.cancel}>
            {logWords.cancel}
          </Button>
        </span>
      )}
      {stretch?.isPart && <span className="text-warn">{words.firstSteps(mostSteps)}</span>}
    </section>
  )
}
