import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Search } from '../../ui/search.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { ObjectTable } from './object-table.tsx'

/** Every file that runs left behind, newest first. */
export function ObjectsPage() {
  const [search, setSearch] = useState('')
  const q = useDebounced(search.trim())
  const query = useInfiniteQuery(api.objects.list.infiniteOptions(paged(searched(q))))
  const files = useItems(query.data)
  return (
    <Page title="Files" toolbar={<Search label="Search files by name or hash" value={search} onChange={setSearch} />}>
      <Loaded query={query} what="files">
        {files.length === 0 && q === '' ? (
          <Empty title="No files yet">
            What a script writes into the folder <code className="font-mono">$OUTPUT_DIR</code> is kept here, once for each
            content, and can be traced back to where it came from.
          </Empty>
        ) : files.length === 0 ? (
          <Empty title={`No file matches "${q}"`} action={<Button onClick={() => setSearch('')}>Show all</Button>} />
        ) : (
          <ObjectTable
            files={files}
            more={query.hasNextPage ? () => void (query.isFetchingNextPage || query.fetchNextPage()) : null}
          />
        )}
      </Loaded>
    </Page>
  )
}
