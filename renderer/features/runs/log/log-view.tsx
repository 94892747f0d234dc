import type { RunDetail } from '../../../../shared/model/run.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { LogLines } from './log-lines.tsx'
import { useLogGrowth } from './use-log-growth.ts'
import { words } from './words.ts'

/** `name`: how the node is called where it has no output. */
type Props = { run: RunDetail; node?: string | null; name?: string | null; attempt: number | null }

/** The log of a run, however large: only the lines in view are read. */
export function LogView({ run, node = null, name = node, attempt }: Props) {
  const { log, problem, retry } = useLogGrowth(run.id, node, attempt, run.endedAt !== null)
  if (problem !== null) return <Problem message={words.unreadable(problem)} retry={retry} />
  if (log === null) return <div className="flex-1 bg-sunken" />
  if (log.size.lines === 0) return <NoOutput run={run} name={name} ended={log.size.ended} />
  return <LogLines key={log.size.attempt} run={run} node={node} log={log} />
}

function NoOutput({ run, name, ended }: { run: RunDetail; name: string | null; ended: boolean }) {
  const waitsFor = run.nodes.find((each) => each.waitsFor !== null)?.waitsFor
  if (run.status === 'queued') return <Empty title={words.notStarted}>{waitsFor ?? words.notStartedHint}</Empty>
  if (!ended) return <Empty title={words.noneYet}>{words.noneYetHint}</Empty>
  return <Empty title={name === null ? words.none : words.noneFrom(name)} />
}
