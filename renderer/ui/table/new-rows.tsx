import { ArrowUp } from 'lucide-react'
import type { RefObject } from 'react'
import type { NewItems } from './use-new-items.ts'
import { headerHeight } from './use-rows.ts'
import { words } from './words.ts'

type Props = {
  nouns: readonly [one: string, several: string]
  fresh: NewItems<unknown>
  scroller: RefObject<HTMLElement | null>
}

/** "4 new runs", above the rows: shows them and goes to the first. It takes no room of its own. */
export const NewRows = ({ nouns, fresh: { waiting, release }, scroller }: Props) => (
  <div role="status" className="relative z-20 flex h-0 justify-center">
    {waiting > 0 && (
      <button
        type="button"
        onClick={() => {
          release()
          scroller.current?.scrollTo({ top: 0 })
        }}
        style={{ top: headerHeight + 8 }}
        className="absolute flex h-7 items-center gap-1.5 rounded-full border border-accent bg-surface px-3 text-sm font-medium whitespace-nowrap text-accent shadow-md hover:bg-hover"
      >
        <ArrowUp aria-hidden="true" className="size-3.5" />
        {words.newItems(waiting, nouns)}
      </button>
    )}
  </div>
)
