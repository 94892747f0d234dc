import { useInfiniteQuery } from '@tanstack/react-query'
import { FolderClock, Plus, Upload } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { api } from '../../api/client.ts'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilteredList } from '../../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../../filter-bar/quick-filters.tsx'
import { useFilter } from '../../filter-bar/use-filter.ts'
import { pagedWhole, searched, useItems, useWholeList } from '../../paged.tsx'
import { useNewFromTemplate } from '../../templates/use-new-from-template.ts'
import { buttonClass } from '../../ui/button.tsx'
import { countText } from '../../ui/count-text.ts'
import { Empty } from '../../ui/empty.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { Page } from '../../ui/page.tsx'
import type { Action } from '../../ui/table/action.ts'
import { definitionWords } from '../../words.ts'
import { importFiles } from './actions.ts'
import { FlowTable } from './flow-table.tsx'
import { words } from './words.ts'

const quickFilters = {
  [definitionWords.failing]: 'failing:yes',
  [words.unpublishedChanges]: 'draft:yes',
  [definitionWords.favorites]: 'favorite:yes',
}

export function FlowsPage() {
  const [, go] = useLocation()
  const fromTemplate = useNewFromTemplate()
  const openHistory: Action = { name: words.openRunHistory, icon: FolderClock, act: () => go('/history') }
  const filter = useFilter('flows')
  const q = filter.applied
  const query = useInfiniteQuery({
    ...api.flows.list.infiniteOptions(pagedWhole(searched(q ?? ''))),
    enabled: q !== null,
  })
  useWholeList(query)
  const flows = useItems(query.data)
  const total = query.data?.pages[0]?.total ?? 0
  return (
    <Page
      title={words.title}
      toolbar={
        (total > 0 || filter.text !== '') && (
          <>
            <FilterBar filter={filter} label={words.filter} />
            <QuickFilters filter={filter} tokens={quickFilters} />
          </>
        )
      }
      actions={
        <>
          {importButton}
          {newFlow}
          <HeaderActions buttons={[]} menu={[fromTemplate, openHistory]} />
        </>
      }
    >
      <FilteredList filter={filter} query={query} nouns={words.nouns} count={flows.length} total={total} none={null}>
        {(empty) =>
          total === 0 ? (
            <NoFlows />
          ) : (
            <FlowTable
              flows={flows}
              scope={q ?? ''}
              empty={empty}
              footer={countText(flows.length, words.nouns, { total, isPart: query.hasNextPage })}
            />
          )
        }
      </FilteredList>
    </Page>
  )
}

const newFlow = (
  <Link href="/flows/new" className={buttonClass('primary')}>
    <Plus aria-hidden="true" className="size-4" />
    {words.newFlow}
  </Link>
)

const importButton = (
  <FileButton
    label={words.filesToImport}
    multiple
    accept=".yaml,.yml,.json"
    look="quiet"
    onFiles={(files) => void importFiles(files)}
  >
    <Upload aria-hidden="true" className="size-3.5" />
    {definitionWords.import}
  </FileButton>
)

const NoFlows = () => (
  <Empty title={words.none} action={newFlow}>
    {words.noneText}
  </Empty>
)
