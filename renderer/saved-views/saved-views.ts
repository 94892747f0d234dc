import { useQuery } from '@tanstack/react-query'
import type { FilterList } from '../../shared/filter/keys.ts'
import type { SavedView } from '../../shared/model/saved-view.ts'
import { api } from '../api/client.ts'

/** Nothing until they are read. */
const none: SavedView[] = []

/** The views of the person, of every list. */
export const useSavedViews = (): SavedView[] => useQuery(api.views.list.queryOptions()).data?.items ?? none

const pages: Record<FilterList, string> = {
  runs: '/runs',
  jobs: '/jobs',
  flows: '/flows',
  pipelines: '/pipelines',
  tasks: '/queue',
}

/** What a view keeps of the address of its list, besides the filter: the order, and the part of the queue. */
const kept = ['sort', 'view', 'queue']
/** Names the view in the address: the filter may differ from it meanwhile. */
export const viewParam = 'saved'

/** What an address says of what views keep, in one form. */
export function keptParams(address: URLSearchParams): string {
  const params = new URLSearchParams()
  for (const name of kept) {
    const value = address.get(name)
    if (value) params.set(name, value)
  }
  return params.toString()
}

/** Makes an address that of a view; null: of all of the list. */
export function putView(address: URLSearchParams, view: SavedView | null): void {
  for (const name of [viewParam, 'q', ...kept]) address.delete(name)
  if (view === null) return
  address.set(viewParam, view.id)
  if (view.q !== '') address.set('q', view.q)
  for (const [name, value] of new URLSearchParams(view.params)) if (kept.includes(name)) address.set(name, value)
}

/** The address of a view: its list with its filter and order. */
export function pathOfView(view: SavedView): string {
  const address = new URLSearchParams()
  putView(address, view)
  return `${pages[view.list]}?${address}`
}
