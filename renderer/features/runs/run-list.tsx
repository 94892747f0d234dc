import { Pin, PinOff, Play, RotateCcw, Square, Trash2 } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { useLocation } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import { ErrorLine } from '../../error-line.tsx'
import { statusWord } from '../../run-status.tsx'
import { useViewColumns } from '../../saved-views/view-columns.ts'
import { asksFrom } from '../../ui/do-all.ts'
import type { Action } from '../../ui/table/action.ts'
import { Table } from '../../ui/table/table.tsx'
import { duration, instant } from '../../ui/time.tsx'
import { type BulkAction, bulk } from './bulk.ts'
import { type Asked, BulkDialog } from './bulk-dialog.tsx'
import { OperationsPanel, operationsPeek } from './operations/operations-panel.tsx'
import { RunPeek } from './peek/run-peek.tsx'
import { actionsOf } from './row-actions.ts'
import { newestFirst, runColumns } from './run-columns.tsx'
import { RunsFooter } from './runs-footer.tsx'
import { triggerText } from './trigger-text.ts'
import { useRunCount } from './use-run-count.ts'
import { useStillRows } from './use-still-rows.ts'
import { bulkWords, listWords, nouns } from './words/list.ts'

/** For "Re-run" and the menu. */
const actionsWidth = 104

type Props = { runs: Run[]; empty: ReactNode; more: (() => void) | null; q: string; isNewestFirst: boolean }

export function RunList({ runs, empty, more, q, isNewestFirst }: Props) {
  const [, go] = useLocation()
  const [asked, ask] = useState<Asked | null>(null)
  const count = useRunCount(q, more !== null)
  const matching = more === null ? null : count
  const doing = { go, askDelete: ({ id }: Run) => ask({ action: 'delete', target: { ids: [id] } }) }
  const still = useStillRows(runs, q)
  return (
    <div className="contents" {...still.pointer}>
      <Table
        label={listWords.title}
        nouns={nouns}
        columns={runColumns}
        items={still.rows}
        keyOf={idOf}
        nameOf={nameOf}
        sentenceOf={sentenceOf}
        onOpen={useCallback(({ number }: Run) => go(`/runs/${number}`), [go])}
        holdsNew={isNewestFirst}
        more={more}
        usualSort={newestFirst}
        layout={useViewColumns('runs')}
        actionsOf={(run) => actionsOf(run, doing)}
        actionsWidth={actionsWidth}
        bulkOf={(chosen, isAll) => bulkActionsOf(chosen, isAll ? q : null, ask)}
        canSelectMatching
        matching={matching}
        scope={q}
        peek={{
          idOf: ({ number }) => String(number),
          contentOf: (id) =>
            id === operationsPeek ? <OperationsPanel /> : <RunPeek reference={id} actionsOf={(run) => actionsOf(run, doing)} />,
        }}
        noteOf={errorLine}
        noteBelow="status"
        empty={empty}
        footer={
          <RunsFooter
            runs={runs}
            hasMore={more !== null}
            matching={matching}
            isFiltered={q !== ''}
            isNewestFirst={isNewestFirst}
          />
        }
      />
      {asked && <BulkDialog asked={asked} onClose={() => ask(null)} />}
    </div>
  )
}

const idOf = ({ id }: Run): string => id
const nameOf = ({ number }: Run): string => listWords.nameOf(number)

function sentenceOf(run: Run): string {
  const { title, number, startedAt, endedAt, createdAt, error, pinnedAt } = run
  const took = startedAt !== null && endedAt !== null ? duration(endedAt - startedAt) : null
  const at = instant(startedAt ?? createdAt)
  const text = listWords.sentence({
    status: statusWord(run),
    title,
    number,
    trigger: triggerText(run),
    at,
    took,
    isPinned: pinnedAt !== null,
  })
  return error === null ? text : listWords.withError(text, error.slice(0, 300))
}

const errorLine = ({ error }: Run) => error && <ErrorLine error={error} />

/**
 * `all` is the filter if everything that matches it is selected: then LocalFlow asks first, as it does before it starts many
 * runs.
 */
function bulkActionsOf(runs: Run[], all: string | null, ask: (asked: Asked) => void): Action[] {
  const target = all === null ? { ids: runs.map(idOf) } : { q: all }
  const isAsked = (action: BulkAction) => all !== null || (runs.length >= asksFrom && (action === 'rerun' || action === 'retry'))
  const act = (action: BulkAction) => () => (isAsked(action) ? ask({ action, target }) : bulk(action, target))
  const nameOfAction = (action: BulkAction) => {
    const { button } = bulkWords.actions[action]
    return isAsked(action) || action === 'delete' ? bulkWords.asks(button) : button
  }
  const canRetry = all !== null || runs.some(({ endedAt, status }) => endedAt !== null && status !== 'succeeded')
  const canStop = all !== null || runs.some(({ endedAt }) => endedAt === null)
  const isPinned = all === null && runs.every(({ pinnedAt }) => pinnedAt !== null)
  return [
    {
      ...{ name: nameOfAction('retry'), icon: RotateCcw, key: 'retrySelected', isMain: true, act: act('retry') },
      refusal: canRetry ? undefined : bulkWords.noneToRetry,
    },
    {
      ...{ name: nameOfAction('cancel'), icon: Square, key: 'stopSelected', isMain: true, act: act('cancel') },
      refusal: canStop ? undefined : bulkWords.noneToStop,
    },
    ...(isPinned ? [] : [{ name: nameOfAction('pin'), icon: Pin, isMain: true, act: act('pin') }]),
    ...(isPinned || all !== null ? [{ name: nameOfAction('unpin'), icon: PinOff, isMain: isPinned, act: act('unpin') }] : []),
    { name: nameOfAction('rerun'), icon: Play, key: 'runSelected', act: act('rerun') },
    {
      ...{ name: nameOfAction('delete'), icon: Trash2, key: 'deleteSelected', isMain: true, isDanger: true },
      act: () => ask({ action: 'delete', target }),
    },
  ]
}
