import type { Run } from '../../../shared/model/run.ts'
import { countText } from '../../ui/count-text.ts'
import { useNow } from '../../ui/time.tsx'
import { recentFailures } from './recent-failures.ts'
import type { RunCount } from './use-run-count.ts'
import { listWords, nouns } from './words/list.ts'

type Props = { runs: Run[]; hasMore: boolean; matching: RunCount | null; isFiltered: boolean; isNewestFirst: boolean }

/** How many runs the list shows of those that match and, of all runs, how many failed in the last hour. */
export function RunsFooter({ runs, hasMore, matching, isFiltered, isNewestFirst }: Props) {
  const now = useNow(60_000)
  const { count, isPart } = recentFailures(runs, hasMore, now)
  return (
    <>
      {matching
        ? countText(runs.length, nouns, { total: matching.count, isTotalPart: matching.isPart })
        : countText(runs.length, nouns, { isPart: hasMore })}
      {!isFiltered && isNewestFirst && count > 0 && listWords.recentFailures(count, isPart)}
    </>
  )
}
