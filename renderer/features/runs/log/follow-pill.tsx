import { ArrowDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LogSize } from '../../../../shared/model/log.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { announce } from '../../../ui/announcer.tsx'
import { cx } from '../../../ui/class-names.ts'
import { duration } from '../../../ui/time.tsx'
import { words as ui } from '../../../words.ts'
import type { LogState } from './use-log.ts'
import { words } from './words.ts'

/** What the pill needs of a log. */
type Followed = Pick<LogState, 'run'> & { log: { size: Pick<LogSize, 'ended' | 'lines'> }; place: { node?: string } }

type Props = { state: Followed; pinned: boolean; onFollow(): void }

/** Below the rows: the way back to the end of a log that grows, or how a run ended that was followed. */
export function FollowPill({ state, pinned, onFollow }: Props) {
  const { size } = state.log
  const { text, how } = useEndSeen(state, pinned)
  const isUnread = !pinned && (!size.ended || how === 'unread')
  if (isUnread) return <JumpToLive lines={size.lines} ended={size.ended ? text : null} onJump={onFollow} />
  if (text === null || !pinned) return null
  return <p className={cx(place, 'border border-rule-2 bg-surface')}>{text}</p>
}

const place =
  'absolute bottom-4 left-1/2 inline-flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full px-3 text-sm font-semibold whitespace-nowrap shadow-float'

type JumpProps = { lines: number; ended: string | null; onJump(): void }

/** Says how many lines came since the end was last in view, and how the run ended if it did meanwhile. */
function JumpToLive({ lines, ended, onJump }: JumpProps) {
  const [seen] = useState(lines)
  return (
    <button type="button" onClick={onJump} className={cx(place, 'bg-accent text-accent-ink')}>
      <ArrowDown aria-hidden="true" className="size-3.5" />
      {ended === null ? words.jumpToLive(lines - seen) : words.jumpToEnd(ended, lines - seen)}
    </button>
  )
}

type EndSeen = { text: string | null; how: 'followed' | 'unread' | null }

/** How the run ended while its log was open, and whether the end was in view then; it counts as such once the reader goes there. */
function useEndSeen({ log, run, place: { node } }: Followed, pinned: boolean): EndSeen {
  const { ended } = log.size
  const [seen, setSeen] = useState<{ ended: boolean; how: EndSeen['how'] }>({ ended, how: null })
  const now = ended && !seen.ended ? 'unread' : seen.how
  const how = now !== null && pinned ? 'followed' : now
  // Within the rendering: the count of lines must not go with the pill and come back empty.
  if (ended !== seen.ended || how !== seen.how) setSeen({ ended, how })
  const text = how === null ? null : endOf(run, node !== undefined)
  useEffect(() => {
    if (text !== null) announce(text)
  }, [text])
  return { text, how }
}

/** Null: the run has not ended. The log of a node ends before the run does. */
function endOf({ status, startedAt, createdAt, endedAt }: RunDetail, isOfNode: boolean): string | null {
  if (isOfNode) return words.endedPlain
  return endedAt === null ? null : words.ended(ui.statuses[status].toLowerCase(), duration(endedAt - (startedAt ?? createdAt)))
}
