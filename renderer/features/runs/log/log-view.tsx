import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { goneText } from '../../../../shared/log/gone-text.ts'
import type { LogGone } from '../../../../shared/model/log.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { api } from '../../../api/client.ts'
import { Problem } from '../../../ui/problem.tsx'
import { instant } from '../../../ui/time.tsx'
import { EmptyLog } from './empty-log.tsx'
import { FindAhead } from './find-ahead.tsx'
import { LogBox } from './log-box.tsx'
import { outcomeOf } from './log-outcome.ts'
import { type Place, placeOf } from './place.ts'
import type { Grown } from './tail.ts'
import { linesInAddress } from './use-lines-link.ts'
import type { Opening } from './use-log.ts'
import { useLogGrowth } from './use-log-growth.ts'
import { words } from './words.ts'

/** `name`: how the node is called where it has no output. */
type Props = { run: RunDetail; node?: string | null; name?: string | null; attempt: number | null }

/** The log of a run, however large: only the lines in view are read. */
export function LogView({ run, node = null, name = node, attempt }: Props) {
  const { log, problem, retry } = useLogGrowth(run.id, node, attempt, run.endedAt !== null)
  const number = log?.size.attempt ?? 0
  const place = useMemo(() => placeOf(run.id, node, number > 0 ? number : null), [run.id, node, number])
  if (problem !== null) return <Problem message={words.unreadable(problem)} retry={retry} />
  if (log === null) return <LogAhead />
  if (log.size.gone !== null && log.size.lines === 0) return <Gone run={run} gone={log.size.gone} />
  if (log.size.lines === 0 && log.shrunk > 0) return <EmptyLog run={run} title={words.emptied} />
  if (log.size.lines === 0) return <NoOutput run={run} name={name} ended={log.size.ended} />
  return <OpenedLog key={`${log.size.attempt} ${log.shrunk}`} run={run} place={place} log={log} reload={retry} />
}

const LogAhead = () => (
  <div className="flex-1 bg-sunken">
    <FindAhead />
  </div>
)

/** A link decides where a log opens; without one, a failed run opens at its error and one that runs at its end. */
function OpenedLog({ run, place, log, reload }: { run: RunDetail; place: Place; log: Grown; reload(): void }) {
  const decided = useRef<Opening | null>(null)
  const outcome = outcomeOf(run, place.node ?? null, log.size.attempt)
  decided.current ??= openingOf(run, log, outcome)
  const isFailed = decided.current === null && outcome === 'failed'
  const error = useQuery(api.logs.firstError.queryOptions({ input: place, enabled: isFailed, gcTime: 0 }))
  // The end of a log that failed is near its error.
  if (isFailed && (error.data || error.isError)) decided.current = error.data?.line ?? 'end'
  if (decided.current === null) return <LogAhead />
  return <LogBox run={run} place={place} log={log} opening={decided.current} failed={outcome === 'failed'} reload={reload} />
}

/** Null: that depends on how the run ended, or on where its error is. */
function openingOf(run: RunDetail, { size }: Grown, outcome: RunDetail['status'] | null): Opening | null {
  const linked = linesInAddress(run)
  if (linked) return Math.min(linked.from, size.lines)
  if (!size.ended) return 'end'
  if (outcome === null || outcome === 'failed') return null
  return outcome === 'succeeded' ? { top: 1 } : 'end'
}

const Gone = ({ run, gone }: { run: RunDetail; gone: LogGone }) => (
  <EmptyLog run={run} title={words.gone}>
    {goneText(gone, instant)}
  </EmptyLog>
)

function NoOutput({ run, name, ended }: { run: RunDetail; name: string | null; ended: boolean }) {
  const [title, hint] = whyNone(run, name, ended)
  return (
    <EmptyLog run={run} title={title}>
      {hint}
    </EmptyLog>
  )
}

function whyNone({ status, nodes }: RunDetail, name: string | null, ended: boolean): [title: string, hint?: string] {
  const waitsFor = nodes.find((each) => each.waitsFor !== null)?.waitsFor
  if (status === 'queued') return [words.notStarted, waitsFor ?? words.notStartedHint]
  if (!ended) return [words.noneYet, words.noneYetHint]
  return [name === null ? words.none : words.noneFrom(name)]
}
