import { navigate, useLocationProperty } from 'wouter/use-browser-location'

/** One parameter of the address. Unlike with `useSearchParams`, a change of another one renders nothing again. */
export const useParam = (name: string): string | null => useLocationProperty(() => new URLSearchParams(location.search).get(name))

type Options = { replace?: boolean; state?: unknown }

/** Changes the current address, which may be newer than the rendered one. Back undoes it, unless it replaces an entry. */
export function changeParams(change: (params: URLSearchParams) => void, options: Options = {}): void {
  const params = new URLSearchParams(location.search)
  change(params)
  const text = params.toString()
  navigate(text === '' ? location.pathname : `${location.pathname}?${text}`, options)
}
