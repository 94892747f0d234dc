import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Change } from '../../shared/contract/live.ts'

const asked: unknown[] = []
const told: number[][] = []
let stream = openStream()
let refreshed: () => void = () => {}
let slow = false

/** A stream of changes that the test sends and breaks off. */
function openStream() {
  const waiting: Change[] = []
  let wake: () => void = () => {}
  let failure: Error | null = null
  return {
    send(...seqs: number[]) {
      waiting.push(...seqs.map((seq) => ({ seq, noun: 'run', type: 'started', run: 'r' }) as unknown as Change))
      wake()
    },
    lose() {
      failure = new Error('lost')
      wake()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = waiting.shift()
        if (next) yield next
        else if (failure) throw failure
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
  }
}

const invalidate = vi.fn(async () => {})
vi.mock('./client.ts', () => ({
  client: {
    live: {
      async changes(input: unknown) {
        asked.push(input)
        return stream
      },
    },
  },
  queryClient: { invalidateQueries: () => invalidate() },
}))
vi.mock('./run-ends.ts', () => ({ tellEnds: () => {} }))
vi.mock('./refresh.ts', () => ({
  refreshNoticed: async () => {},
  async refresh(changes: Change[]) {
    told.push(changes.map(({ seq }) => seq))
    if (slow)
      await new Promise<void>((resolve) => {
        refreshed = resolve
      })
  },
}))

async function loadPage() {
  vi.resetModules()
  const { useConnection } = await import('./connection.ts')
  const { followChanges } = await import('./live.ts')
  followChanges()
  let times = 0
  return {
    open() {
      times++
      useConnection.setState({ state: 'open', times })
    },
    lose: () => useConnection.setState({ state: 'lost' }),
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
  told.length = 0
  invalidate.mockClear()
  slow = false
  stream = openStream()
})
afterEach(() => vi.useRealTimers())

it('changes that come together make answers stale once', async () => {
  const page = await loadPage()
  page.open()
  await vi.advanceTimersByTimeAsync(0)
  stream.send(1, 2)
  await vi.advanceTimersByTimeAsync(10)
  stream.send(3)
  await vi.advanceTimersByTimeAsync(100)
  expect(told).toEqual([[1, 2, 3]])
})

it('the next connection goes on after the last change, and reads again what failed', async () => {
  const page = await loadPage()
  page.open()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual([{}])
  stream.send(7)
  await vi.advanceTimersByTimeAsync(100)
  invalidate.mockClear()
  page.lose()
  stream.lose()
  stream = openStream()
  page.open()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual([{}, { since: 7 }])
  expect(invalidate).toHaveBeenCalledTimes(1)
  stream.send(8)
  await vi.advanceTimersByTimeAsync(100)
  expect(told).toEqual([[7], [8]])
})

it('while answers are read, further changes wait for the next turn', async () => {
  const page = await loadPage()
  slow = true
  page.open()
  await vi.advanceTimersByTimeAsync(0)
  stream.send(1)
  await vi.advanceTimersByTimeAsync(100)
  stream.send(2, 3)
  await vi.advanceTimersByTimeAsync(500)
  expect(told).toEqual([[1]])
  refreshed()
  await vi.advanceTimersByTimeAsync(100)
  expect(told).toEqual([[1], [2, 3]])
})

it('a change of an earlier connection is left to the later one', async () => {
  const page = await loadPage()
  page.open()
  await vi.advanceTimersByTimeAsync(0)
  const earlier = stream
  stream = openStream()
  page.lose()
  page.open()
  await vi.advanceTimersByTimeAsync(0)
  earlier.send(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(told).toEqual([])
})
