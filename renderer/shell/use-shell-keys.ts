import { useLocation } from 'wouter'
import { useKeys } from '../ui/keys.ts'
import { mainPlaces, operatePlaces, settingsPlace } from './places.ts'

/** The keys that work on every page: go somewhere, and make one more of what the page is about. */
export function useShellKeys(): void {
  const [place, go] = useLocation()
  const places = [...mainPlaces, ...operatePlaces, settingsPlace]
  useKeys({
    new: () => go(`/${/^\/(flows|pipelines)/.exec(place)?.[1] ?? 'jobs'}/new`),
    ...Object.fromEntries(places.flatMap(({ key, href }) => (key ? [[key, () => go(href)]] : []))),
  })
}
