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

const washes: Partial<Record<RunDetail['status'], string>> = { failed: 'from-bad-bg', cancelled: 'from-warn-bg' }

/** How it stands or ended, and what is worth knowing of it at a glance. */
export function RunHead({ run }: { run: RunDetail }) {
  // Of a flow the node that waits says most; the others are told one by one below.
  const node = run.flow === null ? run.nodes.at(0) : run.nodes.find(({ waitsFor }) => waitsFor !== null)
  const attempt = node?.tries.at(-1)
  return (
    <section
      aria-label="Outcome"
      className={cx('grid gap-2 bg-linear-to-b to-surface px-4 py-3', washes[run.status] ?? 'from-surface')}
    >
      <div className="flex min-w-0 items-center gap-3">
        <StatusPill facts={run}>{exitText(run)}</StatusPill>
        {run.error ? (
          <code title={run.error} className={cx('min-w-0 truncate font-mono', errorInk(run.error))}>
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
      {attempt?.usage?.warnings.map((words) => (
        <p key={words} className="text-warn">
          It {words}.
        </p>
      ))}
      {(attempt?.usage?.survivors.length ?? 0) > 0 && (
        <p className="text-warn">
          Could not be stopped: {attempt?.usage?.survivors.map(({ pid, command }) => `${command} (${pid})`).join(', ')}
        </p>
      )}
      <RunFacts run={run} node={node} />
      {Object.keys(run.params).length > 0 && (
        <dl aria-label="Parameters" className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2">
          {Object.entries(run.params).map(([name, value]) => (
            <ParamFact key={name} name={name} value={value} />
          ))}
        </dl>
      )}
    </section>
  )
}

/** What the run waits for between two attempts, or before the first. */
function WaitNote({ run, node }: { run: RunDetail; node: RunDetail['nodes'][number] | undefined }) {
  if (run.retryAt !== null)
    return (
      <Note ink="text-warn">
        Attempt {(node?.attempts ?? 0) + 1} of {node?.maxAttempts} begins <Until at={run.retryAt} />.
      </Note>
    )
  if (!node?.waitsFor || run.waiting) return null
  return (
    <Note ink="text-ink-3">
      {node.waitsFor}
      {node.defersUntil !== null && ` Skipped if that does not hold by ${instant(node.defersUntil)}.`}
    </Note>
  )
}

const Note = ({ ink, children }: { ink: string; children: ReactNode }) => (
  <p className="flex items-center gap-2 text-ink-2">
    <Hourglass aria-hidden="true" className={cx('size-3.5 shrink-0', ink)} />
    <span>{children}</span>
  </p>
)

/** Of a flow, the node whose program failed, too. */
function exitText({ reason, exitCode, flow, nodes, failedNode }: RunDetail): string | null {
  if (reason !== 'exit-code') return null
  if (flow === null) return exitCode === null ? null : ` · exit ${exitCode}`
  const code = nodes.find(({ key }) => key === failedNode)?.tries.at(-1)?.exitCode
  return code == null ? null : ` · ${failedNode} · exit ${code}`
}

/** What the status leaves out: the name of what is waited for, and how long. */
function WaitingFor({ waiting: { for: what, what: name, until } }: { waiting: Waiting }) {
  return (
    <span className="min-w-0 truncate text-ink-2">
      {what !== 'time' && what !== 'signal' && name}
      {until !== null && what === 'approval' && (
        <>
          {' · expires '}
          <Moment at={until}>{soonInstant(until)}</Moment>
        </>
      )}
      {until !== null && what === 'signal' && (
        <>
          until <Moment at={until}>{soonInstant(until)}</Moment>
        </>
      )}
      {until !== null && what === 'time' && <Until at={until} />}
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
