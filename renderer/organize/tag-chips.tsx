import { writtenValue } from '../../shared/filter/print.ts'
import { toggled } from '../filter-bar/draft.ts'
import { cx } from '../ui/class-names.ts'
import { changeParams } from '../ui/use-param.ts'
import { words } from './words.ts'

/** So many tags are shown in a row; the others are counted. */
const mostShown = 3

type Props = { tags: readonly string[]; className?: string }

/** The tags of a row: each adds itself to the filter of the list. By keyboard, the filter does the same. */
export function TagChips({ tags, className }: Props) {
  if (tags.length === 0) return null
  const more = tags.length - mostShown
  return (
    <span title={tags.join(', ')} className={cx('flex min-w-0 items-center gap-1 self-center overflow-hidden', className)}>
      {tags.slice(0, mostShown).map((tag) => (
        <button
          key={tag}
          type="button"
          tabIndex={-1}
          dir="auto"
          aria-label={words.show(tag)}
          onClick={() => filterBy(tag)}
          className="h-5 max-w-32 min-w-6 truncate rounded-full border border-rule-2 px-1.5 text-xs text-ink-2 hover:bg-hover hover:text-ink"
        >
          {tag}
        </button>
      ))}
      {more > 0 && <span className="text-xs text-ink-3">{words.moreTags(more)}</span>}
    </span>
  )
}

const filterBy = (tag: string): void =>
  changeParams((params) => {
    const text = toggled(params.get('q') ?? '', `tag:${writtenValue(tag, false)}`)
    if (text) params.set('q', text)
    else params.delete('q')
  })
