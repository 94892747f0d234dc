import { loadLater } from '../load-later.tsx'
import { useOpenMerge } from './merge-state.ts'

const MergeDialog = loadLater(() => import('./merge-dialog.tsx').then(({ MergeDialog }) => MergeDialog))

/** Asks how two versions of a flow go together when somebody else changed it meanwhile. */
export function OpenMerges() {
  const { open } = useOpenMerge()
  return open && <MergeDialog open={open} />
}
