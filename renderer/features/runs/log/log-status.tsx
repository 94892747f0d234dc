import { Copy } from 'lucide-react'
import { goneText } from '../../../../shared/log/gone-text.ts'
import { useConnection } from '../../../api/connection.ts'
import { Button } from '../../../ui/button.tsx'
import { bytesText } from '../../../ui/bytes-text.ts'
import { useKeys } from '../../../ui/keys.ts'
import { instant } from '../../../ui/time.tsx'
import { copyLines, copyLink } from './copy-lines.ts'
import { logHref } from './log-link.ts'
import { droppedOf } from './log-outcome.ts'
import { extended, rangeOf } from './selection.ts'
import type { Download } from './use-download.ts'
import type { LogState } from './use-log.ts'
import { words } from './words.ts'

type Props = { state: LogState; download: Download }

/** How long the log is, what is selected, and what one can do with that. */
export function LogStatus({ state, download }: Props) {
  const { log, modelOf, isFiltered } = state
  const { lines, bytes, gone } = log.size
  const stateText = useStateText(state)
  const shown = isFiltered ? modelOf(lines).rows : null
  return (
    <section
      aria-label={words.statusLine}
      className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-3 border-t border-rule bg-surface px-4 text-sm text-ink-2"
    >
      <span className="whitespace-nowrap tabular-nums">
        {words.size(lines, shown, bytesText(bytes))}
        {gone === null && ` · ${stateText}`}
      </span>
      {gone !== null && <span className="min-w-0 py-1 text-warn">{goneText(gone, instant)}</span>}
      {download.bytes !== null && (
        <span className="flex items-center gap-2">
          <span role="status" className="tabular-nums">
            {words.downloading(bytesText(download.bytes))}
          </span>
          <Button small look="quiet" onClick={download.cancel}>
            {words.cancel}
          </Button>
        </span>
      )}
      <span className="flex-1" />
      <SelectedPart state={state} />
    </section>
  )
}

/** Whether all that was written is here. */
function useStateText({ run, place, log }: LogState): string {
  const isOpen = useConnection((connection) => connection.state === 'open')
  const { attempt, ended } = log.size
  const dropped = droppedOf(run, place.node ?? null, attempt)
  if (log.shrunk > 0 && isOpen) return words.truncated
  if (!ended) return isOpen ? words.growing : words.disconnected
  return dropped > 0 ? words.cutAt(bytesText(dropped)) : words.complete
}

function SelectedPart({ state }: { state: LogState }) {
  const { run, place, log, lines, modelOf, goTo, rows, find } = state
  const { selection, select } = lines
  const { lines: count } = log.size
  const model = modelOf(count)
  const copy = (withTimes: boolean) => selection && void copyLines(place, rangeOf(selection), model, withTimes)
  const extend = (by: 1 | -1) => {
    const from = selection ?? { anchor: rows.current?.topLine() ?? 1, focus: rows.current?.topLine() ?? 1 }
    const row = Math.min(model.rows - 1, Math.max(0, model.rowOf(from.focus) + by))
    const next = selection === null ? from : extended(from, model.lineAt(row), count)
    select(next)
    goTo(next.focus)
  }
  useKeys({ extendLinesDown: () => extend(1), extendLinesUp: () => extend(-1) })
  // What the browser has selected, it copies itself.
  useKeys({ copyLines: () => copy(false) }, () => selection !== null && (getSelection()?.isCollapsed ?? true))
  useKeys(
    { clearLines: () => (selection === null ? find.setText('') : select(null)) },
    () => selection !== null || find.text !== '',
  )
  if (selection === null) return null
  const range = rangeOf(selection)
  const node = place.node ?? null
  if (log.size.ended && range.from > count) return <span role="alert">{words.notInLog(range)}</span>
  return (
    <span className="flex flex-wrap items-center gap-1">
      <span className="pr-1 whitespace-nowrap tabular-nums">{words.selected(range)}</span>
      <Button small onClick={() => copy(false)}>
        <Copy aria-hidden="true" className="size-3" />
        {words.copy}
      </Button>
      <Button small onClick={() => copy(true)}>
        {words.copyTimes}
      </Button>
      <Button small onClick={() => void copyLink(logHref({ run: run.number, node, attempt: log.size.attempt }, range))}>
        {words.copyLink}
      </Button>
    </span>
  )
}
