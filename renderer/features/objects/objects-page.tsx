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
import { words } from './words.ts'

/** The files that runs stored, newest first. */
export function ObjectsPage() {
  const [search, setSearch] = useState('')
  const q = useDebounced(search.trim())
  const query = useInfiniteQuery(api.objects.list.infiniteOptions(paged(searched(q))))
  const files = useItems(query.data)
  return (
    <Page title={words.title} toolbar={<Search label={words.search} value={search} onChange={setSearch} />}>
      <Loaded query={query} what={words.nouns[1]}>
        {files.length === 0 && q === '' ? (
          <Empty title={words.none}>{words.noneHint(<code className="font-mono">{words.folder}</code>)}</Empty>
        ) : files.length === 0 ? (
          <Empty title={words.noMatch(q)} action={<Button onClick={() => setSearch('')}>{words.showAll}</Button>} />
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
