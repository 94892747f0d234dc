import { useQuery } from '@tanstack/react-query'
import { Pause } from 'lucide-react'
import { isPaused } from '../../shared/model/settings.ts'
import { api, attempt, client } from '../api/client.ts'
import { namedActor } from '../by-actor.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { instant, useNow } from '../ui/time.tsx'
import { words } from './words.ts'

/** Says that nothing starts by itself, for as long as that is so. */
export function PauseBanner() {
  const { data } = useQuery(api.settings.get.queryOptions())
  const now = useNow(10_000)
  const paused = data?.paused ?? null
  if (paused === null || !isPaused(paused, now)) return null
  const resume = () => attempt(words.notResumed, () => client.settings.update({ paused: null }))
  return (
    <Banner
      icon={Pause}
      action={
        <Button small onClick={() => void resume()}>
          {words.resume}
        </Button>
      }
    >
      {words.paused(paused.until === null ? null : instant(paused.until), namedActor(paused.actor), paused.reason)}
    </Banner>
  )
}
