import { useSearchParams } from 'wouter'

/**
 * Which log of a run: of a step and one of its visits, an item of it, and an attempt. People count items from 1; the names of
 * nodes (`tests#1/0`) count them from 0.
 */
export type Place = { step: string | null; visit: number | null; item: number | null; attempt: number | null }

const nowhere: Place = { step: null, visit: null, item: null, attempt: null }

const whole = /^[1-9]\d{0,8}$/
const numberOf = (text: string | null): number | null => (text !== null && whole.test(text) ? Number(text) : null)

/** The place that an address names. */
export const placeOf = (params: URLSearchParams): Place => ({
  step: params.get('step'),
  visit: numberOf(params.get('visit')),
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

/** The place of a node, or of an item of it: `tests`, `tests#2`, `tests#1/0`, and of a pipeline `sort/1`. */
export function placeOfNode(node: string, attempt: number | null = null): Place {
  const [, step = node, visit = null, item = null] = /^(.*?)(?:#(\d+))?(?:\/(\d+))?$/s.exec(node) ?? []
  return { step, visit: visit === null ? null : Number(visit), item: item === null ? null : Number(item) + 1, attempt }
}

/** The place that the address of the page names, and how to choose another one. */
export function usePlace() {
  const [params, setParams] = useSearchParams()
  return {
    place: placeOf(params),
    /** Another attempt of the same log, or other parts of the address. */
    choose: (place: Partial<Place>, also?: Record<string, string | null>): void =>
      // What else changed in the address since the last rendering stays.
      setParams(() => withPlace(new URLSearchParams(location.search), place, also)),
    /** Another log. */
    show: (place: Partial<Place>, also?: Record<string, string | null>): void =>
      setParams(() => withPlace(new URLSearchParams(location.search), { ...nowhere, ...place }, also)),
  }
}
