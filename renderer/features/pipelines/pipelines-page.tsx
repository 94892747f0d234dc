import { useInfiniteQuery } from '@tanstack/react-query'
import { Play, Plus, Upload } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { PipelineSummary } from '../../../shared/model/pipeline.ts'
import { api } from '../../api/client.ts'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { toggleFavorite, useFavoriteTest } from '../../favorites/favorites.ts'
import { FilterBar } from '../../filter-bar/filter-bar.tsx'
import { FilteredList } from '../../filter-bar/filtered-list.tsx'
import { QuickFilters } from '../../filter-bar/quick-filters.tsx'
import { useFilter } from '../../filter-bar/use-filter.ts'
import { paged, searched, useItems } from '../../paged.tsx'
import { RunStrip, Status } from '../../run-status.tsx'
import { buttonClass, IconButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Page } from '../../ui/page.tsx'
import { RowTable } from '../../ui/row-table.tsx'
import { Ago } from '../../ui/time.tsx'
import { importManifests } from './actions.ts'
import { RunDialog } from './run-dialog.tsx'

const quickFilters = { Failing: 'failing:yes', Favorites: 'favorite:yes' }

export function PipelinesPage() {
  const filter = useFilter('pipelines')
  const q = filter.applied
  const query = useInfiniteQuery({ ...api.pipelines.list.infiniteOptions(paged(searched(q ?? ''))), enabled: q !== null })
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
        nouns={['pipeline', 'pipelines']}
        count={pipelines.length}
        total={total}
        none={total === 0 ? <NoPipelines /> : null}
      >
        <PipelineTable
          pipelines={pipelines}
          more={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
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

const grid = 'grid grid-cols-[minmax(0,1fr)_90px_150px_190px_32px] gap-2.5 max-[960px]:grid-cols-[minmax(0,1fr)_70px_180px_32px]'
const columns = [
  { name: 'Pipeline' },
  { name: 'Steps' },
  { name: 'Last 20 runs', wide: true },
  { name: 'Last run' },
  { name: 'Actions', hidden: true },
]

function PipelineTable({ pipelines, more }: { pipelines: PipelineSummary[]; more: (() => void) | null }) {
  const [running, setRunning] = useState<PipelineSummary | null>(null)
  const isFavorite = useFavoriteTest()
  const [, go] = useLocation()
  return (
    <>
      <RowTable
        label="Pipelines"
        grid={grid}
        columns={columns}
        items={pipelines}
        keyOf={({ id }) => id}
        onOpen={useCallback(({ id }: PipelineSummary) => go(`/pipelines/${id}`), [go])}
        keysOf={(pipeline) => ({ favoriteSelected: () => void toggleFavorite(asFavorite(pipeline)) })}
        more={more}
      >
        {(pipeline) => (
          <Cells pipeline={pipeline} isFavorite={isFavorite(asFavorite(pipeline))} onRun={() => setRunning(pipeline)} />
        )}
      </RowTable>
      {running && <RunDialog pipeline={running} onClose={() => setRunning(null)} />}
    </>
  )
}

const asFavorite = ({ id, name }: PipelineSummary) => ({ kind: 'pipeline' as const, id, name })

type CellsProps = { pipeline: PipelineSummary; isFavorite: boolean; onRun(): void }

function Cells({ pipeline, isFavorite, onRun }: CellsProps) {
  const last = pipeline.lastRuns.at(-1)
  return (
    <>
      <span role="cell" className="min-w-0 truncate">
        <Link href={`/pipelines/${pipeline.id}`} className="font-medium hover:underline">
          {pipeline.name}
        </Link>
        {isFavorite && <FavoriteMark />}
        {pipeline.path !== null && <span className="ml-2 font-mono text-xs text-ink-3">{pipeline.path}</span>}
      </span>
      <span role="cell" className="text-ink-2">
        {pipeline.steps ?? <span className="text-bad">Not sound</span>}
      </span>
      <span role="cell" className="max-[960px]:hidden">
        <RunStrip runs={pipeline.lastRuns} />
      </span>
      <span role="cell" className="min-w-0 truncate">
        {last && (
          <Link href={`/runs/${last.number}`} className="inline-flex items-center gap-1 align-middle hover:underline">
            <Status facts={last} />
            {last.startedAt !== null && (
              <span className="text-ink-3">
                <Ago at={last.endedAt ?? last.startedAt} />
              </span>
            )}
          </Link>
        )}
      </span>
      <span role="cell" className="text-right">
        <IconButton label={`Run ${pipeline.name}`} disabled={pipeline.steps === null} onClick={onRun}>
          <Play aria-hidden="true" className="size-3.5" />
        </IconButton>
      </span>
    </>
  )
}

const NoPipelines = () => (
  <Empty title="No pipelines yet" action={newPipeline}>
    A pipeline chains scripts through files. Each result is kept once, and what has not changed is not done again. Write one here,
    or run a file: <code className="font-mono">lf pipeline run manifest.toml</code>
  </Empty>
)
