import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import type { Change } from '../../../shared/contract/live.ts'
import { changes } from '../changes/changes.ts'
import type { Claim, Ending } from '../queue/attempt.ts'
import { claimNext } from '../queue/claim.ts'
import { enqueue } from '../queue/enqueue.ts'
import { finish } from '../queue/finish.ts'
import { retryRun } from '../queue/retry-run.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore, spec } from '../testing/engine.ts'
import type { StoredEvent } from './events.ts'
import type { Store } from './store.ts'

const failed: Ending = { type: 'failed', reason: 'error', error: 'x', facts: null }
const succeeded: Ending = { type: 'succeeded', result: null, facts: null }

async function openRun() {
  const told: StoredEvent[] = []
  const store = openTestStore(undefined, (events) => told.push(...events))
  const core = coreOf(store)
  const noop = spec({ body: { kind: 'builtin', name: 'noop', input: null } })
  const add = () => store.submit('enqueue', () => enqueue(core, { title: 'x', trigger: 'api', spec: noop }, 10).run)
  const claim = async (now: number): Promise<Claim> => {
    const [next] = await store.submit('claim', () => claimNext(core, { free: 1, freeIn: () => 1 }, () => 1, now))
    return next as Claim
  }
  const finishAs = (one: Claim, ending: Ending, at: number) =>
    store.submit('record an end', () => finish(core, one, ending, at, () => 0.5))
  const eventsOf = (run: number, after = 0, limit = -1) =>
    store.events.ofRun(run, after, limit).map(({ type, at }) => `${type} ${at}`)
  return { store, core, told, add, claim, finishAs, eventsOf }
}

it('the start of a run is announced, and its history lists it between the events before and after it', async () => {
  const { told, add, claim, finishAs, eventsOf } = await openRun()
  const run = await add()
  await add()
  await finishAs(await claim(20), succeeded, 30)
  expect(told.map(({ seq, type, id }) => [seq, type, id === run.id])).toEqual([
    [1, 'queued', true],
    [2, 'queued', false],
    [3, 'started', true],
    [4, 'succeeded', true],
  ])
  expect(eventsOf(run.number)).toEqual(['queued 10', 'started 20', 'succeeded 30'])
})

it('a run that is retried after its end keeps the time of its first start', async () => {
  const { store, core, add, claim, finishAs, eventsOf } = await openRun()
  const { number } = await add()
  await finishAs(await claim(20), failed, 30)
  await store.submit('retry a run', () => retryRun(core, number, 40))
  await finishAs(await claim(50), succeeded, 60)
  expect(eventsOf(number)).toEqual(['queued 10', 'started 20', 'failed 30', 'retried 40', 'started 50', 'succeeded 60'])
})

it('a history that is read in pages has the start of its run once, whatever their size', async () => {
  const { store, add, claim, finishAs, eventsOf } = await openRun()
  const [{ number }] = [await add(), await add()]
  await finishAs(await claim(20), succeeded, 30)
  for (const limit of [1, 2, 3]) {
    const read: string[] = []
    for (let after = 0; ; after = store.events.ofRun(number, after, limit).at(-1)?.seq ?? 0) {
      const page = eventsOf(number, after, limit)
      if (page.length === 0) break
      read.push(...page)
    }
    expect(read, `pages of ${limit}`).toEqual(['queued 10', 'started 20', 'succeeded 30'])
  }
})

it('whoever reads a history on from the last event it knows finds the start, even where nothing else happened', async () => {
  const { store, add, claim, finishAs, eventsOf } = await openRun()
  const { number } = await add()
  const seen = store.events.ofRun(number).at(-1)?.seq ?? 0
  const one = await claim(20)
  expect(eventsOf(number, seen)).toEqual(['started 20'])
  const seenStart = store.events.ofRun(number, seen).at(-1)?.seq ?? 0
  expect(eventsOf(number, seenStart)).toEqual([])
  await finishAs(one, succeeded, 30)
  expect(eventsOf(number, seenStart)).toEqual(['succeeded 30'])
})

it('no event takes the number of a start, not even after the engine started again', async () => {
  const { store, add, claim } = await openRun()
  const { number } = await add()
  await claim(20)
  store.close()
  const copy = openTestStore(dirname(store.path))
  await copy.submit('save a job', () => copy.events.append({ at: 40, noun: 'job', id: 'j', type: 'x', data: {} }))
  expect(copy.events.since(0, 10).map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'queued'],
    [3, 'x'],
  ])
  expect(copy.events.ofRun(number).map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'queued'],
    [2, 'started'],
  ])
})

it('a run ends after its start also if its end is the first write after the engine started again', async () => {
  const { store, add, claim } = await openRun()
  const { number } = await add()
  const one = await claim(20)
  store.close()
  const copy = openTestStore(dirname(store.path))
  await copy.submit('record an end', () => finish(coreOf(copy), one, succeeded, 30, () => 0.5))
  expect(copy.events.ofRun(number).map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'queued'],
    [2, 'started'],
    [3, 'succeeded'],
  ])
})

it('a run ends after its start also if the operation before its end was undone', async () => {
  const { store, add, claim, finishAs } = await openRun()
  const { number } = await add()
  const one = await claim(20)
  const undone = store.submit('save a job', () => {
    throw new Error('second thoughts')
  })
  const ended = finishAs(one, succeeded, 30)
  await expect(undone).rejects.toThrow('second thoughts')
  await ended
  expect(store.events.ofRun(number).map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'queued'],
    [2, 'started'],
    [3, 'succeeded'],
  ])
})

it('an operation that is undone leaves no trace in the place of the starts that follow', async () => {
  const { store, add, claim, finishAs, eventsOf } = await openRun()
  const { number } = await add()
  const undone = store.submit('save a job', () => {
    for (let n = 0; n < 5; n++) store.events.append({ at: 1, noun: 'job', id: 'j', type: 'x', data: {} })
    throw new Error('second thoughts')
  })
  await expect(undone).rejects.toThrow('second thoughts')
  await finishAs(await claim(20), succeeded, 30)
  expect(eventsOf(number)).toEqual(['queued 10', 'started 20', 'succeeded 30'])
})

it('a client that was disconnected learns of a run that started meanwhile and still runs', async () => {
  const { store, add, claim } = await openRun()
  const run = await add()
  const since = store.events.newestSeq()
  await claim(20)
  const first = await changes(partsOf(store), since, undefined).next()
  expect(first.value).toMatchObject({ noun: 'run', id: run.id, type: 'started', seq: since + 1 })
})

it('a client that is pages behind learns of each start once, whatever the order in which their tasks were queued', async () => {
  const { store, core, add, claim } = await openRun()
  const late = await add()
  const first = await store.submit('enqueue', () => {
    const early = spec({ body: { kind: 'builtin', name: 'noop', input: null }, priority: 10 })
    return enqueue(core, { title: 'x', trigger: 'api', spec: early }, 10).run
  })
  const since = store.events.newestSeq()
  await claim(20)
  await store.submit('save a job', () => {
    for (let n = 0; n < 600; n++) store.events.append({ at: 1, noun: 'job', id: 'j', type: 'x', data: {} })
  })
  await claim(30)
  const told: Change[] = []
  for await (const change of changes(partsOf(store), since, undefined)) {
    told.push(change)
    if (told.length === 602) break
  }
  expect(told.filter(({ noun }) => noun === 'run').map((change) => ('id' in change ? change.id : ''))).toEqual([
    first.id,
    late.id,
  ])
  expect(told.map(({ seq }) => seq)).toEqual(Array.from({ length: 602 }, (_, n) => since + 1 + n))
})

function partsOf(store: Store): Parameters<typeof changes>[0] {
  const topic = { listen: () => () => {}, tell: () => {} }
  return { store, troubles: () => ({ storage: null, runnerProblem: null }), committed: topic, notices: topic } as Parameters<
    typeof changes
  >[0]
}
