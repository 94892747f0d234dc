import { X } from 'lucide-react'
import { cx } from '../ui/class-names.ts'
import { words } from './words.ts'

/** A condition of the filter: a click opens it, the cross removes it. */
export function Token({
  text,
  problem,
  onOpen,
  onRemove,
}: {
  text: string
  problem: string | null
  onOpen(): void
  onRemove(): void
}) {
  return (
    <span className="flex h-5.5 max-w-72 shrink-0 items-center rounded-sm border border-rule bg-surface text-sm">
      <button
        type="button"
        title={problem ?? text}
        aria-label={words.edit(text, problem)}
        onClick={onOpen}
        className={cx('h-full truncate pl-1.5', problem !== null && 'text-bad underline decoration-wavy underline-offset-2')}
      >
        {text}
      </button>
      <button
        type="button"
        aria-label={words.remove(text)}
        onClick={onRemove}
        className="grid h-full w-6 shrink-0 place-items-center text-ink-3 hover:text-ink"
      >
        <X aria-hidden="true" className="size-3" />
      </button>
    </span>
  )
}
