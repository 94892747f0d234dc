import { Search as Icon, X } from 'lucide-react'
import { useRef } from 'react'
import { KeyHint } from './key-hint.tsx'
import { useKeys } from './keys.ts'
import { words } from './words.ts'

/** The search of a list; `/` goes there, Escape empties it. */
export function Search({ value, label, onChange }: { value: string; label: string; onChange(value: string): void }) {
  const input = useRef<HTMLInputElement>(null)
  useKeys({ filter: () => input.current?.focus() })
  return (
    <div className="relative min-w-40 flex-1">
      <Icon aria-hidden="true" className="pointer-events-none absolute top-1.5 left-2 size-4 text-ink-3" />
      <input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          onChange('')
          input.current?.blur()
        }}
        className="h-7 w-full rounded-md border border-rule bg-bg pr-7 pl-8 text-sm focus-visible:outline-offset-0"
      />
      <span className="absolute top-1.5 right-2">
        {value === '' ? (
          <KeyHint of="filter" />
        ) : (
          <button
            type="button"
            aria-label={words.clearSearch}
            onClick={() => onChange('')}
            className="grid size-4 place-items-center text-ink-3 hover:text-ink"
          >
            <X aria-hidden="true" className="size-3.5" />
          </button>
        )}
      </span>
    </div>
  )
}
