import { useCallback } from 'react'
import { Link, useLocation } from 'wouter'
import type { Run } from '../../../shared/model/run.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'
import { errorInk } from '../../error-ink.ts'
import { Status } from '../../run-status.tsx'
import { cx } from '../../ui/class-names.ts'
import { RowTable } from '../../ui/row-table.tsx'
import { Ago, Elapsed } from '../../ui/time.tsx'
import { triggerText } from './trigger-text.ts'

const grid =
  'grid grid-cols-[80px_184px_minmax(0,1fr)_96px_112px_88px] max-[960px]:grid-cols-[56px_180px_minmax(0,1fr)_88px_64px]'
const columns = [
  { name: 'Run' },
  { name: 'Status' },
  { name: 'Job' },
  { name: 'Started by', wide: true },
  { name: 'Started' },
  { name: 'Took' },
]

export function RunList({ runs, more }: { runs: Run[]; more: (() => void) | null }) {
  const [, go] = useLocation()
  const open = useCallback(({ number }: Run) => go(`/runs/${number}`), [go])
  return (
    <RowTable label="Runs" grid={grid} columns={columns} items={runs} keyOf={({ id }) => id} onOpen={open} more={more}>
      {(run) => <RunCells run={run} />}
    </RowTable>
  )
}

function RunCells({ run }: { run: Run }) {
  return (
    <>
      <span role="cell" className="truncate pr-2">
        <Link href={`/runs/${run.number}`} className="hover:underline">
          {run.number}
        </Link>
      </span>
      <span role="cell" className="overflow-hidden pr-2">
        <Status facts={run} />
      </span>
      <span role="cell" className="flex min-w-0 items-baseline gap-3 pr-3">
        <Link
          href={`/runs/${run.number}`}
          className={cx('max-w-[60%] shrink-0 truncate font-medium hover:underline', run.jobId === null && 'font-mono text-sm')}
        >
          {run.title}
        </Link>
        {run.error && (
          <span title={run.error} className={cx('truncate font-mono text-sm', errorInk(run.error))}>
            {run.error}
          </span>
        )}
      </span>
      <span role="cell" title={triggerText(run)} className="truncate pr-2 text-ink-2 max-[960px]:hidden">
        {triggerWord[run.trigger]}
      </span>
      <span role="cell" className="truncate pr-2 text-ink-2">
        <Ago at={run.startedAt ?? run.createdAt} />
      </span>
      <span role="cell" className="truncate text-ink-2">
        {run.startedAt !== null && <Elapsed from={run.startedAt} to={run.endedAt} />}
      </span>
    </>
  )
}
