import { expect, it } from 'vitest'
import type { FoundRun, SearchProgress } from '../../../../shared/model/found-run.ts'
import { afterEvent, begun } from './search-state.ts'

const progress = (over: Partial<SearchProgress>): SearchProgress => ({ ...begun.progress, ...over })
const found = (number: number): FoundRun => ({
  run: { id: `r${number}`, number, title: 'a', status: 'failed', reason: null, startedAt: 1, createdAt: 1 },
  lines: [],
  count: 1,
})

it('a search that ends has searched every run, unless it found too much', () => {
  expect(afterEvent(begun, begun, { type: 'end', ...progress({ runs: 3 }), next: null })).toMatchObject({
    phase: 'done',
    next: null,
  })
  expect(afterEvent(begun, begun, { type: 'end', ...progress({ runs: 3 }), next: 7 })).toMatchObject({ phase: 'full', next: 7 })
})

it('a search that was interrupted goes on behind the last run that it told of', () => {
  const first = afterEvent(begun, begun, { type: 'found', ...found(9) })
  expect(first).toMatchObject({ next: 9, found: [{ run: { number: 9 } }] })
  expect(afterEvent(first, begun, { type: 'progress', ...progress({ runs: 4, oldest: 6 }) }).next).toBe(6)
})

it('the progress of a search counts on in the one that continues it', () => {
  const base = { ...begun, progress: progress({ runs: 4, of: 10, foundLines: 2, noLog: 1, oldest: 6, backTo: 5 }) }
  const early = afterEvent(base, base, { type: 'progress', ...progress({ runs: 1 }) })
  expect(early.progress).toMatchObject({ runs: 5, of: 10, oldest: 6, backTo: 5 })
  const later = afterEvent(base, base, {
    type: 'progress',
    ...progress({ runs: 2, of: 6, isPart: true, foundLines: 3, oldest: 4 }),
  })
  expect(later.progress).toMatchObject({ runs: 6, of: 10, isPart: true, foundLines: 5, noLog: 1, oldest: 4 })
})
