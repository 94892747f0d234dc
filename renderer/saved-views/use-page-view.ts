import { useSearchParams } from 'wouter'
import type { SavedView } from '../../shared/model/saved-view.ts'
import type { PageFilter } from '../filter-bar/use-filter.ts'
import { isSameLayout } from '../ui/table/columns.ts'
import { changeView } from './actions.ts'
import { keptParams, putView, useSavedViews, viewParam } from './saved-views.ts'
import { dropColumns, useViewColumns } from './view-columns.ts'

export type PageView = ReturnType<typeof usePageView>

/** The views of a list, and the one that its address names, or has the filter of. */
export function usePageView({ list, text, problems }: PageFilter) {
  const [params, setParams] = useSearchParams()
  const views = useSavedViews().filter((view) => view.list === list)
  const now = { list, q: text, params: keptParams(params), columns: useViewColumns(list).value }
  const named = views.find(({ id }) => id === params.get(viewParam))
  // The columns of other views do not show until the view is opened.
  const hasColumns = (view: SavedView): boolean =>
    view !== named || view.columns === null || isSameLayout(view.columns, now.columns)
  const isNow = (view: SavedView): boolean => view.q === now.q && view.params === now.params && hasColumns(view)
  const hasSome = now.q !== '' || params.has('sort') || !isSameLayout(now.columns, {})
  const current = named ?? views.find((view) => hasSome && isNow(view)) ?? null
  return {
    views,
    current,
    /** What a view would save. */
    now,
    isChanged: current !== null && !isNow(current),
    /** There is something to save that no view has. */
    isNew: hasSome && !views.some(isNow),
    isValid: problems.length === 0,
    /** Shows a view, or all of the list. */
    open(view: SavedView | null): void {
      if (view) dropColumns(view.id)
      setParams((before) => {
        const after = new URLSearchParams(before)
        putView(after, view)
        return after
      })
    },
    /** The view keeps what the list shows now. */
    saveIn: (view: SavedView): Promise<void> =>
      changeView(view, { q: now.q, params: now.params, columns: now.columns }).then(() => dropColumns(view.id)),
  }
}
