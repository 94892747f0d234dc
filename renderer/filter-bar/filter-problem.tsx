import { TriangleAlert } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import type { PageFilter } from './use-filter.ts'
import { words } from './words.ts'

/** Names the first mistake of the filter, above the list that stays as it was. */
export function FilterProblem({ filter }: { filter: PageFilter }) {
  const [first] = filter.problems
  return (
    <div role="status">
      {first && (
        <p className="flex min-h-8 items-center gap-2 border-b border-rule bg-warn-bg px-4 py-1 text-sm">
          <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0 text-warn" />
          {first.message}
        </p>
      )}
    </div>
  )
}

/** In place of a list whose filter was never understood. */
export const FilterMistake = ({ filter }: { filter: PageFilter }) => (
  <Empty title={words.mistake} action={<Button onClick={() => filter.set('', true)}>{words.clear}</Button>}>
    {words.mistakeText}
  </Empty>
)
