import { useCallback, useEffect, useRef, useState } from 'react'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { usePreferences } from '../../../preferences.ts'
import { FixedRows, FlowRows } from './log-rows.tsx'
import { LogStatus } from './log-status.tsx'
import { LogTools } from './log-tools.tsx'
import type { Place } from './place.ts'
import type { Grown } from './tail.ts'
import { useDownload } from './use-download.ts'
import { type LogState, type Opening, useLog } from './use-log.ts'
import { WholeLine } from './whole-line.tsx'

type Props = { run: RunDetail; place: Place; log: Grown; opening: Opening; failed: boolean; reload(): void }

/** The lines of a log that has any, with their tools above and their state below. */
export function LogBox({ run, place, log, opening, failed, reload }: Props) {
  const state = useLog({ run, place, log, opening, failed, reload })
  const { logWrap } = usePreferences()
  const [states, setStates] = useState<ReadonlySet<number>>(new Set())
  const [whole, setWhole] = useState<number | null>(null)
  const flow = logWrap || state.look.plain.pretty || states.size > 0
  const start = useStartOf(state.rows, opening, flow)
  const download = useDownload(place, fileNameOf(run, place))
  const toggleStates = useCallback(
    (line: number) =>
      setStates((before) => {
        const after = new Set(before)
        if (!after.delete(line)) after.add(line)
        return after
      }),
    [],
  )
  const rows = { state, opening: start, wrap: logWrap, states, onStates: toggleStates, onWhole: setWhole }
  return (
    <>
      <LogTools state={state} download={download} />
      {flow ? <FlowRows {...rows} /> : <FixedRows {...rows} />}
      <LogStatus state={state} download={download} />
      {whole !== null && <WholeLine place={place} line={whole} find={state.find} onClose={() => setWhole(null)} />}
    </>
  )
}

/** Where the rows open. Rows that are shown another way are other elements, which open where the ones before were. */
function useStartOf(rows: LogState['rows'], opening: Opening, flow: boolean): Opening {
  const [start, setStart] = useState({ opening, flow })
  const focus = useRef(false)
  if (start.flow !== flow) {
    const { current } = rows
    focus.current = true
    setStart({ opening: current === null ? opening : current.pinned ? 'end' : { top: current.topLine() }, flow })
  }
  useEffect(() => {
    // What was pressed may have gone with the rows.
    if (focus.current && document.activeElement === document.body) rows.current?.focus()
    focus.current = false
  }, [rows, start])
  return start.opening
}

function fileNameOf({ number }: RunDetail, { node }: Place): string {
  const part = node === undefined ? '' : `-${node.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}`
  return `run-${number}${part}.log`
}
