import { Unplug } from 'lucide-react'
import { retryNow, useConnection } from '../api/connection.ts'
import { Button } from '../ui/button.tsx'
import { useTakesLong } from '../ui/skeleton.tsx'

/** Says that what is on the screen may be old; goes by itself. */
export function ConnectionBanner() {
  const lost = useConnection(({ state }) => state === 'lost')
  const shown = useTakesLong(lost)
  return (
    <div role="status">
      {shown && (
        <div className="flex items-center gap-3 border-b border-rule bg-warn-bg px-4 py-1.5">
          <Unplug aria-hidden="true" className="size-4 text-warn" />
          <span className="flex-1">
            The connection to LocalFlow is lost. Runs go on without this window; it reconnects by itself.
          </span>
          <Button small onClick={retryNow}>
            Try now
          </Button>
        </div>
      )}
    </div>
  )
}
