import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Upload } from 'lucide-react'
import { Link } from 'wouter'
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
import { definitionWords } from '../../words.ts'
import { importManifests } from './actions.ts'
import { PipelineTable } from './pipeline-table.tsx'
import { words } from './words.ts'

const quickFilters = { [definitionWords.failing]: 'failing:yes', [definitionWords.favorites]: 'favorite:yes' }

export function PipelinesPage() {
  const fromTemplate = useNewFromTemplate()
  const filter = useFilter('pipelines')
  const q = filter.applied
  const query = useInfiniteQuery({
    ...api.pipelines.list.infiniteOptions(pagedWhole(searched(q ?? ''))),
    enabled: q !== null,
  })
  useWholeList(query)
  const pipelines = useItems(query.data)
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
          <FileButton
            label={words.filesToImport}
            multiple
            accept=".toml"
            look="quiet"
            onFiles={(files) => void importManifests(files)}
          >
            <Upload aria-hidden="true" className="size-3.5" />
            {definitionWords.import}
          </FileButton>
          {newPipeline}
          <HeaderActions buttons={[]} menu={[fromTemplate]} />
        </>
      }
    >
      <FilteredList filter={filter} query={query} nouns={words.nouns} count={pipelines.length} total={total} none={null}>
        {(empty) =>
          total === 0 ? (
            <NoPipelines />
          ) : (
            <PipelineTable
              pipelines={pipelines}
              scope={q ?? ''}
              empty={empty}
              footer={countText(pipelines.length, words.nouns, { total, isPart: query.hasNextPage })}
            />
          )
        }
      </FilteredList>
    </Page>
  )
}

const newPipeline = (
  <Link href="/pipelines/new" className={buttonClass('primary')}>
    <Plus aria-hidden="true" className="size-4" />
    {words.newPipeline}
  </Link>
)

const NoPipelines = () => (
  <Empty title={words.none} action={newPipeline}>
    {words.noneText(<code className="font-mono">{words.runCommand}</code>)}
  </Empty>
)
