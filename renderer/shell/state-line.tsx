import { Link } from 'wouter'
import { activityText } from '../../shared/activity.ts'
import type { SystemInfo } from '../../shared/contract/system.ts'
import { type ConnectionState, useConnection } from '../api/connection.ts'
import { cx } from '../ui/class-names.ts'
import { words } from './words.ts'

/** One line at the end of the sidebar: what is going on, or what is wrong. */
export function StateLine({ info }: { info: SystemInfo | undefined }) {
  const connection = useConnection(({ state }) => state)
  const problem = problemOf(info, connection)
  const text = problem ?? activityText(info)
  return (
    <Link
      href={problem === null && (info?.running ?? 0) === 0 && (info?.queued ?? 0) > 0 ? '/queue' : '/runs?q=status:running'}
      title={text}
      className="flex h-7 shrink-0 items-center gap-2.5 rounded-md px-2 text-xs text-ink-2 hover:bg-hover max-[960px]:justify-center max-[960px]:px-0"
    >
      <span className="grid size-4 shrink-0 place-items-center">
        <span
          aria-hidden="true"
          className={cx(
            'size-2 rounded-full forced-colors:border',
            problem !== null ? 'bg-bad' : (info?.running ?? 0) > 0 ? 'bg-run' : 'bg-ok-fill',
          )}
        />
      </span>
      <span className={cx('truncate max-[960px]:sr-only', problem !== null && 'text-bad')}>{text}</span>
    </Link>
  )
}

function problemOf(info: SystemInfo | undefined, connection: ConnectionState): string | null {
  if (connection === 'lost') return words.disconnected
  if (info?.storage) return words.cannotWrite
  if (info?.runnerProblem) return words.cannotStart
  return null
}
