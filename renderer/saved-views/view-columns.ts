import { create } from 'zustand'
import type { FilterList } from '../../shared/filter/keys.ts'
import { useTableLayout } from '../table-layout.ts'
import type { Layout } from '../ui/table/columns.ts'
import type { LayoutStore } from '../ui/table/use-columns.ts'
import { useParam } from '../ui/use-param.ts'
import { useSavedViews, viewParam } from './saved-views.ts'

/** Columns of views that the person changed and has not saved, by the ids of the views. */
const useChanged = create<Record<string, Layout>>(() => ({}))

/** The view has the columns that it was saved with again. */
export const dropColumns = (viewId: string): void => useChanged.setState(({ [viewId]: _, ...others }) => others, true)

/** The columns of a list: of the view that its address names, if that has its own, else as the person has them everywhere. */
export function useViewColumns(list: FilterList): LayoutStore {
  const own = useTableLayout(list)
  const id = useParam(viewParam)
  const view = useSavedViews().find((each) => each.id === id && each.list === list)
  const changed = useChanged((all) => (view ? all[view.id] : undefined))
  const saved = view?.columns
  if (!view || !saved) return own
  return {
    value: changed ?? saved,
    change: (next) => useChanged.setState((all) => ({ [view.id]: next(all[view.id] ?? saved) })),
  }
}
