import { Unplug } from 'lucide-react'
import { retryNow, useConnection } from '../api/connection.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useTakesLong } from '../ui/skeleton.tsx'
import { words } from './words.ts'

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
              {words.reconnect}
            </Button>
          }
        >
          {words.connectionLost}
        </Banner>
      )}
    </div>
  )
}
