import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Upload } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { api } from '../../api/client.ts'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Search } from '../../ui/search.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { importFiles } from './actions.ts'
import { FlowTable } from './flow-table.tsx'

export function FlowsPage() {
  const [search, setSearch] = useState('')
  const q = useDebounced(search.trim())
  const query = useInfiniteQuery(api.flows.list.infiniteOptions(paged(searched(q))))
  const flows = useItems(query.data)
  const total = query.data?.pages[0]?.total ?? 0
  return (
    <Page
      title="Flows"
      toolbar={total > 0 && <Search label="Search flows" value={search} onChange={setSearch} />}
      actions={
        <>
          {importButton}
          <Link href="/history" className={buttonClass('quiet')}>
            Open a history…
          </Link>
          {newFlow}
        </>
      }
    >
      <Loaded query={query} what="flows">
        {total === 0 ? (
          <Empty title="No flows yet" action={newFlow}>
            A flow is a graph of steps: scripts, requests, choices, waits, approvals. It survives whatever happens to this
            computer, and tells afterwards what it did and why.
          </Empty>
        ) : flows.length === 0 ? (
          <Empty title={`No flow matches "${q}"`} action={<Button onClick={() => setSearch('')}>Show all {total}</Button>} />
        ) : (
          <div className="min-h-0 flex-1 overflow-auto">
            <FlowTable flows={flows} />
            {query.hasNextPage && (
              <div className="p-3 text-center">
                <Button onClick={() => void query.fetchNextPage()}>Show more</Button>
              </div>
            )}
          </div>
        )}
      </Loaded>
    </Page>
  )
}

const newFlow = (
  <Link href="/flows/new" className={buttonClass('primary')}>
    <Plus aria-hidden="true" className="size-4" />
    New flow
  </Link>
)

const importButton = (
  <FileButton
    label="Files to import"
    multiple
    accept=".yaml,.yml,.json"
    look="quiet"
    onFiles={(files) => void importFiles(files)}
  >
    <Upload aria-hidden="true" className="size-3.5" />
    Import
  </FileButton>
)
