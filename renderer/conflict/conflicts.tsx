import { loadLater } from '../load-later.tsx'
import { useConflict } from './conflict.ts'

const ConflictDialog = loadLater(() => import('./conflict-dialog.tsx').then(({ ConflictDialog }) => ConflictDialog), 'first')

/** Asks about a conflict when there is one. */
export function Conflicts() {
  const { conflict } = useConflict()
  return conflict && <ConflictDialog conflict={conflict} />
}
