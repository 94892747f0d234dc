import { useQuery } from '@tanstack/react-query'
import { Pause } from 'lucide-react'
import { isPaused } from '../../shared/model/settings.ts'
import { api, attempt, client } from '../api/client.ts'
import { ByActor } from '../by-actor.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { instant, useNow } from '../ui/time.tsx'

/** Says that nothing starts by itself, for as long as that is so. */
export function PauseBanner() {
  const { data } = useQuery(api.settings.get.queryOptions())
  const now = useNow(10_000)
  const paused = data?.paused ?? null
  if (paused === null || !isPaused(paused, now)) return null
  const resume = () => attempt('Could not resume schedules and triggers', () => client.settings.update({ paused: null }))
  return (
    <Banner
      icon={Pause}
      action={
        <Button small onClick={() => void resume()}>
          Resume
        </Button>
      }
    >
      Schedules and triggers are paused{paused.until === null ? '' : ` until ${instant(paused.until)}`}{' '}
      <ByActor actor={paused.actor} />
      {paused.reason === '' ? '.' : `: ${paused.reason}`}
    </Banner>
  )
}
