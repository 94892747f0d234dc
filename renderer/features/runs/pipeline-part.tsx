import { useMemo } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { Empty } from '../../ui/empty.tsx'
import { AllSteps } from './all-steps.tsx'
import { CompareView } from './compare/compare-view.tsx'
import { FilesView } from './files-view.tsx'
import { HookLog } from './hook-log.tsx'
import { EmptyLog } from './log/empty-log.tsx'
import { LogView } from './log/log-view.tsx'
import { type Place, usePlace } from './place.ts'
import { isAllSteps, withAll } from './rows/all-row.ts'
import { Beside } from './rows/beside.tsx'
import type { RunRow } from './rows/row.ts'
import { hookAt, rowsOfHooks } from './rows/rows-of-hooks.ts'
import { rowWords } from './rows/words.ts'
import { useCompare } from './use-compare.ts'
import { pipelineWords as words } from './words/pipeline.ts'

/** How the API names a step that was applied to an input: `sort/1`. */
export const pieceOf = ({ step, item }: Pick<Place, 'step' | 'item'>): string =>
  item === null ? `${step}` : `${step}/${item - 1}`

/** The input that the address names, or of a step its first that failed; without one, the first of all that failed, else that started. */
function chosenRow(rows: readonly RunRow[], { step, item }: Place): RunRow | null {
  const pieces = rows.filter(({ parent, place }) => parent !== null && place !== null && (step === null || place.step === step))
  if (item !== null) return pieces.find(({ place }) => place?.item === item) ?? null
  return pieces.find(({ segments }) => segments.some(({ kind }) => kind === 'failed')) ?? pieces[0] ?? null
}

/** The output or the files of a step, applied to one input. */
export function PipelinePart({ run, rows, what }: { run: RunDetail; rows: RunRow[]; what: 'output' | 'files' }) {
  const { place } = usePlace()
  const compare = useCompare()
  const hooks = useMemo(() => rowsOfHooks(run.hooks), [run.hooks])
  const listed = useMemo(() => (what === 'output' ? [...withAll(rows), ...hooks] : rows), [what, rows, hooks])
  const hook = hookAt(run.hooks, place)
  if (what === 'output' && hook !== -1) return <HookLog run={run} rows={listed} index={hook} />
  if (what === 'output' && isAllSteps(place)) return <AllSteps run={run} rows={listed} />
  const row = chosenRow(rows, place)
  const node = row?.place ? pieceOf(row.place) : null
  if (what === 'output' && compare.isOpen)
    return <CompareView run={run} node={node} attempt={null} other={compare.other} onClose={compare.close} />
  const chosen = row?.key ?? rows.find(({ key }) => key === place.step)?.key ?? null
  const props = { run, node, name: row?.name ?? null, attempt: null }
  return (
    <Beside
      label={rowWords.steps}
      rows={rows.length + hooks.length > 1 ? listed : rows}
      chosen={chosen}
      isLive={run.endedAt === null}
    >
      {row === null && what === 'output' ? (
        <EmptyLog run={run} title={words.chooseInput}>
          {words.chooseInputHint}
        </EmptyLog>
      ) : row === null ? (
        <Empty title={words.chooseInput}>{words.chooseInputHint}</Empty>
      ) : what === 'files' ? (
        <FilesView key={`${run.id} ${node}`} {...props} />
      ) : (
        <LogView key={`${run.id} ${node}`} {...props} />
      )}
    </Beside>
  )
}
