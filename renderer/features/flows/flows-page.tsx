import { useInfiniteQuery } from '@tanstack/react-query'
import { FolderClock, Plus, Upload } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { api } from '../../api/client.ts'
import { DefinitionsPage } from '../../definition/definitions-page.tsx'
import { useFilter } from '../../filter-bar/use-filter.ts'
import { pagedWhole, searched } from '../../paged.tsx'
import { useNewFromTemplate } from '../../templates/use-new-from-template.ts'
import { words as templateWords } from '../../templates/words.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import type { Action } from '../../ui/table/action.ts'
import { definitionWords } from '../../words.ts'
import { importFiles } from './actions.ts'
import { flowList } from './flow-list.tsx'
import { words } from './words.ts'

const quickFilters = {
  [definitionWords.failing]: 'failing:yes',
  [words.unpublishedChanges]: 'draft:yes',
  [definitionWords.favorites]: 'favorite:yes',
}

export function FlowsPage() {
  const [, go] = useLocation()
  const templateAction = useNewFromTemplate()
  const openHistory: Action = { name: words.openRunHistory, icon: FolderClock, act: () => go('/history') }
  const filter = useFilter('flows')
  const q = filter.applied
  const query = useInfiniteQuery({
    ...api.flows.list.infiniteOptions(pagedWhole(searched(q ?? ''))),
    enabled: q !== null,
  })
  return (
    <DefinitionsPage
      list={flowList}
      filter={filter}
      query={query}
      filterLabel={words.filter}
      quickFilters={quickFilters}
      none={<NoFlows />}
      actions={
        <>
          {importButton}
          {newFlow}
          <HeaderActions buttons={[]} menu={[templateAction, openHistory]} />
        </>
      }
    />
  )
}

/** The header has the other way. */
const fromTemplate = (
  <Link href="/examples" className={buttonClass()}>
    {templateWords.newFrom}
  </Link>
)

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
  <Empty title={words.none} action={fromTemplate}>
    {words.noneText}
  </Empty>
)
