import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Artifact } from '../../../shared/model/object.ts'
import { api } from '../../api/client.ts'
import { Loaded, paged, searched, useItems } from '../../paged.tsx'
import { Button } from '../../ui/button.tsx'
import { bytesText } from '../../ui/bytes-text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { RowTable } from '../../ui/row-table.tsx'
import { Search } from '../../ui/search.tsx'
import { Ago } from '../../ui/time.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'

type Kept = Artifact & { run: number; madeAt: number }

const grid = 'grid grid-cols-[minmax(0,1fr)_130px_90px_100px_120px] gap-2.5 max-[960px]:grid-cols-[minmax(0,1fr)_120px_80px_80px]'
const columns = [{ name: 'Name' }, { name: 'Hash' }, { name: 'Size' }, { name: 'Made by' }, { name: 'When', wide: true }]

/** Every file that runs left behind, newest first. */
export function ObjectsPage() {
  const [search, setSearch] = useState('')
  const q = useDebounced(search.trim())
  const [, go] = useLocation()
  const query = useInfiniteQuery(api.objects.list.infiniteOptions(paged(searched(q))))
  const files = useItems(query.data)
  const open = useCallback(({ hash }: Kept) => go(`/files/${hash}`), [go])
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
          <RowTable
            label="Files"
            grid={grid}
            columns={columns}
            items={files}
            keyOf={({ run, name, hash, madeAt }) => `${run} ${madeAt} ${hash} ${name}`}
            onOpen={open}
            more={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
          >
            {(file) => <Cells file={file} />}
          </RowTable>
        )}
      </Loaded>
    </Page>
  )
}

function Cells({ file: { name, hash, size, run, madeAt } }: { file: Kept }) {
  return (
    <>
      <span role="cell" className="min-w-0 truncate">
        <Link href={`/files/${hash}`} className="font-medium hover:underline" title={name}>
          {name}
        </Link>
      </span>
      <span role="cell" className="font-mono text-sm text-ink-3">
        {hash.slice(0, 12)}
      </span>
      <span role="cell" className="text-ink-2">
        {bytesText(size)}
      </span>
      <span role="cell">
        <Link href={`/runs/${run}`} className="hover:underline">
          run {run}
        </Link>
      </span>
      <span role="cell" className="text-ink-3 max-[960px]:hidden">
        <Ago at={madeAt} />
      </span>
    </>
  )
}
