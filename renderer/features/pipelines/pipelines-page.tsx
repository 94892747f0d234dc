import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Upload } from 'lucide-react'
import { Link } from 'wouter'
import { limits } from '../../../shared/model/limits.ts'
import { api } from '../../api/client.ts'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilteredList } from '../../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../../filter-bar/quick-filters.tsx'
import { useFilter } from '../../filter-bar/use-filter.ts'
import { paged, searched, useItems, useWholeList } from '../../paged.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { countText } from '../../ui/count-text.ts'
import { Empty } from '../../ui/empty.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Page } from '../../ui/page.tsx'
import { importManifests } from './actions.ts'
import { PipelineTable } from './pipeline-table.tsx'

const nouns = ['pipeline', 'pipelines'] as const
const quickFilters = { Failing: 'failing:yes', Favorites: 'favorite:yes' }

export function PipelinesPage() {
  const filter = useFilter('pipelines')
  const q = filter.applied
  const query = useInfiniteQuery({
    ...api.pipelines.list.infiniteOptions(paged(searched(q ?? ''), limits.pageSize)),
    enabled: q !== null,
  })
  useWholeList(query)
  const pipelines = useItems(query.data)
  const total = query.data?.pages[0]?.total ?? 0
  return (
    <Page
      title="Pipelines"
      toolbar={
        (total > 0 || filter.text !== '') && (
          <>
            <FilterBar filter={filter} label="Filter pipelines" />
            <QuickFilters filter={filter} tokens={quickFilters} />
          </>
        )
      }
      actions={
        <>
          <FileButton
            label="Manifests to import"
            multiple
            accept=".toml"
            look="quiet"
            onFiles={(files) => void importManifests(files)}
          >
            <Upload aria-hidden="true" className="size-3.5" />
            Import
          </FileButton>
          {newPipeline}
        </>
      }
    >
      <FilteredList
        filter={filter}
        query={query}
        nouns={nouns}
        count={pipelines.length}
        total={total}
        none={total === 0 ? <NoPipelines /> : null}
      >
        <PipelineTable
          pipelines={pipelines}
          scope={q ?? ''}
          footer={countText(pipelines.length, nouns, { total, isPart: query.hasNextPage })}
        />
      </FilteredList>
    </Page>
  )
}

const newPipeline = (
  <Link href="/pipelines/new" className={buttonClass('primary')}>
    <Plus aria-hidden="true" className="size-4" />
    New pipeline
  </Link>
)

const NoPipelines = () => (
  <Empty title="No pipelines yet" action={newPipeline}>
    A pipeline chains scripts through files. Each result is kept once, and what has not changed is not done again. Write one here,
    or run a file: <code className="font-mono">lf pipeline run manifest.toml</code>
  </Empty>
)
