import { ChevronDown } from 'lucide-react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { Status } from '../../run-status.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Elapsed } from '../../ui/time.tsx'
import { usePlace } from './place.ts'
import { headWords as words } from './words/head.ts'

/** `attempt 3 of 3 ▾`: chooses the attempt whose log, metrics and files are shown. */
export function AttemptMenu({ node: { tries, attempts, maxAttempts } }: { node: RunDetail['nodes'][number] }) {
  const { place, choose } = usePlace()
  const newest = tries.at(-1)?.number ?? attempts
  const chosen = place.attempt ?? newest
  const text = words.attemptOf(chosen, Math.max(maxAttempts, newest))
  if (tries.length < 2) return text
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink hover:underline">
          {text}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </button>
      }
    >
      {tries.map((each) => (
        <MenuItem
          key={each.number}
          checked={each.number === chosen}
          title={each.error?.slice(0, 300)}
          onSelect={() => choose({ attempt: each.number === newest ? null : each.number })}
        >
          <span className="w-20 tabular-nums">{words.attempt(each.number)}</span>
          <Status facts={each} />
          <span className="ml-auto pl-4 text-ink-2">
            <Elapsed from={each.startedAt} to={each.endedAt} />
          </span>
        </MenuItem>
      ))}
    </Menu>
  )
}
