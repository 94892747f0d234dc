import { describe, expect, it } from 'vitest'
import type { Occurrence } from '../../../shared/model/schedule.ts'
import { awaySummary } from './away-summary.ts'
import { awayWords } from './words.ts'

const occurrence = (facts: Partial<Occurrence>): Occurrence => ({
  scheduleId: 's',
  jobId: 'j',
  job: 'Backup',
  dueAt: 100,
  lastAt: 100,
  count: 1,
  outcome: 'missed',
  reason: 'asleep',
  recordedAt: 200,
  run: null,
  madeUp: 0,
  ...facts,
})
const summaryOf = (occurrences: Occurrence[], dismissed = 0) => awaySummary({ occurrences, absences: [], waited: [] }, dismissed)
const text = (...occurrences: Occurrence[]): string => {
  const summary = summaryOf(occurrences)
  return summary ? awayWords.counts(summary.counts) : ''
}

describe('the line about an absence', () => {
  it('counts occurrences by outcome', () => {
    expect(text(occurrence({ outcome: 'late' }), occurrence({ outcome: 'coalesced', count: 2 }), occurrence({}))).toBe(
      '4 occurrences missed: 1 ran late, 2 covered by a later run, 1 did not run',
    )
    expect(text(occurrence({ outcome: 'late' }))).toBe('1 occurrence missed: 1 ran late')
    expect(text(occurrence({ count: null }))).toBe('1+ occurrences missed: 1 did not run')
  })

  it('leaves out skips that somebody asked for, and dismissed occurrences', () => {
    expect(summaryOf([occurrence({ reason: 'paused' })])).toBeNull()
    expect(summaryOf([occurrence({ recordedAt: 200 })], 200)).toBeNull()
    expect(summaryOf([occurrence({ recordedAt: 201 })], 200)?.newest).toBe(201)
  })
})
