import { useSearchParams } from 'wouter'
import { writtenValue } from '../../shared/filter/print.ts'
import { toggled } from '../filter-bar/draft.ts'
import { words } from './words.ts'

/** The tags of a row: each adds itself to the filter of the list. By keyboard, the filter does the same. */
export function TagChips({ tags }: { tags: readonly string[] }) {
  const [, setParams] = useSearchParams()
  if (tags.length === 0) return null
  const filterBy = (tag: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      const text = toggled(before.get('q') ?? '', `tag:${writtenValue(tag, false)}`)
      if (text) after.set('q', text)
      else after.delete('q')
      return after
    })
  return (
    <span className="flex min-w-0 gap-1 overflow-hidden">
      {tags.map((tag) => (
        <button
          key={tag}
          type="button"
          tabIndex={-1}
          dir="auto"
          aria-label={words.show(tag)}
          onClick={() => filterBy(tag)}
          className="h-5 max-w-32 shrink-0 truncate rounded-full border border-rule-2 px-1.5 text-xs text-ink-2 hover:bg-hover hover:text-ink"
        >
          {tag}
        </button>
      ))}
    </span>
  )
}
