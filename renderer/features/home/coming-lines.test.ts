import { describe, expect, it } from 'vitest'
import type { Upcoming } from '../../../shared/model/schedule.ts'
import { comingLines } from './coming-lines.ts'

const minute = 60_000
const hour = 60 * minute
const due = (scheduleId: string, at: number, facts: Partial<Upcoming> = {}): Upcoming => ({
  scheduleId,
  jobId: 'j',
  job: scheduleId,
  name: '',
  dueAt: at,
  startsAt: at,
  count: 1,
  isCut: false,
  everyMs: null,
  conditions: null,
  ...facts,
})
const shown = (upcoming: Upcoming[]) => comingLines(upcoming).map(({ job, at, count }) => [job, at, count])

describe('the lines of upcoming occurrences', () => {
  it('list few occurrences of a schedule one by one, in the order of time', () => {
    expect(shown([due('backup', 2 * hour), due('mail', hour), due('mail', 5 * hour)])).toEqual([
      ['mail', hour, 1],
      ['backup', 2 * hour, 1],
      ['mail', 5 * hour, 1],
    ])
  })

  it('fold more than three of a schedule into one', () => {
    const three = [0, 10, 20].map((at) => due('three', at * minute))
    const four = [0, 10, 20, 30].map((at) => due('four', at * minute))
    expect(shown([...three, ...four])).toEqual([
      ['four', 0, 4],
      ['three', 0, 1],
      ['three', 10 * minute, 1],
      ['three', 20 * minute, 1],
    ])
  })

  it('say how often a folded schedule is due, where it is due evenly', () => {
    const even = [0, 2, 4, 6].map((at) => due('even', at * hour))
    const uneven = [0, 1, 4, 6].map((at) => due('uneven', at * hour))
    expect(comingLines([...even, ...uneven]).map(({ everyMs }) => everyMs)).toEqual([2 * hour, null])
  })

  it('add up the days of a schedule that is due often', () => {
    const often = [due('often', hour, { count: 20, everyMs: hour }), due('often', 23 * hour, { count: 3 })]
    expect(comingLines(often)).toMatchObject([{ at: hour, count: 23, everyMs: hour }])
  })
})
