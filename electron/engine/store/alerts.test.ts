import { expect, it } from 'vitest'
import { openTestStore } from '../testing/engine.ts'

const failure = (number: number) => ({ run: { number }, at: number, expiresAt: null })
const backup = { kind: 'job', id: 'backup' } as const

it('a rolled back write leaves no alert, in the database or in memory', async () => {
  const store = openTestStore()
  const refused = store.submit('record an end', () => {
    store.alerts.open(backup, failure(1))
    expect(store.alerts.mayHave('backup')).toBe(true)
    throw new Error('no')
  })
  await expect(refused).rejects.toThrow('no')
  expect(store.alerts.mayHave('backup')).toBe(false)
  expect(store.alerts.mayHaveAny()).toBe(false)
  expect(store.alerts.list(null, null, 9)).toEqual([])
})

it('only the subjects with an unresolved alert may have one', async () => {
  const store = openTestStore()
  await store.submit('record an end', () => store.alerts.open(backup, failure(1)))
  expect([store.alerts.mayHave('backup'), store.alerts.mayHave('other'), store.alerts.mayHave(null)]).toEqual([
    true,
    false,
    false,
  ])
  await store.submit('record an end', () => store.alerts.open({ kind: 'command', id: 'resize' }, failure(2)))
  expect(store.alerts.mayHave(null)).toBe(true)
  await store.submit('record an end', () => {
    for (const subject of [backup, { kind: 'command', id: 'resize' } as const]) {
      const alert = store.alerts.ofSubject(subject)
      if (alert) store.alerts.resolve(alert, 'succeeded', 3)
    }
  })
  expect([store.alerts.mayHave('backup'), store.alerts.mayHave(null), store.alerts.mayHaveAny()]).toEqual([false, false, false])
})

it('resolved alerts are deleted with their events once they are old enough', async () => {
  const store = openTestStore()
  await store.submit('record an end', () => {
    for (const number of [1, 2, 3]) {
      const alert = store.alerts.open({ kind: 'job', id: `j${number}` }, failure(number))
      store.events.append({ at: number, noun: 'alert', id: alert.id, type: 'opened', data: {} })
      if (number < 3) store.alerts.resolve(alert, 'succeeded', number * 100)
    }
  })
  expect(await store.submit('prune alerts', () => store.alerts.prune(200, 10))).toBe(1)
  expect(store.alerts.list(null, null, 9).map(({ run }) => run)).toEqual([3, 2])
  expect(store.events.since(0, 10)).toHaveLength(2)
})
