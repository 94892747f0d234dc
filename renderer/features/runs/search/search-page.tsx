import { issuesOf, messageOf } from '../../../api/client.ts'
import { FilterField } from '../../../filter-bar/filter-field.tsx'
import { FilterMistake, FilterProblem } from '../../../filter-bar/filter-problem.tsx'
import { type PageFilter, useFilter, withAnswer } from '../../../filter-bar/use-filter.ts'
import { Button } from '../../../ui/button.tsx'
import { Crumbs } from '../../../ui/crumbs.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { searchWords as words } from '../words/search.ts'
import { ProgressLine } from './progress-line.tsx'
import { Results } from './results.tsx'
import type { SearchInput } from './search-state.ts'
import { TextField } from './text-field.tsx'
import { useLogSearch } from './use-log-search.ts'
import { useSearchQuery } from './use-search-query.ts'

/** Searches the logs of runs. The text and the filter live in the address. */
export function SearchPage() {
  const typed = useFilter('runs')
  const query = useSearchQuery()
  const q = typed.applied
  const input = query.text !== '' && q !== null ? { text: query.text, ...query.flags, q } : null
  const search = useLogSearch(input)
  const error = search.state?.phase === 'failed' ? search.state.error : null
  const filter = withAnswer(typed, error)
  const textProblem = issuesOf(error)['text'] ?? null
  return (
    <Page
      title={words.title}
      heading={
        <Crumbs way={[[words.runs, typed.text === '' ? '/runs' : `/runs?q=${encodeURIComponent(typed.text)}`]]}>
          {words.title}
        </Crumbs>
      }
      toolbar={
        <>
          <TextField query={query} problem={textProblem} />
          <FilterField filter={filter} label={words.filter} />
        </>
      }
    >
      <FilterProblem filter={filter} />
      {q === null ? <FilterMistake filter={filter} /> : <Found {...{ input, search, filter }} />}
    </Page>
  )
}

type FoundProps = { input: SearchInput | null; search: ReturnType<typeof useLogSearch>; filter: PageFilter }

function Found({ input, search, filter }: FoundProps) {
  const { state } = search
  if (input === null) return <Start />
  if (state === null) return <SkeletonRows />
  return (
    <>
      {state.phase === 'failed' ? (
        filter.problems.length === 0 && <Failure error={state.error} retry={search.continue} />
      ) : (
        <ProgressLine state={state} onCancel={search.cancel} onContinue={search.continue} />
      )}
      {state.found.length > 0 ? (
        <Results key={JSON.stringify(input)} query={input} state={state} />
      ) : (
        state.phase === 'done' && <None text={input.text} filter={filter} />
      )}
    </>
  )
}

/** A mistake in the text would only be made again. */
function Failure({ error, retry }: { error: unknown; retry(): void }) {
  const isMistake = issuesOf(error)['text'] !== undefined
  const message = messageOf(error)
  return <Problem message={isMistake ? message : words.problem(message)} {...(isMistake ? {} : { retry })} />
}

const Start = () => (
  <Empty title={words.start}>{words.startHint(<code className="font-mono text-sm">{words.startExample}</code>)}</Empty>
)

const None = ({ text, filter }: { text: string; filter: PageFilter }) => (
  <Empty
    title={words.none(text.length > 60 ? `${text.slice(0, 60)}…` : text)}
    action={filter.text !== '' && <Button onClick={() => filter.set('', true)}>{words.searchAll}</Button>}
  >
    {filter.text !== '' && words.noneHint}
  </Empty>
)
