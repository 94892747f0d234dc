import { type LucideIcon, Minus, Move, Pencil, Plus, TextCursorInput } from 'lucide-react'
import type { PartState } from '../../shared/flow/difference/graph-difference.ts'
import { cx } from '../ui/class-names.ts'
import { words } from './words.ts'

/** How a box differs from the one in another version. `was`: its name there. */
export type BoxChange = { state: PartState; was?: string | null; fields: number; isMoved?: boolean }

type Look = { icon: LucideIcon; ink: string; border: string }

const looks: Record<PartState, Look> = {
  added: { icon: Plus, ink: 'text-ok', border: 'border-2 border-ok-fill' },
  removed: { icon: Minus, ink: 'text-bad', border: 'border-2 border-dashed border-bad' },
  changed: { icon: Pencil, ink: 'text-warn', border: 'border-2 border-warn' },
  renamed: { icon: TextCursorInput, ink: 'text-warn', border: 'border-2 border-warn' },
  moved: { icon: Move, ink: 'text-run', border: 'border-2 border-dotted border-run' },
}

export const borderOfChange = ({ state }: Pick<BoxChange, 'state'>): string => looks[state].border

/** "changed, 2 fields", as it stands on a box. */
export function changeText({ state, was, fields, isMoved }: BoxChange): string {
  const first = state === 'renamed' && was != null ? words.renamedFrom(was) : words.states[state]
  const more = [...(fields > 0 ? [words.fields(fields)] : []), ...(isMoved && state !== 'moved' ? [words.movedToo] : [])]
  return [first, ...more].join(', ')
}

export function ChangeIcon({ state, className = 'size-3' }: { state: PartState; className?: string }) {
  const { icon: Icon, ink } = looks[state]
  return <Icon aria-hidden="true" strokeWidth={2.5} className={cx('shrink-0', className, ink)} />
}

/** Icon and word, never color alone. */
export const ChangeMark = ({ change }: { change: BoxChange }) => (
  <>
    <ChangeIcon state={change.state} />
    <span title={changeText(change)} className={cx('min-w-0 truncate', looks[change.state].ink)}>
      {changeText(change)}
    </span>
  </>
)
