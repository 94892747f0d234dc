import { type ReactNode, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import { Segments } from '../ui/segments.tsx'
import { NoDifferences, TextDiff } from '../ui/text-diff.tsx'
import { type ChangeItem, ChangeList } from './change-list.tsx'
import { words } from './words.ts'

type View = keyof typeof words.views

type Props = {
  before: string
  after: string
  /** Null: one of the two cannot be drawn, and `reason` says why. */
  items: readonly ChangeItem[] | null
  reason?: string
  /** Less high, within a dialog. */
  small?: boolean
  draw(chosen: string | null, choose: (id: string | null) => void): ReactNode
}

/** Two versions of a definition: drawn as one graph with the list of its changes, or as text line by line. */
export function DifferenceView({ before, after, items, reason, small = false, draw }: Props) {
  const [view, show] = useState<View>('graph')
  return (
    <>
      <div className="mb-3">
        <Segments label={words.view} options={words.views} value={view} onChange={(next: View) => show(next)} />
      </div>
      {view === 'text' ? (
        <TextDiff before={before} after={after} />
      ) : items === null ? (
        <p className="text-ink-2">{reason}</p>
      ) : items.length === 0 ? (
        <NoDifferences />
      ) : (
        <Drawn items={items} small={small} draw={draw} />
      )}
    </>
  )
}

function Drawn({ items, small, draw }: { items: readonly ChangeItem[]; small: boolean; draw: Props['draw'] }) {
  const [chosen, choose] = useState<string | null>(null)
  return (
    <div className="@container">
      <div
        className={cx(
          'grid overflow-hidden rounded-md border border-rule @min-[560px]:grid-cols-[minmax(0,1fr)_minmax(220px,34%)]',
          small ? '@min-[560px]:h-[calc(92vh-360px)] @min-[560px]:min-h-40' : '@min-[560px]:h-[58vh] @min-[560px]:min-h-72',
        )}
      >
        <section
          aria-label={words.drawing}
          className={cx(
            'min-h-0 border-rule @max-[560px]:border-b @min-[560px]:border-r',
            small ? '@max-[560px]:h-48' : '@max-[560px]:h-80',
          )}
        >
          {draw(chosen, choose)}
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
        <div tabIndex={0} className="min-h-0 overflow-auto px-1">
          <ChangeList items={items} chosen={chosen} onChoose={choose} />
        </div>
      </div>
    </div>
  )
}
