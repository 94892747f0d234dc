import type { Run } from '../../../shared/model/run.ts'
import { countText } from '../../ui/count-text.ts'
import { useNow } from '../../ui/time.tsx'
import { recentFailures } from './recent-failures.ts'

/** How many runs the list shows and, of all runs, how many failed in the last hour. */
export function RunsFooter({ runs, hasMore, isFiltered }: { runs: Run[]; hasMore: boolean; isFiltered: boolean }) {
  const now = useNow(60_000)
  const { count, isPart } = recentFailures(runs, hasMore, now)
  return (
    <>
      {countText(runs.length, ['run', 'runs'], { isPart: hasMore })}
      {!isFiltered && count > 0 && ` · ${count}${isPart ? '+' : ''} failed in the last hour`}
    </>
  )
}
