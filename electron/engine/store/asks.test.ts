import { expect, it } from 'vitest'
import { systemActor } from '../../../shared/model/actor.ts'
import { recordAsks } from '../testing/asks.ts'
import { openTestStore } from '../testing/engine.ts'
import { misreportNextCommit } from '../testing/statement-faults.ts'

function openStore() {
  const store = openTestStore()
  return { store, seen: recordAsks(store) }
}

const note = (id: string) => ({ at: 1, noun: 'job', id, type: 'x', data: {} }) as const

it('an operation that throws after it asked to stop an attempt stops nothing', async () => {
  const { store, seen } = openStore()
  const undone = store.submit('cancel a run', () => {
    store.asks.stop('a1')
    throw new Error('second thoughts')
  })
  await Promise.allSettled([undone, store.submit('cancel a run', () => store.asks.stop('a2'))])
  expect(seen.stopped).toEqual(['a2'])
})

it('a wake in an operation that is rolled back wakes nothing, and claims nothing', async () => {
  const { store, seen } = openStore()
  const undone = store.submit('enqueue', () => {
    store.asks.wake('dispatcher')
    store.asks.wake('backfills')
    throw new Error('second thoughts')
  })
  await expect(undone).rejects.toThrow('second thoughts')
  expect(seen).toMatchObject({ woken: [], claims: 0 })
})

it('asks of a commit that failed are forgotten', async () => {
  const { store, seen } = openStore()
  store.close()
  const failed = store.submit('cancel a run', () => {
    store.asks.stop('a1')
    store.asks.wake('scheduler')
  })
  await expect(failed).rejects.toThrow()
  expect(seen).toMatchObject({ stopped: [], woken: [], doubts: 0 })
})

it('an attempt is stopped, and a part woken, when the commit is on disk and before the operation is acknowledged', async () => {
  const { store } = openStore()
  const order: unknown[] = []
  recordAsks(store, { stop: (ids) => order.push([...ids, store.events.newestSeq()]) })
  const submitted = store.submit('cancel a run', () => {
    store.events.append(note('j1'))
    store.asks.stop('a1')
    return 'acknowledged'
  })
  order.push(await submitted)
  expect(order).toEqual([[{ attemptId: 'a1', by: systemActor }, 1], 'acknowledged'])
})

it('a part that several operations of a commit wake is woken once', async () => {
  const { store, seen } = openStore()
  const wakeBoth = () => {
    store.asks.wake('run waits')
    store.asks.wake('scheduler')
  }
  const both = [store.submit('enqueue', wakeBoth), store.submit('enqueue', wakeBoth)]
  // Writes all pending operations in one commit, however slow the machine is.
  store.close()
  await Promise.all(both)
  expect(seen.woken.toSorted()).toEqual(['run waits', 'scheduler'])
})

it('the dispatcher claims once in a commit, behind all of its operations, however many woke it', async () => {
  const { store } = openStore()
  const done: string[] = []
  recordAsks(store, {
    claim: () => {
      done.push('claim')
      return () => void done.push('begin')
    },
  })
  const enqueue = (name: string) => () => {
    done.push(name)
    store.asks.wake('dispatcher')
  }
  const both = ['a', 'b'].map((name) => store.submit('enqueue', enqueue(name)).then(() => done.push(`${name} acknowledged`)))
  // Writes both in one commit, however slow the machine is.
  store.close()
  await Promise.all(both)
  expect(done.slice(0, 3)).toEqual(['a', 'b', 'claim'])
  expect(done.slice(3).toSorted()).toEqual(['a acknowledged', 'b acknowledged', 'begin'])
})

it('a claim that throws is undone by itself, and the operations that woke the dispatcher are kept', async () => {
  const { store } = openStore()
  const failures: unknown[] = []
  recordAsks(store, {
    claim: () => {
      store.events.append(note('half a claim'))
      throw new Error('no claim')
    },
    claimFailed: (error) => failures.push((error as Error).message),
  })
  await store.submit('enqueue', () => {
    store.events.append(note('enqueued'))
    store.asks.wake('dispatcher')
  })
  expect(store.events.since(0, 10).map(({ id }) => id)).toEqual(['enqueued'])
  expect(failures).toEqual(['no claim'])
})

it('a commit that is reported as failed wakes parts, since it may be on disk, and leaves stops to who reads them there', async () => {
  const { store, seen } = openStore()
  misreportNextCommit()
  const doubtful = store.submit('cancel a run', () => {
    store.events.append(note('j1'))
    store.asks.stop('a1')
    store.asks.wake('run waits')
  })
  await expect(doubtful).rejects.toThrow('disk reports an error')
  expect(seen).toMatchObject({ stopped: [], woken: ['run waits'], doubts: 1 })
})

it('an ask outside an operation is refused, because it would never be answered', () => {
  const { store } = openStore()
  expect(() => store.asks.stop('a1')).toThrow('only an operation')
})
