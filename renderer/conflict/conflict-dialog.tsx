import { useMemo } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Differences } from './difference-list.tsx'
import { differencesOf } from './differences.ts'
import { useConflict } from './save-over.ts'

/** Two windows saved the same thing: shows what differs, and asks which state to keep. */
export function ConflictDialog() {
  const { conflict } = useConflict()
  const differences = useMemo(() => (conflict ? differencesOf(conflict.theirs, conflict.mine) : []), [conflict])
  if (!conflict) return null
  const { name, choose } = conflict
  return (
    <Dialog open wide onClose={() => choose(null)} title={`Another window changed "${name}"`}>
      <p className="mb-3 text-ink-2">
        It was saved elsewhere while you edited it here. Choose the state to keep. The other one can be restored afterwards.
      </p>
      <div className="max-h-[46vh] overflow-auto">
        <Differences differences={differences} theirs="Saved there" mine="Your edit" />
      </div>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => choose(null)}>Keep editing</Button>
        <Button onClick={() => choose('theirs')}>Discard my edit</Button>
        <Button look="primary" onClick={() => choose('mine')}>
          Save my edit
        </Button>
      </div>
    </Dialog>
  )
}
