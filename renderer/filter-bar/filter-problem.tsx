import { TriangleAlert } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import type { PageFilter } from './use-filter.ts'
import { words } from './words.ts'

/** So many mistakes are named; the others are underlined all the same. */
const named = 5

/** Names the mistakes of the filter, and says what the list below still shows. */
export function FilterProblem({ filter: { text, applied, problems } }: { filter: PageFilter }) {
  const isKept = applied !== null && applied !== text
  return (
    <div role="status">
      {problems.length > 0 && (
        <div className="flex min-h-8 items-start gap-2 border-b border-rule bg-warn-bg px-4 py-1.5 text-sm">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-warn" />
          <div className="min-w-0 break-words">
            {problems.slice(0, named).map(({ from, message }) => (
              <p key={`${from} ${message}`}>{message}</p>
            ))}
            {isKept && <p>{applied === '' ? words.stillShowsAll : words.stillShows(<Applied text={applied} />)}</p>}
          </div>
        </div>
      )}
    </div>
  )
}

const Applied = ({ text }: { text: string }) => (
  <code className="inline-block max-w-full truncate align-bottom font-mono">{text}</code>
)

/** In place of a list whose filter was never understood. */
export const FilterMistake = ({ filter }: { filter: PageFilter }) => (
  <Empty title={words.mistake} action={<Button onClick={() => filter.set('', true)}>{words.clear}</Button>}>
    {words.mistakeText}
  </Empty>
)
