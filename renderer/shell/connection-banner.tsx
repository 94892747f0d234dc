import { Unplug } from 'lucide-react'
import { retryNow, useConnection } from '../api/connection.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useTakesLong } from '../ui/skeleton.tsx'

/** Says that what is on the screen may be old; goes by itself. */
export function ConnectionBanner() {
  const lost = useConnection(({ state }) => state === 'lost')
  const shown = useTakesLong(lost)
  return (
    <div role="status">
      {shown && (
        <Banner
          icon={Unplug}
          action={
            <Button small onClick={retryNow}>
              Try now
            </Button>
          }
        >
          The connection to LocalFlow is lost. Runs go on without this window; it reconnects by itself.
        </Banner>
      )}
    </div>
  )
}
