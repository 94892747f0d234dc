import type { Db } from './db.ts'

/** Tests of drafts, with the runs within them. */
export function createTestRuns(db: Db) {
  const isTest = db.prepare('SELECT test FROM run WHERE number = ?').pluck()
  const before = db.prepare(
    'SELECT number, ended_at AS endedAt FROM run WHERE test = 1 AND number > ? AND created_at < ? AND pinned_at IS NULL ORDER BY number LIMIT ?',
  )
  const between = db.prepare('SELECT number FROM run WHERE test = 1 AND number BETWEEN ? AND ?').pluck()
  return {
    /** Numbers of tests, from one number to another. */
    testsBetween: (first: number, last: number): number[] => between.all(first, last) as number[],
    isTest: (number: number): boolean => isTest.get(number) === 1,
    /** Those with a number after `after` that were created before a time and are not pinned, oldest first. */
    testsBefore: (after: number, createdBefore: number, limit: number): { number: number; endedAt: number | null }[] =>
      before.all(after, createdBefore, limit) as { number: number; endedAt: number | null }[],
  }
}
