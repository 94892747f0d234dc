import { useRef, useState } from 'react'
import type { RunSortText } from '../../../shared/model/run-sort.ts'
import { Button } from '../../ui/button.tsx'
import { countText } from '../../ui/count-text.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { type ExportForm, exportRuns } from './export-runs.ts'
import { exportWords, nouns, bulkWords as words } from './words/list.ts'

export type RunExport = { count: number | null; start(form: ExportForm): void; cancel(): void }

/** An export of a list; `count` is how many runs it has so far, null while there is none. */
export function useExport(list: { q: string; sort: RunSortText }): RunExport {
  const [count, setCount] = useState<number | null>(null)
  const abort = useRef<AbortController | null>(null)
  return {
    count,
    start(form) {
      abort.current?.abort()
      const current = new AbortController()
      abort.current = current
      setCount(0)
      void exportRuns(form, list, setCount, current.signal).finally(() => abort.current === current && setCount(null))
    },
    cancel: () => abort.current?.abort(),
  }
}

/** How far an export is. */
export const ExportLine = ({ count, cancel }: RunExport) =>
  count !== null && (
    <div className="flex h-9 shrink-0 items-center gap-3 border-b border-rule bg-sunken px-4 text-sm tabular-nums">
      <span className="font-medium">{exportWords.busy}</span>
      <ProgressBar label={exportWords.busy} />
      <span className="flex-1 truncate text-ink-2">{countText(count, nouns)}</span>
      <Button small aria-label={words.cancelOf(exportWords.busy)} onClick={cancel}>
        {words.cancel}
      </Button>
    </div>
  )
