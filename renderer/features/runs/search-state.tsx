import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { instant } from '../../ui/time.tsx'
import type { RunSearchState } from './use-run-pages.ts'
import { listWords as words } from './words/list.ts'

const textOf = ({ createdAt, isBusy }: RunSearchState): string => {
  const to = createdAt === null ? null : instant(createdAt)
  return isBusy ? words.searching(to) : words.searched(to)
}

/** Below the rows: how far back a search has come. */
export const SearchLine = ({ search }: { search: RunSearchState }) => (
  <div role="status" className="flex h-9 shrink-0 items-center gap-2 border-t border-rule px-4 text-sm text-ink-2">
    <span>{textOf(search)}</span>
    {!search.isBusy && <Button onClick={search.goOn}>{words.goOn}</Button>}
  </div>
)

/** In place of the rows, while none was found. */
export const SearchEmpty = ({ search }: { search: RunSearchState }) => (
  <div role="status" className="flex flex-1 flex-col">
    <Empty title={words.noneSoFar} action={!search.isBusy && <Button onClick={search.goOn}>{words.goOn}</Button>}>
      {textOf(search)}
    </Empty>
  </div>
)
