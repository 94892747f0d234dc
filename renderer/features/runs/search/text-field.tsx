import { CaseSensitive, type LucideIcon, Regex, TextSearch, WholeWord } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '../../../ui/button.tsx'
import { cx } from '../../../ui/class-names.ts'
import { searchWords as words } from '../words/search.ts'
import { flagNames, type useSearchQuery } from './use-search-query.ts'

type Props = { query: ReturnType<typeof useSearchQuery>; problem: string | null }

const flagLooks = {
  regex: { name: words.regex, icon: Regex },
  case: { name: words.matchCase, icon: CaseSensitive },
  word: { name: words.wholeWord, icon: WholeWord },
}

/** The text to search for. Enter starts the search, because each one reads many logs. */
export function TextField({ query, problem }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const isEmpty = query.text === ''
  // Keep the focus on the results when a person returns to them.
  useEffect(() => {
    if (isEmpty) input.current?.focus()
  }, [isEmpty])
  return (
    <search className="contents">
      <form
        className="flex min-w-52 flex-1 items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          query.submit()
        }}
      >
        <div
          className={cx(
            'flex h-7 min-w-0 flex-1 items-center rounded-md border bg-bg pr-0.5 pl-2 focus-within:outline-2 focus-within:outline-accent',
            problem === null ? 'border-rule-2' : 'border-bad',
          )}
        >
          <TextSearch aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
          <input
            ref={input}
            type="text"
            aria-label={words.label}
            aria-invalid={problem !== null || undefined}
            placeholder={words.label}
            value={query.draft}
            spellCheck={false}
            autoComplete="off"
            maxLength={10_000}
            onChange={(event) => query.setDraft(event.target.value)}
            className="h-full min-w-0 flex-1 bg-transparent px-2 text-sm outline-none"
          />
          {flagNames.map((flag) => (
            <FlagButton
              key={flag}
              {...flagLooks[flag]}
              isOn={query.flags[flag]}
              onClick={() => query.setFlags({ ...query.flags, [flag]: !query.flags[flag] })}
            />
          ))}
        </div>
        <Button type="submit" look="primary" disabled={query.draft === ''}>
          {words.search}
        </Button>
      </form>
    </search>
  )
}

type FlagProps = { name: string; icon: LucideIcon; isOn: boolean; onClick(): void }

const FlagButton = ({ name, icon: Icon, isOn, onClick }: FlagProps) => (
  <button
    type="button"
    aria-label={name}
    title={name}
    aria-pressed={isOn}
    onClick={onClick}
    className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:text-accent forced-colors:aria-pressed:outline-2"
  >
    <Icon aria-hidden="true" className="size-4" />
  </button>
)
