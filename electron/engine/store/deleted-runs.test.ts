import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openTestStore, temporaryFolder } from '../testing/engine.ts'
import type { Deleting } from './deleted-runs.ts'

const minute = 60_000
const day = 24 * 60 * minute
const retention = (at: number): Deleting => ({ why: 'retention', at, days: 30 })

function openRecord() {
  const dataFolder = temporaryFolder()
  const store = openTestStore(dataFolder)
  return {
    find: store.deletedRuns.find,
    record: (runs: number[], deleting: Deleting) =>
      store.submit('delete a run', () => {
        for (const run of runs) store.deletedRuns.record(run, deleting)
      }),
    rows: () => {
      const db = new Database(`${dataFolder}/localflow.db`, { readonly: true })
      const rows = db.prepare('SELECT why, first, last FROM deleted_run ORDER BY first, why').raw().all()
      db.close()
      return rows
    },
  }
}

const upTo = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at)

it('runs that the retention deletes together share a range, also across the gaps of earlier deletions', async () => {
  const { record, find, rows } = openRecord()
  await record([37], { why: 'person', at: minute })
  await record([...upTo(1, 36), ...upTo(38, 500)], retention(day))
  expect(rows()).toEqual([
    ['retention', 1, 500],
    ['person', 37, 37],
  ])
  expect(find(37)).toMatchObject({ why: 'person', at: minute })
  expect(find(36)).toMatchObject({ why: 'retention', at: day, days: 30 })
  expect(find(501)).toBeNull()
})

it('another pass, another reason and another retention time begin ranges of their own', async () => {
  const { record, find, rows } = openRecord()
  await record(upTo(1, 10), retention(day))
  await record(upTo(11, 20), retention(2 * day))
  await record(upTo(21, 22), { ...retention(2 * day), days: 7 })
  await record([23], { why: 'test', at: 2 * day })
  expect(rows()).toHaveLength(4)
  expect([10, 11, 22, 23].map((run) => find(run)?.at)).toEqual([day, 2 * day, 2 * day, 2 * day])
})

it('runs that a person deletes share a range only if no number between them is left out', async () => {
  const { record, find, rows } = openRecord()
  await record([9, 8, 7, 3, 4], { why: 'person', at: minute })
  expect(rows()).toEqual([
    ['person', 3, 4],
    ['person', 7, 9],
  ])
  expect(find(5)).toBeNull()
})
