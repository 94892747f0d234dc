import { Link } from 'wouter'
import type { Failing } from '../../../shared/model/run.ts'
import { client } from '../../api/client.ts'
import { dismissRun } from '../../preferences.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Ago } from '../../ui/time.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { useFailing } from '../../use-failing.ts'
import { Part, row, rows } from './part.tsx'

/** What failed and has not succeeded since, with the line that says why. */
export function Attention() {
  const data = useFailing()
  if (!data) return null
  return (
    <Part title="Needs attention" aside="failed in the last 24 hours, no success since">
      {data.length === 0 ? (
        <p className="text-ink-3">No unresolved failures</p>
      ) : (
        <ul className={rows}>
          {data.map((failing) => (
            <Failed key={failing.newest.id} {...failing} />
          ))}
        </ul>
      )}
    </Part>
  )
}

function Failed({ newest: run, count, muted }: Failing) {
  return (
    <li className={cx(row, 'group relative')}>
      <span className="w-24">
        <Status facts={run} />
      </span>
      <span className="min-w-44 flex-1">
        <span className="flex min-w-0 items-baseline gap-1.5">
          <Link href={`/runs/${run.number}`} className="truncate font-medium hover:underline" title={run.title}>
            {run.title}
          </Link>
          {count > 1 && <span className="text-ink-2">×{count}</span>}
          {muted && <span className="text-sm text-ink-3">muted</span>}
        </span>
        {run.error !== null && (
          <span className="block truncate font-mono text-sm text-ink-2" title={run.error}>
            {run.error}
          </span>
        )}
      </span>
      <span className="text-xs text-ink-3">
        <Ago at={run.endedAt ?? run.createdAt} />
      </span>
      <span className="absolute inset-y-px right-px flex items-center gap-1 bg-surface px-2 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        <Button small aria-label={`Run ${run.title} again`} onClick={() => void runAgain(run)}>
          Run again
        </Button>
        <Button small aria-label={`Dismiss the failure of ${run.title}`} onClick={() => dismissRun(run.id)}>
          Dismiss
        </Button>
      </span>
    </li>
  )
}

const runAgain = (run: Failing['newest']): Promise<unknown> =>
  client.runs.again({ ref: run.id }).catch((error: unknown) => toastError(`Could not run "${run.title}"`, error))
