import type { Run } from '../../../../shared/model/run.ts'
import type { StepHit, StepHits } from '../../../../shared/model/step-lines.ts'
import type { LogAnswer, WantedText } from '../found-in-log.ts'
import type { RunSearches } from '../run-searches.ts'
import type { RunLogs } from './list-logs.ts'
import type { StepLog } from './step-reader.ts'

/** Hits that are listed; further ones are counted. */
const mostHits = 5_000
const newsMs = 150

type Deps = { find(ref: string): Run; list(run: Run): Promise<RunLogs>; searches: RunSearches }

/**
 * Finds a text in the logs of all steps of a run, one log after the other, in a thread. Throws `invalid` for an invalid expression.
 * A log on which an expression takes too long is skipped.
 */
export function createStepFind({ find, list, searches }: Deps) {
  return async function* (ref: string, query: WantedText, abort: AbortSignal | undefined): AsyncGenerator<StepHits> {
    const searcher = searches.open(query)
    const close = (): void => void searcher.close()
    abort?.addEventListener('abort', close)
    try {
      const { logs } = await list(find(ref))
      const news = createNews(logs.length)
      for (const log of logs) {
        const order = { ...log, lines: mostHits - news.listed() }
        const answer = await searcher.search(order).catch(skipped)
        if (abort?.aborted) return
        news.add(log, answer)
        if (news.isDue()) yield news.take()
      }
      yield news.take()
    } finally {
      abort?.removeEventListener('abort', close)
      await searcher.close()
    }
  }
}

/** The log could not be searched: it cannot be read, or the expression takes too long. */
const skipped = (): undefined => undefined

function createNews(of: number) {
  let items: StepHit[] = []
  const sums = { listed: 0, count: 0, searched: 0, skipped: 0 }
  let sentAt = performance.now()
  return {
    listed: () => sums.listed,
    add({ node, attempt, from, to }: StepLog, answer: LogAnswer | undefined): void {
      sums.searched++
      if (answer === undefined) sums.skipped++
      if (answer === undefined || typeof answer === 'string') return
      sums.count += answer.count
      sums.listed += answer.lines.length
      for (const { n, at, stream, text, isCut } of answer.lines) {
        const time = Math.min(Math.max(at, from), to ?? Number.POSITIVE_INFINITY)
        items.push({ node, attempt, n, at: time, stream, text, isCut })
      }
    },
    isDue: () => performance.now() - sentAt > newsMs,
    take(): StepHits {
      const { count, searched, skipped } = sums
      const news = { items, count, searched, of, skipped }
      items = []
      sentAt = performance.now()
      return news
    },
  }
}
