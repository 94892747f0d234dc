import { TriangleAlert } from 'lucide-react'
import { Button } from './button.tsx'
import { words } from './words.ts'

/** Something could not be read: what, and the way out. */
export function Problem({ message, retry }: { message: string; retry?: () => void }) {
  return (
    <div role="alert" className="m-4 flex h-fit items-center gap-3 rounded-lg border border-rule bg-bad-bg px-4 py-3">
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-bad" />
      <p className="flex-1">{message}</p>
      {retry && (
        <Button small onClick={retry}>
          {words.tryAgain}
        </Button>
      )}
    </div>
  )
}
