import type { Run } from '../../../shared/model/run.ts'
import { countText } from '../../ui/count-text.ts'
import { useNow } from '../../ui/time.tsx'
import { recentFailures } from './recent-failures.ts'
import { listWords, nouns } from './words/list.ts'

/** How many runs the list shows and, of all runs, how many failed in the last hour. */
export function RunsFooter({ runs, hasMore, isFiltered }: { runs: Run[]; hasMore: boolean; isFiltered: boolean }) {
  const now = useNow(60_000)
  const { count, isPart } = recentFailures(runs, hasMore, now)
  return (
    <>
      {countText(runs.length, nouns, { isPart: hasMore })}
      {!isFiltered && count > 0 && listWords.recentFailures(count, isPart)}
    </>
  )
}
