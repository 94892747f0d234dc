import type { Run } from '../../../../shared/model/run.ts'
import type { StepHit, StepHits } from '../../../../shared/model/step-lines.ts'
import type { LogAnswer, WantedText } from '../found-in-log.ts'
import type { RunSearches } from '../run-searches.ts'
import type { RunLogs } from './list-logs.ts'
import type { StepLog } from './step-reader.ts'

/** Hits that are listed; further ones are counted. */
const mostHits = 5_000
/** Logs that are searched ahead of the one whose lines come next. */
const ahead = 16
const newsMs = 150

type Deps = { find(ref: string): Run; list(run: Run): Promise<RunLogs>; searches: RunSearches }

/**
 * Finds a text in the logs of all steps of a run, in threads, and gives what they have one after the other. Throws `invalid` for an
 * invalid expression. A log on which an expression takes too long is skipped.
 */
export function createStepFind({ find, list, searches }: Deps) {
  return async function* (ref: string, query: WantedText, abort: AbortSignal | undefined): AsyncGenerator<StepHits> {
    const searcher = searches.open(query)
    const close = (): void => void searcher.close()
    abort?.addEventListener('abort', close)
    try {
      const { logs } = await list(find(ref))
      const news = createNews(logs.length)
      const answers: Promise<LogAnswer | undefined>[] = []
      for (const [at, log] of logs.entries()) {
        const lines = mostHits - news.listed()
        for (const next of logs.slice(at + answers.length, at + ahead))
          answers.push(searcher.search({ ...next, lines }).catch(skipped))
        const answer = await answers.shift()
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
      const lines = answer.lines.slice(0, mostHits - sums.listed)
      sums.listed += lines.length
      for (const { n, at, stream, text, isCut } of lines) {
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
