import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useLocation } from 'wouter'
import { IconButton } from '../../ui/button.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useNeighbors } from './list-position.ts'
import { words } from './words/page.ts'

/** `‹ 3 of 57 ›`: the place of a run in the list that the person came from. Without a list, the keys go by the numbers of runs. */
export function RunPosition({ run }: { run: number }) {
  const [, go] = useLocation()
  const neighbors = useNeighbors(run)
  const previous = neighbors ? neighbors.previous : run > 1 ? run - 1 : null
  const next = neighbors ? neighbors.next : run + 1
  const open = (number: number | null) => number !== null && go(`/runs/${number}`)
  useKeys({ nextRun: () => open(next), previousRun: () => open(previous) })
  if (!neighbors) return null
  const { index, count, isPart } = neighbors
  return (
    <span className="flex shrink-0 items-center text-sm text-ink-2 max-[480px]:hidden">
      <IconButton
        label={words.previous}
        disabled={previous === null}
        onClick={() => open(previous)}
        className="size-6! disabled:opacity-40"
      >
        <ChevronLeft aria-hidden="true" className="size-4" />
      </IconButton>
      {index !== null && <span className="tabular-nums">{words.position(index, count, isPart)}</span>}
      <IconButton label={words.next} disabled={next === null} onClick={() => open(next)} className="size-6! disabled:opacity-40">
        <ChevronRight aria-hidden="true" className="size-4" />
      </IconButton>
    </span>
  )
}
