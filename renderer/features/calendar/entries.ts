import type { Slot, Upcoming } from '../../../shared/model/schedule.ts'

/** The moments of one schedule within a stretch of time that are shown together. */
export type Entry = {
  key: string
  scheduleId: string
  job: string
  /** The first of them. */
  at: number
  count: number
  /** What is worst among them; null: still to come. */
  outcome: Slot['outcome'] | null
  reason: Slot['reason']
  run: Slot['run']
}

const badness: (Slot['outcome'] | null)[] = ['missed', 'late', 'skipped', 'coalesced', 'ran', null]

/** Those of the same schedule in the same bucket are one entry, as bad as the worst of them. */
export function entriesOf(slots: Slot[], upcoming: Upcoming[], bucketOf: (at: number) => string): Map<string, Entry[]> {
  const all = [
    ...slots.map(({ scheduleId, job, dueAt, count, outcome, reason, run }) => ({
      scheduleId,
      job,
      at: dueAt,
      count: count ?? 1_000,
      outcome,
      reason,
      run,
    })),
    ...upcoming.map(({ scheduleId, job, dueAt }) => ({
      scheduleId,
      job,
      at: dueAt,
      count: 1,
      outcome: null,
      reason: null,
      run: null,
    })),
  ]
  const found = new Map<string, Entry>()
  const buckets = new Map<string, Entry[]>()
  for (const one of all) {
    const bucket = bucketOf(one.at)
    const key = `${bucket} ${one.scheduleId}${one.outcome === null ? ' due' : ''}`
    const known = found.get(key)
    if (!known) {
      const entry = { ...one, key }
      found.set(key, entry)
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), entry])
      continue
    }
    known.count += one.count
    known.run = null
    if (badness.indexOf(one.outcome) < badness.indexOf(known.outcome))
      Object.assign(known, { outcome: one.outcome, reason: one.reason })
  }
  for (const entries of buckets.values()) entries.sort((a, b) => a.at - b.at)
  return buckets
}

/** A name for the hour of a day. */
export const hourName = (day: number, hour: number): string => `${new Date(day).toDateString()} ${hour}`
export const hourOf = (at: number): string => hourName(at, new Date(at).getHours())

/** Midnight of the day, by the clocks of this computer. */
export const midnightOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

export const addDays = (midnight: number, days: number): number => {
  const date = new Date(midnight)
  return date.setDate(date.getDate() + days)
}

/** The Monday of its week. */
export const mondayOf = (at: number): number => addDays(midnightOf(at), -((new Date(at).getDay() + 6) % 7))
