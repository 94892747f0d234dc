import { type RefObject, useLayoutEffect, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import type { Suggestion } from './complete.ts'
import { words } from './words.ts'

/** Below the text field; fixed, because the toolbar would cut it off. */
export function SuggestionList({
  id,
  field,
  suggestions,
  active,
  newest,
  onChoose,
}: {
  id: string
  field: RefObject<HTMLElement | null>
  suggestions: Suggestion[]
  active: number
  /** Counts are of so many of the newest items; null: of all. */
  newest: number | null
  onChoose(suggestion: Suggestion): void
}) {
  const [place, setPlace] = useState({ left: 0, top: 0 })
  useLayoutEffect(() => {
    const { left = 0, bottom = 0 } = field.current?.getBoundingClientRect() ?? {}
    setPlace((before) => (before.left === left && before.top === bottom ? before : { left, top: bottom }))
  })
  useLayoutEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  return (
    <div
      id={id}
      role="listbox"
      aria-label={words.suggestions}
      style={{ left: place.left, top: place.top + 4 }}
      className="fixed z-40 max-h-80 w-96 max-w-[90vw] overflow-auto rounded-lg border border-rule bg-surface p-1 shadow-float"
    >
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.label}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The text field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
          onKeyDown={(event) => event.key === 'Enter' && onChoose(suggestion)}
          className={cx(
            'flex h-7 items-center gap-3 rounded-md px-2',
            index === active ? 'bg-selected [--ink-3:var(--ink-2)]' : 'hover:bg-hover',
          )}
        >
          <span className="max-w-[60%] shrink-0 truncate">{suggestion.label}</span>
          <span title={suggestion.note} className="ml-auto min-w-0 truncate text-sm text-ink-3 tabular-nums">
            {suggestion.note}
          </span>
        </div>
      ))}
      {newest !== null && (
        <div aria-hidden="true" className="mt-1 border-t border-rule px-2 pt-1.5 pb-0.5 text-xs text-ink-3">
          {words.newest(newest)}
        </div>
      )}
    </div>
  )
}
