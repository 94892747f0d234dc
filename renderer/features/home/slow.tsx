import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useHeld } from '../../ui/holds-still.tsx'
import { coarse, duration } from '../../ui/time.tsx'
import { line, Part, rows } from './part.tsx'
import { queries } from './queries.ts'
import { words } from './words.ts'

/** Jobs whose last successful run was slower than usual; nothing where there are none. */
export function Slow() {
  const { data } = useQuery(queries.activity())
  const slow = useHeld(data?.slow ?? [])
  if (slow.length === 0) return null
  return (
    <Part title={words.slow} count={String(slow.length)}>
      <ul className={rows}>
        {slow.map(({ run, title, tookMs, usualMs, p95Ms, of }) => (
          <li key={run} className={line}>
            <Link href={`/runs/${run}`} title={title} className="min-w-0 flex-1 truncate font-medium hover:underline">
              {title}
            </Link>
            <span
              title={words.tookTitle(duration(tookMs), duration(p95Ms), of)}
              className="shrink-0 text-sm text-ink-2 tabular-nums"
            >
              {words.took(coarse(tookMs), coarse(usualMs))}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
