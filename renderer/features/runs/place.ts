import { useSearchParams } from 'wouter'

/** Which log of a run: of a step (`build`, or `build#2` for its second visit), an item of it from 1, and an attempt. */
export type Place = { step: string | null; item: number | null; attempt: number | null }

const whole = /^[1-9]\d{0,8}$/
const numberOf = (text: string | null): number | null => (text !== null && whole.test(text) ? Number(text) : null)

/** The place that an address names. */
export const placeOf = (params: URLSearchParams): Place => ({
  step: params.get('step'),
  item: numberOf(params.get('item')),
  attempt: numberOf(params.get('attempt')),
})

/** Changes an address so that it names a place, and whatever else is given. */
export function withPlace(
  params: URLSearchParams,
  place: Partial<Place>,
  also: Record<string, string | null> = {},
): URLSearchParams {
  const after = new URLSearchParams(params)
  for (const [key, value] of Object.entries({ ...place, ...also }))
    if (value === null) after.delete(key)
    else after.set(key, String(value))
  return after
}

/** The place that the address of the page names, and how to choose another one. */
export function usePlace() {
  const [params, setParams] = useSearchParams()
  return {
    place: placeOf(params),
    choose: (place: Partial<Place>, also?: Record<string, string | null>): void =>
      // What else changed in the address since the last rendering stays.
      setParams(() => withPlace(new URLSearchParams(location.search), place, also)),
  }
}
