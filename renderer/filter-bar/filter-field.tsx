import { Filter as Icon, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { readTokens } from '../../shared/filter/read-tokens.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { useKeys } from '../ui/keys.ts'
import { completedValue, isHalfTyped, type Suggestion } from './complete.ts'
import { SuggestionList } from './suggestion-list.tsx'
import { Token } from './token.tsx'
import { useDraft } from './use-draft.ts'
import type { PageFilter } from './use-filter.ts'
import { useSuggestions } from './use-suggestions.ts'
import { words } from './words.ts'

/** The filter of a list as tokens and a text field. */
export function FilterField({ filter, label }: { filter: PageFilter; label: string }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const draft = useDraft(filter)
  const suggested = useSuggestions(filter.list, draft.draft, isOpen)
  const suggestions = suggested.items.filter(({ label }) => !draft.draft.endsWith(`:${label}`))
  const isShown = isOpen && suggestions.length > 0
  // Enter takes it unless the person chose another one.
  const usual =
    completedValue(filter.list, draft.draft, suggested) ?? (isHalfTyped(filter.list, draft.draft) ? suggestions[0] : null)
  const usualAt = suggestions.findIndex(({ insert }) => insert === usual?.insert)
  const marked = active >= 0 ? active : usualAt
  useKeys({ filter: () => input.current?.focus() })

  const show = (open: boolean) => {
    setOpen(open)
    setActive(-1)
  }
  const choose = ({ insert, isWhole }: Suggestion) => {
    if (isWhole) draft.add(insert)
    else draft.replace(insert)
    show(!isWhole)
    input.current?.focus()
  }
  const open = (index: number) => {
    draft.open(index)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const completed = completedValue(filter.list, draft.draft, suggested)
    const chosen = (isShown ? suggestions[event.key === 'Tab' && completed === null ? active : marked] : undefined) ?? completed
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      if (isShown) setActive((marked + step + suggestions.length) % suggestions.length)
      else show(true)
    } else if (chosen && (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey))) {
      choose(chosen)
    } else if (event.key === 'Enter') {
      draft.complete()
      show(false)
    } else if (event.key === 'Backspace' && draft.draft === '' && draft.tokens.length > 0) {
      open(draft.tokens.length - 1)
      show(true)
    } else if (event.key === 'Escape') {
      // What a person just typed stays, also where there is nothing to suggest.
      if (isOpen) draft.apply()
      else {
        draft.drop()
        input.current?.blur()
      }
      show(false)
    } else return
    event.preventDefault()
  }

  return (
    <div className="flex h-7 min-w-40 flex-1 items-center gap-1 overflow-x-auto rounded-md border border-rule bg-bg px-1.5 [scrollbar-width:none] focus-within:outline-2 focus-within:outline-accent">
      <Icon aria-hidden="true" className="mx-0.5 size-3.5 shrink-0 text-ink-3" />
      {draft.tokens.map((token, index) => (
        <Token
          key={`${index} ${token}`}
          text={token}
          problem={problemOf(filter, draft.tokens, index)}
          onOpen={() => open(index)}
          onRemove={() => draft.remove(index)}
        />
      ))}
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={isShown}
        aria-controls={isShown ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isShown && marked >= 0 ? `${id}-${marked}` : undefined}
        placeholder={draft.tokens.length === 0 ? label : ''}
        value={draft.draft}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          draft.type(event.target.value)
          show(true)
        }}
        onClick={() => show(true)}
        onBlur={() => {
          draft.complete()
          show(false)
        }}
        onKeyDown={onKeyDown}
        className="h-full min-w-24 flex-1 bg-transparent text-sm outline-none"
      />
      {filter.text === '' ? (
        <KeyHint of="filter" />
      ) : (
        <button
          type="button"
          aria-label={words.clear}
          onClick={draft.clear}
          className="sticky right-0 grid size-6 shrink-0 place-items-center bg-bg text-ink-3 hover:text-ink"
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      )}
      {isShown && (
        <SuggestionList {...{ id, suggestions }} active={marked} field={input} newest={suggested.newest} onChoose={choose} />
      )}
    </div>
  )
}

/** The first problem of a token. */
function problemOf({ text, problems }: PageFilter, tokens: readonly string[], index: number): string | null {
  const place = readTokens(text).tokens[index]
  if (!place || text.slice(place.from, place.to) !== tokens[index]) return null
  return problems.find(({ from, to }) => from >= place.from && to <= place.to)?.message ?? null
}
