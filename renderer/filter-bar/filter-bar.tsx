import { usePageView } from '../saved-views/use-page-view.ts'
import { ViewButtons } from '../saved-views/view-buttons.tsx'
import { ViewMenu } from '../saved-views/view-menu.tsx'
import { FilterField } from './filter-field.tsx'
import type { PageFilter } from './use-filter.ts'

/** The saved views of a list, its filter, and the way to save it. `label` names the list: "Filter runs". */
export function FilterBar({ filter, label }: { filter: PageFilter; label: string }) {
  const view = usePageView(filter)
  return (
    <>
      <ViewMenu view={view} />
      <FilterField filter={filter} label={label} />
      <ViewButtons view={view} />
    </>
  )
}
