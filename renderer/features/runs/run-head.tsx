import { Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunDetail, Waiting } from '../../../shared/model/run.ts'
import { reasonText } from '../../../shared/run-state.ts'
import { errorInk } from '../../error-ink.ts'
import { StatusPill } from '../../run-status.tsx'
import { cx } from '../../ui/class-names.ts'
import { instant, Moment, soonInstant, Until } from '../../ui/time.tsx'
import { RunFacts } from './run-facts.tsx'
import { RunRelations } from './run-relations.tsx'
import { headWords as words } from './words/head.ts'

const washes: Partial<Record<RunDetail['status'], string>> = { failed: 'from-bad-bg', cancelled: 'from-warn-bg' }

/** The status of a run, and its most important facts. */
export function RunHead({ run }: { run: RunDetail }) {
  // In a flow the node that waits says most; the graph shows the others.
  const node = run.flow === null ? run.nodes.at(0) : run.nodes.find(({ waitsFor }) => waitsFor !== null)
  const attempt = node?.tries.at(-1)
  return (
    <section
      aria-label={words.outcome}
      className={cx('grid gap-2 bg-linear-to-b to-surface px-4 py-3', washes[run.status] ?? 'from-surface')}
    >
      <div className="flex min-w-0 items-center gap-3">
        <StatusPill facts={run}>{exitText(run)}</StatusPill>
        {run.error ? (
          <code dir="auto" title={run.error} className={cx('min-w-0 truncate text-left font-mono', errorInk(run.error))}>
            {run.error}
          </code>
        ) : run.reason ? (
          <span className="text-ink-2">{reasonText[run.reason]}</span>
        ) : (
          run.waiting && <WaitingFor waiting={run.waiting} />
        )}
      </div>
      <RunRelations run={run} />
      <WaitNote run={run} node={node} />
      {attempt?.usage?.warnings.map((usage) => (
        <p key={usage} className="text-warn">
          {words.warning(usage)}
        </p>
      ))}
      {(attempt?.usage?.survivors.length ?? 0) > 0 && (
        <p className="text-warn">
          {words.survivors(attempt?.usage?.survivors.map(({ pid, command }) => words.process(command, pid)).join(', ') ?? '')}
        </p>
      )}
      <RunFacts run={run} node={node} />
      {Object.keys(run.params).length > 0 && (
        <dl aria-label={words.parameters} className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2">
          {Object.entries(run.params).map(([name, value]) => (
            <ParamFact key={name} name={name} value={value} />
          ))}
        </dl>
      )}
    </section>
  )
}

/** The reason why the run waits between two attempts, or before the first. */
function WaitNote({ run, node }: { run: RunDetail; node: RunDetail['nodes'][number] | undefined }) {
  if (run.retryAt !== null)
    return (
      <Note ink="text-warn">
        {words.nextAttempt((node?.attempts ?? 0) + 1, node?.maxAttempts ?? 1, <Until at={run.retryAt} />)}
      </Note>
    )
  if (!node?.waitsFor || run.waiting) return null
  return (
    <Note ink="text-ink-3">
      {node.defersUntil === null ? node.waitsFor : words.conditions(node.waitsFor, instant(node.defersUntil))}
    </Note>
  )
}

const Note = ({ ink, children }: { ink: string; children: ReactNode }) => (
  <p className="flex items-center gap-2 text-ink-2">
    <Hourglass aria-hidden="true" className={cx('size-3.5 shrink-0', ink)} />
    <span>{children}</span>
  </p>
)

/** For a flow, with the node whose program failed. */
function exitText({ reason, exitCode, flow, nodes, failedNode }: RunDetail): string | null {
  if (reason !== 'exit-code') return null
  if (flow === null) return exitCode === null ? null : words.exit(exitCode)
  const code = nodes.find(({ key }) => key === failedNode)?.tries.at(-1)?.exitCode
  return code == null ? null : words.nodeExit(failedNode ?? '', code)
}

/** Details that the status leaves out: the name of the approval or worker, and until when. */
function WaitingFor({ waiting: { for: what, what: name, until } }: { waiting: Waiting }) {
  const waited = <bdi>{name}</bdi>
  const moment = until !== null && <Moment at={until}>{soonInstant(until)}</Moment>
  return (
    <span className="min-w-0 truncate text-ink-2">
      {what === 'worker' && waited}
      {what === 'approval' && (moment ? words.approvalExpires(waited, moment) : waited)}
      {what === 'signal' && moment && words.until(moment)}
      {what === 'time' && until !== null && <Until at={until} />}
    </span>
  )
}

/** In full on hover: it may be long. */
function ParamFact({ name, value }: { name: string; value: unknown }) {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <div className="flex min-w-0 gap-1.5">
      <dt>{name}</dt>
      <dd title={text.slice(0, 2_000)} className="max-w-96 truncate font-mono text-ink">
        {text.slice(0, 300)}
      </dd>
    </div>
  )
}
