import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { Conflict } from './conflict.ts'
import { Differences } from './difference-list.tsx'
import type { Difference } from './differences.ts'

/** Two windows saved the same thing: shows what differs, and asks which version to keep. */
export function ConflictDialog({ conflict: { name, merge, choose } }: { conflict: Conflict }) {
  const isKnown = merge.theirs.length + merge.mine.length > 0
  return (
    <Dialog open wide onClose={() => choose(null)} title={`"${name}" changed while you were editing`}>
      <p className="mb-3 text-ink-2">
        A newer version was saved while you were editing. Keep yours or theirs; you can restore the other one.
      </p>
      <div className="flex max-h-[46vh] flex-col gap-4 overflow-auto">
        <Group title={isKnown ? 'Changed in both versions' : null} differences={merge.both} />
        <Group title="Changed only in theirs: kept with your version, too" differences={merge.theirs} />
        <Group title="Changed only in yours" differences={merge.mine} />
      </div>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => choose(null)}>Keep editing</Button>
        <Button onClick={() => choose('theirs')}>Use their version</Button>
        <Button look="primary" onClick={() => choose('mine')}>
          Save my version
        </Button>
      </div>
    </Dialog>
  )
}

function Group({ title, differences }: { title: string | null; differences: Difference[] }) {
  if (differences.length === 0) return null
  return (
    <section aria-label={title ?? 'Differences'}>
      {title !== null && <h3 className="mb-2 border-b border-rule pb-1 font-medium text-ink-2">{title}</h3>}
      <Differences differences={differences} theirs="Their version" mine="Your version" />
    </section>
  )
}
