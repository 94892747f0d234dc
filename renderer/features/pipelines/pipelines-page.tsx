import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Upload } from 'lucide-react'
import { Link } from 'wouter'
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
import { definitionWords } from '../../words.ts'
import { importManifests } from './actions.ts'
import { pipelineList } from './pipeline-list.tsx'
import { words } from './words.ts'

const quickFilters = { [definitionWords.failing]: 'failing:yes', [definitionWords.favorites]: 'favorite:yes' }

export function PipelinesPage() {
  const templateAction = useNewFromTemplate()
  const filter = useFilter('pipelines')
  const q = filter.applied
  const query = useInfiniteQuery({
    ...api.pipelines.list.infiniteOptions(pagedWhole(searched(q ?? ''))),
    enabled: q !== null,
  })
  return (
    <DefinitionsPage
      list={pipelineList}
      filter={filter}
      query={query}
      filterLabel={words.filter}
      quickFilters={quickFilters}
      none={<NoPipelines />}
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
          <HeaderActions buttons={[]} menu={[templateAction]} />
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

const newPipeline = (
  <Link href="/pipelines/new" className={buttonClass('primary')}>
    <Plus aria-hidden="true" className="size-4" />
    {words.newPipeline}
  </Link>
)

const NoPipelines = () => (
  <Empty title={words.none} action={fromTemplate}>
    {words.noneText(<code className="font-mono">{words.runCommand}</code>)}
  </Empty>
)
