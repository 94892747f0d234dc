import { Link } from 'wouter'
import type { Failing } from '../../../shared/model/run.ts'
import { client } from '../../api/client.ts'
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

const Failed = ({ newest: run, count }: Failing) => (
  <li className={cx(row, 'group')}>
    <span className="w-28">
      <Status facts={run} />
    </span>
    <span className="min-w-0 flex-1">
      <Link href={`/runs/${run.number}`} className="font-medium hover:underline">
        {run.title}
      </Link>
      {count > 1 && <span className="text-ink-2"> ×{count}</span>}
      {run.error !== null && (
        <span className="block truncate font-mono text-sm text-ink-2" title={run.error}>
          {run.error}
        </span>
      )}
    </span>
    <Button
      small
      aria-label={`Run ${run.title} again`}
      onClick={() => void runAgain(run)}
      className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
    >
      Run again
    </Button>
    <span className="text-xs text-ink-3">
      <Ago at={run.endedAt ?? run.createdAt} />
    </span>
  </li>
)

const runAgain = (run: Failing['newest']): Promise<unknown> =>
  client.runs.again({ ref: run.id }).catch((error: unknown) => toastError(`Could not run "${run.title}"`, error))
