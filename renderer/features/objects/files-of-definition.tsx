import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DefinitionRef } from '../../../shared/model/organization.ts'
import { api } from '../../api/client.ts'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Search } from '../../ui/search.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { ObjectTable } from './object-table.tsx'
import { words } from './words.ts'

/** The files that the runs of a job, flow or pipeline produced, newest first. */
export function FilesOf({ kind, id }: { kind: DefinitionRef['kind']; id: string }) {
  const [search, setSearch] = useState('')
  const q = useDebounced(search.trim())
  const query = useInfiniteQuery(api.objects.list.infiniteOptions(paged({ kind, ref: id, ...searched(q) })))
  const files = useItems(query.data)
  const folder = <code className="font-mono">{words.folder}</code>
  return (
    <>
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-rule px-4">
        <Search label={words.search} value={search} onChange={setSearch} />
      </div>
      <Loaded query={query} what={words.nouns[1]}>
        {files.length > 0 ? (
          <ObjectTable
            files={files}
            more={query.hasNextPage ? () => void (query.isFetchingNextPage || query.fetchNextPage()) : null}
          />
        ) : q === '' ? (
          <Empty title={words.none}>{words.noneOf[kind](folder)}</Empty>
        ) : (
          <Empty title={words.noMatch(q)} action={<Button onClick={() => setSearch('')}>{words.showAll}</Button>} />
        )}
      </Loaded>
    </>
  )
}
