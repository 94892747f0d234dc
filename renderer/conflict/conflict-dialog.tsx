import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { Conflict } from './conflict.ts'
import { Differences } from './difference-list.tsx'
import type { Difference } from './differences.ts'
import { words } from './words.ts'

/** Two windows saved the same thing: shows what differs, and asks which version to keep. */
export function ConflictDialog({ conflict: { name, merge, choose } }: { conflict: Conflict }) {
  const isKnown = merge.theirs.length + merge.mine.length + merge.lines.length > 0
  return (
    <Dialog open wide onClose={() => choose(null)} title={words.title(name)}>
      <p className="mb-3 text-ink-2">{words.explanation}</p>
      <div className="flex max-h-[46vh] flex-col gap-4 overflow-auto">
        <Group title={isKnown ? words.changedInBoth : null} differences={merge.both} />
        <Group title={words.changedInLines} differences={merge.lines} />
        <Group title={words.changedInTheirs} differences={merge.theirs} />
        <Group title={words.changedInYours} differences={merge.mine} />
      </div>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => choose(null)}>{words.keepEditing}</Button>
        <Button onClick={() => choose('theirs')}>{words.useTheirs}</Button>
        <Button look="primary" onClick={() => choose('mine')}>
          {words.saveYours}
        </Button>
      </div>
    </Dialog>
  )
}

function Group({ title, differences }: { title: string | null; differences: Difference[] }) {
  if (differences.length === 0) return null
  return (
    <section aria-label={title ?? words.differences}>
      {title !== null && <h3 className="mb-2 border-b border-rule pb-1 font-medium text-ink-2">{title}</h3>}
      <Differences differences={differences} theirs={words.theirVersion} mine={words.yourVersion} />
    </section>
  )
}
