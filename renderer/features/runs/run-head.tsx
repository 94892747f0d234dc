import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { reasonText } from '../../../shared/run-state.ts'
import { api } from '../../api/client.ts'
import { errorInk } from '../../error-ink.ts'
import { StatusPill } from '../../run-status.tsx'
import { cx } from '../../ui/class-names.ts'
import { failedPlace } from './failed-place.ts'
import { RunFacts } from './run-facts.tsx'
import { RunRelations } from './run-relations.tsx'
import { WaitingFor, WaitNote } from './run-waiting.tsx'
import { useRunError } from './use-run-error.ts'
import { headWords as words } from './words/head.ts'

const washes: Partial<Record<RunDetail['status'], string>> = { failed: 'from-bad-bg', cancelled: 'from-warn-bg' }

/** What came of a run, why it ran, and what other runs say about it, in the order in which a person asks. */
export function RunHead({ run, onCompare }: { run: RunDetail; onCompare(): void }) {
  const { data: related } = useQuery(api.runs.related.queryOptions({ input: { ref: run.id } }))
  // In a flow the node that waits says most; the graph shows the others.
  const node = run.flow === null ? run.nodes.at(0) : run.nodes.find(({ waitsFor }) => waitsFor !== null)
  const usage = node?.tries.at(-1)?.usage
  return (
    <section
      aria-label={words.outcome}
      className={cx('grid shrink-0 gap-1 bg-linear-to-b to-surface px-4 py-2', washes[run.status] ?? 'from-surface')}
    >
      <div className="flex min-h-6 min-w-0 items-center gap-3 max-[480px]:flex-wrap max-[480px]:gap-y-1">
        <StatusPill facts={run}>{exitText(run)}</StatusPill>
        {run.error ? (
          <ErrorLine run={run} />
        ) : run.reason ? (
          <span className="min-w-0 truncate text-ink-2">{reasonText[run.reason]}</span>
        ) : (
          run.waiting && <WaitingFor run={run} waiting={run.waiting} />
        )}
      </div>
      <WaitNote run={run} node={node} />
      <RunFacts run={run} node={node} usual={related?.usual ?? null} />
      <RunRelations run={run} related={related ?? null} onCompare={onCompare} />
      {usage?.warnings.map((warning) => (
        <p key={warning} className="text-sm text-warn">
          {words.warning(warning)}
        </p>
      ))}
      {usage && usage.survivors.length > 0 && (
        <p className="text-sm text-warn">
          {words.survivors(usage.survivors.map(({ pid, command }) => words.process(command, pid)).join(', '))}
        </p>
      )}
    </section>
  )
}

const shownChars = 500
const hoverChars = 2_000

/** Where the run failed, and its first error with a link to its line. */
function ErrorLine({ run }: { run: RunDetail }) {
  const line = useRunError(run)
  const { place, error } = failedPlace(run)
  return (
    <>
      {place !== null && (
        <bdi title={place} className="max-w-[40%] shrink-0 truncate">
          {place}
        </bdi>
      )}
      <code
        dir="auto"
        title={error.slice(0, hoverChars)}
        className={cx('min-w-0 truncate text-left font-mono text-sm', errorInk(error))}
      >
        {error.slice(0, shownChars)}
      </code>
      {line !== null && (
        <Link href={line.href} className="ml-auto shrink-0 text-sm text-accent hover:underline">
          {words.errorLine(line.line)}
        </Link>
      )}
    </>
  )
}

/** The exit code of the program that failed; for a flow, that of its failed node. */
function exitText({ reason, exitCode, flow, nodes, failedNode }: RunDetail): string | null {
  if (reason !== 'exit-code') return null
  if (flow === null) return exitCode === null ? null : words.exit(exitCode)
  const code = nodes.find(({ key }) => key === failedNode)?.tries.at(-1)?.exitCode
  return code == null ? null : words.exit(code)
}
