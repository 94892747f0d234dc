import { useMemo } from 'react'
import { Link } from 'wouter'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { ByActor } from '../../by-actor.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Instant } from '../../ui/time.tsx'
import { AllSteps } from './all-steps.tsx'
import { CompareView } from './compare/compare-view.tsx'
import { FilesView } from './files-view.tsx'
import { HookLog } from './hook-log.tsx'
import { EmptyLog } from './log/empty-log.tsx'
import { LogView } from './log/log-view.tsx'
import { type NodeWork, nodeWorksOf, workName } from './node-works.ts'
import { usePlace } from './place.ts'
import { isAllSteps, withAll } from './rows/all-row.ts'
import { Beside } from './rows/beside.tsx'
import { chosenLog } from './rows/flow-log.ts'
import type { RunRow } from './rows/row.ts'
import { hookAt, rowsOfHooks } from './rows/rows-of-hooks.ts'
import { rowWords } from './rows/words.ts'
import { useCompare } from './use-compare.ts'
import { nodeWords as words } from './words/flow.ts'
import { fileWords } from './words/tabs.ts'

type Props = {
  run: RunDetail
  events: readonly FlowEvent[]
  rows: RunRow[]
  /** The node that is selected in the graph; null: none. */
  seen: string | null
  what: 'output' | 'files'
}

/** The output or the files of the chosen step, or of one of its items; never of another step. */
export function FlowPart({ run, events, rows, seen, what }: Props) {
  const works = useMemo(() => nodeWorksOf(events), [events])
  const { place } = usePlace()
  const compare = useCompare()
  const hooks = useMemo(() => rowsOfHooks(run.hooks), [run.hooks])
  const listed = useMemo(() => (what === 'output' ? [...withAll(rows), ...hooks] : rows), [what, rows, hooks])
  const hook = hookAt(run.hooks, place)
  if (what === 'output' && hook !== -1) return <HookLog run={run} rows={listed} index={hook} />
  if (what === 'output' && isAllSteps(place)) return <AllSteps run={run} rows={listed} />
  const chosen = chosenLog(works, place, seen, run)
  if (chosen === null)
    return (
      <Empty title={words.none[what]}>
        {what === 'output' ? words.noneHint.output : words.noneHint.files(<code className="font-mono">{fileWords.folder}</code>)}
      </Empty>
    )
  const { work, node } = chosen
  if (what === 'output' && compare.isOpen)
    return (
      <CompareView
        key={work?.id}
        run={run}
        node={work?.id ?? node}
        attempt={place.attempt}
        other={compare.other}
        onClose={compare.close}
      />
    )
  return (
    <Beside
      label={rowWords.steps}
      rows={rows.length + hooks.length > 1 ? listed : rows}
      chosen={rowKeyOf(rows, work, node, place.attempt)}
      isLive={run.endedAt === null}
    >
      {work === null ? (
        <Nothing run={run} rows={rows} node={node} what={what} />
      ) : what === 'files' ? (
        <FilesView key={`${run.id} ${work.id} ${work.attempt}`} run={run} node={work.id} attempt={place.attempt} />
      ) : (
        <LogView
          key={`${run.id} ${work.id} ${place.attempt ?? work.attempt}`}
          run={run}
          node={work.id}
          name={workName(work, works)}
          attempt={place.attempt}
        />
      )}
    </Beside>
  )
}

/** The row of a work: of an item, of an attempt that was chosen, or of the step itself. */
function rowKeyOf(rows: readonly RunRow[], work: NodeWork | null, node: string, attempt: number | null): string | null {
  const visit = work?.visit ?? null
  const own = rows.filter(({ place }) => place?.step === node && (visit === null || place.visit === visit))
  const found =
    own.find(({ place }) => work != null && work.item !== null && place?.item === work.item + 1) ??
    own.find(({ place }) => attempt !== null && place?.item === null && place.attempt === attempt) ??
    own.findLast(({ parent }) => parent === null)
  return found?.key ?? null
}

type NothingProps = Pick<Props, 'run' | 'rows' | 'what'> & { node: string }

/** Why the node has no output or files: it may be of a kind that has none, be answered by a person, or not be reached. */
function Nothing({ run, rows, node, what }: NothingProps) {
  const name = rows.find(({ parent, place }) => parent === null && place?.step === node)?.name ?? null
  const title = words.noneOf[what](name ?? node)
  const reason = name === null ? words.noStep : <Reason run={run} node={node} what={what} />
  if (what === 'files') return <Empty title={title}>{reason}</Empty>
  return (
    <EmptyLog run={run} title={title}>
      {reason}
    </EmptyLog>
  )
}

function Reason({ run, node, what }: Omit<NothingProps, 'rows'>) {
  const own = run.nodes.find(({ key }) => key === node)
  const inner = run.children.findLast(({ step }) => step.startsWith(`${node}#`))
  return (
    <>
      {inner ? (
        words.innerRun[what](
          <Link href={`/runs/${inner.number}`} className="text-accent hover:underline">
            {words.runOf(inner.number)}
          </Link>,
        )
      ) : own?.approval ? (
        <Answer approval={own.approval} />
      ) : (
        (own?.waitsFor ?? words.noScript)
      )}
    </>
  )
}

type Approval = NonNullable<RunDetail['nodes'][number]['approval']>

/** How an approval ended, through whom, when, and with which comment. */
function Answer({ approval: { outcome, by, actor, at, comment } }: { approval: Approval }) {
  const time = <Instant at={at} />
  const who = <ByActor actor={actor} />
  return (
    <>
      {words.answered(outcome, by === null ? words.expiredAt(who, time) : words.decidedBy(who, words.decidedIn[by] ?? by, time))}
      {comment && <span className="block">{words.answerComment(comment)}</span>}
    </>
  )
}
